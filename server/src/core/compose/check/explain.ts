import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { ComposeModel } from '../model.ts';
import { nodesAt } from '../yaml/nodeAt.ts';
import type { YamlError } from '../yaml/yamlFile.ts';

/** An error of YAML in words that help, at the place where the mend goes. */
export interface Explanation {
  readonly span: Span;
  readonly words: Message;
  readonly fix?: Fix;
}

/** Says an error of the YAML parser so that someone who knows little of YAML can mend it. */
export function explain(model: ComposeModel, error: YamlError): Explanation {
  const span = firstLine(model.text, error.span);
  const found = table.find(({ codes, detail }) => codes.includes(error.code) && (detail?.test(error.detail) ?? true));
  if (found) return found.explain({ model, span, detail: error.detail });
  return { span, words: message('This is no valid YAML: {0}', error.detail) };
}

/** The part of a span that stands in its first line. */
function firstLine(text: string, { start, end }: Span): Span {
  const line = text.slice(start, end).search(/[\r\n]/);
  return { start, end: line > 0 ? start + line : Math.max(end, start) };
}

interface Case {
  readonly model: ComposeModel;
  readonly span: Span;
  /** The parser's own words. */
  readonly detail: string;
}

interface Row {
  readonly codes: readonly YamlError['code'][];
  readonly detail?: RegExp;
  readonly explain: (found: Case) => Explanation;
}

const table: readonly Row[] = [
  {
    codes: ['MULTILINE_IMPLICIT_KEY'],
    detail: /^Keys in braces/,
    explain: ({ span }) => ({
      span,
      words: message('A key in braces must stand in one line with its colon. Perhaps a comma is missing.'),
    }),
  },
  { codes: ['TAB_AS_INDENT'], explain: tabs },
  { codes: ['MULTILINE_IMPLICIT_KEY', 'MISSING_CHAR'], detail: /implicit (?:map )?keys need to be/i, explain: noColon },
  { codes: ['BLOCK_AS_IMPLICIT_KEY'], explain: colonInValue },
  { codes: ['BAD_INDENT', 'MISSING_CHAR'], detail: /Flow|collection|[\]}]$/, explain: unclosedBracket },
  { codes: ['BAD_INDENT', 'IMPOSSIBLE', 'BLOCK_IN_FLOW'], explain: wrongIndent },
  { codes: ['MISSING_CHAR'], detail: /Missing closing/, explain: unclosedQuote },
  {
    codes: ['BAD_SCALAR_START'],
    explain: ({ model, span }) => ({
      span,
      words: message('A value without quotes cannot begin with {0}.', sourceOf(model, span)),
    }),
  },
  {
    codes: ['BAD_DQ_ESCAPE'],
    explain: ({ model, span }) => ({
      span,
      words: message(
        'Double quotes know no escape {0}. Write two backslashes for one, or use single quotes.',
        sourceOf(model, span),
      ),
    }),
  },
  {
    codes: ['BAD_ALIAS', 'ALIAS_PROPS'],
    explain: ({ span }) => ({
      span,
      words: message('Behind `*` stands the name of an anchor. Quote it if it is text.'),
    }),
  },
  {
    codes: ['TOO_DEEP'],
    explain: ({ span, detail }) => ({
      span,
      words: message('This file is nested too deeply and was not checked ({0}).', detail),
    }),
  },
  {
    codes: ['UNEXPECTED_TOKEN'],
    explain: ({ model, span }) => ({
      span,
      words: message('{0} cannot stand here.', sourceOf(model, span).slice(0, 40) || '…'),
    }),
  },
];

function tabs({ model: { text }, span }: Case): Explanation {
  const end = span.start + (/^\t+/.exec(text.slice(span.start, span.start + 100))?.[0].length ?? 1);
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
}

/** A word where a key should be: its colon is missing, or the space behind the colon. */
function noColon({ model, span }: Case): Explanation {
  const word = sourceOf(model, span).trimEnd();
  const place = { start: span.start, end: span.start + word.length };
  const glued = /^[\w.-]+:(?=\S)/.exec(word);
  if (glued) {
    const at = span.start + glued[0].length;
    return {
      span: place,
      words: message('A space is missing behind the colon.'),
      fix: {
        title: message('Add a space'),
        edits: [{ span: { start: at, end: at }, newText: ' ' }],
        preferred: true,
      },
    };
  }
  return {
    span: place,
    words: message('A colon is missing behind {0}.', word),
    fix: {
      title: message('Add a colon'),
      edits: [{ span: { start: place.end, end: place.end }, newText: ':' }],
    },
  };
}

/** `a: b: c`; or a key that is indented below a value, which then seems to go on. */
function colonInValue({ model, span }: Case): Explanation {
  const line = lineEnd(model.text, span.start);
  const rest = model.text.slice(span.start, line);
  if (!/:(?:\s|$)/.test(rest)) {
    const next = Math.min(line + 1, model.text.length);
    return wrongIndent({ model, span: { start: next, end: next }, detail: '' });
  }
  return {
    span: { start: span.start, end: span.start + rest.trimEnd().length },
    words: message(
      'A value cannot have a colon and a space in it. Quote a text; put a map on the next line, indented.',
    ),
  };
}

/** Points at the first word of the line, which is what stands in the wrong column. */
function wrongIndent({ model: { text }, span }: Case): Explanation {
  const written = text.slice(0, lineEnd(text, span.start)).trimEnd().length;
  const start = text.lastIndexOf('\n', written - 1) + 1;
  const line = text.slice(start, written);
  const word = /^(\s*)([^\s:]+:?)/.exec(line);
  const place = word ? { start: start + (word[1]?.length ?? 0), end: start + word[0].length } : span;
  return {
    span: place,
    words: message('The indentation does not fit: keys and items of one level begin in the same column.'),
  };
}

/** Points at the bracket or brace that opens. */
function unclosedBracket({ model, span, detail }: Case): Explanation {
  // Inside of a list, `? ` and `a: b` make maps that have no bracket of their own.
  const flow = nodesAt(model.yaml, span.start).findLast(
    (node) => (node.kind === 'list' || node.kind === 'map') && /[[{]/.test(model.text.charAt(node.span.start)),
  );
  const isMap = flow ? flow.kind === 'map' : /Flow map|\}/.test(detail);
  return {
    span: flow ? { start: flow.span.start, end: flow.span.start + 1 } : span,
    words: isMap
      ? message('The map that begins with { does not end: a } is missing, or a comma.')
      : message('The list that begins with [ does not end: a ] is missing, or a comma.'),
  };
}

/** Points at the quote that opens, and the rest of its line. */
function unclosedQuote({ model, span, detail }: Case): Explanation {
  const quoted = nodesAt(model.yaml, span.start).findLast((node) => node.kind === 'scalar' && node.style === 'quoted');
  const quote = /double/.test(detail) ? '"' : /'quote|single/.test(detail) ? "'" : '"';
  return {
    span: quoted ? firstLine(model.text, quoted.span) : span,
    words: message(
      'The quoted text does not end: {0} is missing.',
      quoted ? model.text.charAt(quoted.span.start) : quote,
    ),
  };
}

function sourceOf({ text }: ComposeModel, { start, end }: Span): string {
  return text.slice(start, end);
}

function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline === -1 ? text.length : newline;
}
