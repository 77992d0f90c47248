import type { Diagnostic } from '../../lint/diagnostic.ts';
import { message } from '../../text/message.ts';
import { closest } from '../../text/closest.ts';
import type { ComposeModel } from '../model.ts';
import { isMergeKey, resolve } from '../yaml/nodes.ts';
import type { AliasNode, Node, ScalarNode } from '../yaml/nodes.ts';
import { nodesAt } from '../yaml/nodeAt.ts';
import type { YamlError } from '../yaml/parse.ts';
import { explain, firstLine } from './explain.ts';
import { problem, replaceFix } from './problem.ts';

/** Where the text is not YAML, or not as Docker's YAML library wants it: repeated keys, keys that are no text, unknown aliases. */
export function checkSyntax(model: ComposeModel): Diagnostic[] {
  const { yaml, text } = model;
  const loose = looseFlow(model);
  if (loose) return [loose];
  const errors = firstPerLine(text, yaml.errors);
  return [...errors.map((error) => syntaxProblem(model, error)), ...(errors.length > 0 ? [] : structure(model))];
}

/** What only Docker's YAML library minds. Told when the rest is mended, since a mistake of syntax tears the structure. */
function structure(model: ComposeModel): Diagnostic[] {
  const { yaml, text } = model;
  return [
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
  for (const [mark] of text.slice(start).matchAll(flowMarks)) {
    if (mark === '[' || mark === '{') depth++;
    if ((mark === ']' || mark === '}') && --depth === 0) return true;
  }
  return false;
}

/** Brackets, and what they do not count in: comments, and quoted texts, which may lack their end. */
const flowMarks = /(?<=[\s[{,:])(?:"(?:[^"\\]|\\.)*(?:"|$)|'(?:[^']|'')*(?:'|$))|(?<=\s)#.*|[[\]{}]/g;

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
    if (alias.target) return isInside(alias, alias.target) ? [endlessAlias(alias)] : [];
    const near = closest(alias.name, yaml.anchorNames);
    const text = message('No anchor &{0} stands before this.', alias.name);
    return [problem('undefined-alias', alias.span, text, { fixes: near ? [replaceFix(alias.span, `*${near}`)] : [] })];
  });
}

function isInside({ span: { start, end } }: Node, { span }: Node): boolean {
  return span.start <= start && end <= span.end;
}

function endlessAlias({ name, span }: AliasNode): Diagnostic {
  return problem(
    'undefined-alias',
    span,
    message('The alias *{0} stands inside of what it repeats: it would never end.', name),
  );
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

function syntaxProblem(model: ComposeModel, error: YamlError): Diagnostic {
  const { span, words, fix } = explain(model, error);
  return problem('yaml-syntax', span, words, {
    severity: error.code === 'TOO_DEEP' ? 'warning' : 'error',
    fixes: fix ? [fix] : [],
  });
}
