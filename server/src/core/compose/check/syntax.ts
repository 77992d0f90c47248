import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { closest } from '../closest.ts';
import type { ComposeModel } from '../model.ts';
import { isMergeKey, resolve } from '../yaml/nodes.ts';
import type { Node, ScalarNode } from '../yaml/nodes.ts';
import { nodesAt } from '../yaml/nodeAt.ts';
import type { YamlError } from '../yaml/parse.ts';
import { problem, replaceFix } from './problem.ts';

/** Where the text is not YAML, or not as Docker's YAML library wants it: repeated keys, keys that are no text, unknown aliases. */
export function checkSyntax(model: ComposeModel): Diagnostic[] {
  const { yaml, text } = model;
  const loose = looseFlow(model);
  if (loose) return [loose];
  return [
    ...firstPerLine(text, yaml.errors).map((error) => syntaxProblem(text, error)),
    ...yaml.repeatedKeys.map(repeatedKey),
    ...yaml.oddKeys.map(({ span }) =>
      problem('invalid-key', span, message('A key must be text. Put it in quotes.'), {
        fixes: [replaceFix(span, JSON.stringify(text.slice(span.start, span.end)))],
      }),
    ),
    ...undefinedAliases(model),
    ...yaml.merged.flatMap(invalidMerge),
    ...foreignVersion(text),
  ];
}

/**
 * A list in brackets, or a map in braces, whose later lines stand left of its key. YAML wants them indented, and the
 * parser gives up there; Docker's YAML library reads on.
 */
function looseFlow({ text, yaml }: ComposeModel): Diagnostic | undefined {
  for (const { code, detail, span } of yaml.errors) {
    if (code !== 'BAD_INDENT' || !/sufficiently indented/.test(detail)) continue;
    const flow = nodesAt(yaml, span.start).find((node) => (node.kind === 'list' || node.kind === 'map') && node.flow);
    if (!flow || !closes(text, flow.span.start)) continue;
    const words = message(
      'What stands in brackets and braces should be indented deeper than its key. Docker reads it, but the rest of this file was not checked.',
    );
    return problem('yaml-syntax', firstLine(text, flow.span), words, { severity: 'warning' });
  }
  return undefined;
}

/** Whether the bracket or brace at an offset is closed further on. */
function closes(text: string, start: number): boolean {
  let depth = 0;
  for (const [mark] of text.slice(start).matchAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|(?<=\s)#.*|[[\]{}]/g)) {
    if (mark === '[' || mark === '{') depth++;
    if ((mark === ']' || mark === '}') && --depth === 0) return true;
  }
  return false;
}

function invalidMerge(value: Node): readonly Diagnostic[] {
  const node = resolve(value);
  if (!node || node.kind === 'map') return [];
  if (node.kind === 'list' && node.items.every((item) => resolve(item)?.kind === 'map')) return [];
  const text = message('`<<` takes a map, or a list of maps.');
  return [problem('invalid-merge', value.span, text)];
}

/** Docker's YAML library refuses every version but 1.1, which it does not quite read either. */
function foreignVersion(text: string): readonly Diagnostic[] {
  const directive = /^\uFEFF?%YAML[ \t]+(?!1\.1\b)\S*/.exec(text);
  if (!directive) return [];
  const words = message('Docker Compose does not take the directive {0}. Remove the line.', directive[0].trim());
  return [problem('yaml-syntax', { start: 0, end: directive[0].length }, words)];
}

function repeatedKey(key: ScalarNode): Diagnostic {
  const text = isMergeKey(key)
    ? message('A map can have one `<<` only. To merge several, write a list: `<<: [*a, *b]`.')
    : message('The key {0} stands here twice.', key.text);
  return problem('duplicate-key', key.span, text);
}

function undefinedAliases({ yaml }: ComposeModel): Diagnostic[] {
  return yaml.aliases.flatMap((alias) => {
    if (alias.target) return [];
    const near = closest(alias.name, yaml.anchorNames);
    const text = message('No anchor &{0} stands before this.', alias.name);
    return [problem('undefined-alias', alias.span, text, { fixes: near ? [replaceFix(alias.span, `*${near}`)] : [] })];
  });
}

/** One mistake often makes several errors on its line; the first says it best. */
function firstPerLine(text: string, errors: readonly YamlError[]): readonly YamlError[] {
  const result: YamlError[] = [];
  let end = -1;
  for (const error of errors.toSorted((a, b) => a.span.start - b.span.start)) {
    if (error.span.start < end) continue;
    result.push(error);
    const newline = text.indexOf('\n', error.span.end);
    end = newline === -1 ? text.length + 1 : newline;
  }
  return result;
}

function syntaxProblem(text: string, error: YamlError): Diagnostic {
  const { span, words, fix } = explain(text, error);
  return problem('yaml-syntax', span, words, {
    severity: error.code === 'TOO_DEEP' ? 'warning' : 'error',
    fixes: fix ? [fix] : [],
  });
}

interface Explanation {
  readonly span: Span;
  readonly words: Message;
  readonly fix?: Fix;
}

/** Says an error of the YAML parser in words that help, at the place where the mend goes. */
function explain(text: string, { code, span, detail }: YamlError): Explanation {
  for (const { codes, pattern, words } of explanations) {
    if (!codes.includes(code) || !pattern.test(detail)) continue;
    return words(text, firstLine(text, span), detail);
  }
  return {
    span: firstLine(text, span),
    words: message('This is no valid YAML: {0}', detail),
  };
}

interface ExplanationRule {
  readonly codes: readonly YamlError['code'][];
  readonly pattern: RegExp;
  readonly words: (text: string, span: Span, detail: string) => Explanation;
}

const explanations: readonly ExplanationRule[] = [
  {
    codes: ['TAB_AS_INDENT'],
    pattern: /./,
    words: (text, span) => {
      const end = span.start + (/^\t+/.exec(text.slice(span.start))?.[0].length ?? 1);
      const tabs = { start: span.start, end };
      return {
        span: tabs,
        words: message('YAML does not allow tabs for indentation. Use spaces.'),
        fix: {
          title: message('Replace the tabs by spaces'),
          edits: [{ span: tabs, newText: '  '.repeat(end - span.start) }],
          preferred: true,
        },
      };
    },
  },
  {
    codes: ['MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR'],
    pattern: /implicit (?:map )?keys need to be/i,
    words: (text, span) => {
      const word = { start: span.start, end: trimmedEnd(text, span) };
      return {
        span: word,
        words: message('A colon is missing behind {0}.', text.slice(word.start, word.end)),
        fix: {
          title: message('Add a colon'),
          edits: [{ span: { start: word.end, end: word.end }, newText: ':' }],
        },
      };
    },
  },
  {
    codes: ['BLOCK_AS_IMPLICIT_KEY'],
    pattern: /./,
    words: (_, span) => ({
      span,
      words: message(
        'A value cannot have a colon and a space in it. Quote a text; put a map on the next line, indented.',
      ),
    }),
  },
  {
    codes: ['BAD_INDENT'],
    pattern: /Flow/,
    words: (_, span, detail) => unclosed(span, detail),
  },
  {
    codes: ['BAD_INDENT', 'IMPOSSIBLE', 'BLOCK_IN_FLOW'],
    pattern: /./,
    words: (_, span) => ({
      span,
      words: message('The indentation does not fit: keys and items of one level begin in the same column.'),
    }),
  },
  {
    codes: ['MISSING_CHAR'],
    pattern: /Missing closing/,
    words: (text, span) => ({
      span,
      words: message('The quoted text does not end: {0} is missing.', quoteOf(text, span)),
    }),
  },
  {
    codes: ['MISSING_CHAR'],
    pattern: /Flow|collection|[\]}]/,
    words: (_, span, detail) => unclosed(span, detail),
  },
  {
    codes: ['BAD_SCALAR_START'],
    pattern: /./,
    words: (text, span) => ({
      span,
      words: message('A value without quotes cannot begin with {0}.', text.slice(span.start, span.end)),
    }),
  },
  {
    codes: ['BAD_DQ_ESCAPE'],
    pattern: /./,
    words: (text, span) => ({
      span,
      words: message(
        'Double quotes know no escape {0}. Write two backslashes for one, or use single quotes.',
        text.slice(span.start, span.end),
      ),
    }),
  },
  {
    codes: ['BAD_ALIAS', 'ALIAS_PROPS'],
    pattern: /./,
    words: (_, span) => ({
      span,
      words: message('Behind `*` stands the name of an anchor. Quote it if it is text.'),
    }),
  },
  {
    codes: ['TOO_DEEP'],
    pattern: /./,
    words: (_, span, detail) => ({
      span,
      words: message('This file is nested too deeply and was not checked ({0}).', detail),
    }),
  },
  {
    codes: ['UNEXPECTED_TOKEN'],
    pattern: /./,
    words: (text, span) => ({
      span,
      words: message('{0} cannot stand here.', text.slice(span.start, Math.min(span.end, span.start + 40)) || '…'),
    }),
  },
];

function unclosed(span: Span, detail: string): Explanation {
  const map = /Flow map|\}/.test(detail) && !/Flow seq/.test(detail);
  return {
    span,
    words: map
      ? message('The map that begins with { does not end: a } is missing, or a comma.')
      : message('The list that begins with [ does not end: a ] is missing, or a comma.'),
  };
}

function quoteOf(text: string, { start }: Span): string {
  const before = text.slice(0, start + 1);
  return before.lastIndexOf('"') > before.lastIndexOf("'") ? '"' : "'";
}

function firstLine(text: string, { start, end }: Span): Span {
  const line = text.slice(start, end).search(/[\r\n]/);
  return line > 0 ? { start, end: start + line } : { start, end: Math.max(end, start) };
}

function trimmedEnd(text: string, { start, end }: Span): number {
  return start + text.slice(start, end).trimEnd().length;
}
