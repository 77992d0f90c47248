import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { closest } from '../../text/closest.ts';
import type { Span } from '../../text/span.ts';
import type { ComposeModel } from '../model.ts';
import { isMergeKey, resolve } from '../yaml/nodes.ts';
import type { AliasNode, Node, ScalarNode } from '../yaml/nodes.ts';
import type { YamlError } from '../yaml/yamlFile.ts';
import { explain } from './explain.ts';
import { problem, replaceFix } from './problem.ts';

/** Where the text is not YAML, or not as Docker's YAML library wants it: repeated keys, keys that are no text, unknown aliases. */
export function checkSyntax(model: ComposeModel): Diagnostic[] {
  const { yaml, text } = model;
  const control = controlCharacter(text);
  if (control) return [control];
  const errors = firstPerLine(text, yaml.errors);
  return [...errors.map((error) => syntaxProblem(model, error)), ...(errors.length > 0 ? [] : structure(model))];
}

/** A character that no YAML may have: the whole file is refused for it. */
function controlCharacter(text: string): Diagnostic | undefined {
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  const found = /[\0-\x08\v\f\x0E-\x1F\x7F-\x84\x86-\x9F\uFFFE\uFFFF]/.exec(text);
  if (!found) return undefined;
  const code = `U+${found[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
  const span = { start: found.index, end: found.index + 1 };
  const words = message('YAML does not allow the invisible character {0}. Remove it.', code);
  return problem('yaml-syntax', span, words, { fixes: [removeFix(span)] });
}

function removeFix(span: Span): Fix {
  return { title: message('Remove it'), edits: [{ span, newText: '' }], preferred: true };
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
    ...yaml.misfits.map(({ span, text: value, tag = '' }) =>
      problem('invalid-value', span, message('{0} is no value of the type {1}.', value, tag)),
    ),
    ...foreignVersion(text),
  ];
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
