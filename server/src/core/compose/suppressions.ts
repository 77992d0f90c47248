import type { Diagnostic } from '../lint/diagnostic.ts';
import type { LintOptions } from '../lint/options.ts';
import { rulesByName } from '../lint/ruleNames.ts';
import type { Vocabulary } from '../lint/suppressionComplaints.ts';
import { suppressionComplaints } from '../lint/suppressionComplaints.ts';
import type { SuppressedName, Suppression, SuppressionIndex } from '../lint/suppressions.ts';
import { commentWithLine, suppressionIndex } from '../lint/suppressions.ts';
import { closest } from '../text/closest.ts';
import type { Span } from '../text/span.ts';
import type { ComposeModel } from './model.ts';
import { rules } from './rules/index.ts';

/** A comment of dclint, and the rules that it names; all rules where it names none. */
export interface DisableComment {
  readonly reach: 'line' | 'file';
  readonly span: Span;
  readonly names: readonly SuppressedName[];
  /** Whether nothing stands before it on its line. */
  readonly isAlone: boolean;
}

/**
 * What is left of the findings where comments turn off rules, and what is wrong with those comments. What Compose
 * rejects cannot be turned off.
 */
export function withSuppressions(
  { text }: ComposeModel,
  found: readonly Diagnostic[],
  options: LintOptions,
): readonly Diagnostic[] {
  const index = indexOf(text, options);
  return index ? [...keptBy(index, found), ...suppressionComplaints(index, vocabulary, options)] : found;
}

/** What is left of findings that were made later, where comments turn off rules. */
export function withoutSuppressed(
  text: string,
  found: readonly Diagnostic[],
  options: LintOptions,
): readonly Diagnostic[] {
  const index = found.length === 0 ? undefined : indexOf(text, options);
  return index ? keptBy(index, found) : found;
}

function indexOf(text: string, options: LintOptions): SuppressionIndex | undefined {
  const comments = options.suppressions ? disableComments(text) : [];
  return comments.length === 0 ? undefined : suppressionIndex(comments.map((comment) => suppressionOf(text, comment)));
}

function keptBy(index: SuppressionIndex, found: readonly Diagnostic[]): readonly Diagnostic[] {
  return found.filter(
    ({ isRule, severity, code, aliases, span }) =>
      (!isRule && severity === 'error') || !index.covers([code, ...aliases], span.start),
  );
}

/** The comments `# dclint disable…`: that for the file stands above all else. Source: dclint's comments-handler.ts. */
export function disableComments(text: string): readonly DisableComment[] {
  if (!text.includes('dclint')) return [];
  const found: DisableComment[] = [];
  const headEnd = endOfHead(text);
  for (const match of text.matchAll(/#[ \t]*dclint[ \t]+disable(-line|-file)?(?=[\s,]|$)([^\r\n]*)/g)) {
    const { 0: written, 1: kind, 2: rest = '', index } = match;
    const lineStart = text.lastIndexOf('\n', index - 1) + 1;
    const before = text.slice(lineStart, index);
    if (before !== '' && !/[\s\ufeff]$/.test(before)) continue;
    const isAlone = before.trim() === '';
    if (kind !== '-line' && (!isAlone || lineStart > headEnd)) continue;
    const restStart = index + written.length - rest.length;
    found.push({
      reach: kind === '-line' ? 'line' : 'file',
      span: { start: index, end: index + written.trimEnd().length },
      // `disable-file` takes no names: what stands behind it is a remark.
      names: kind === '-file' ? [] : namesIn(rest, restStart),
      isAlone,
    });
  }
  return found;
}

/** Where the lines end at the top that are comments, blank, or marks of a document. */
function endOfHead(text: string): number {
  return /^\ufeff?(?:[ \t]*(?:#[^\n]*|---[ \t]*)?\r?\n)*/.exec(text)?.[0].length ?? 0;
}

/** Names up to another `#`, where a remark may begin. */
function namesIn(text: string, shift: number): readonly SuppressedName[] {
  const [list = ''] = text.split('#', 1);
  return [...list.matchAll(/[^\s,]+/g)].map(({ 0: name, index }) => {
    const start = shift + index;
    return { name, span: { start, end: start + name.length } };
  });
}

function suppressionOf(text: string, { reach, span, names, isAlone }: DisableComment): Suppression {
  const whole = commentWithLine(text, span);
  if (reach === 'file') return { reach, scope: { start: 0, end: text.length }, names, whole };
  const lineEnd = endOfLine(text, span.end);
  if (!isAlone) {
    return { reach, scope: { start: text.lastIndexOf('\n', span.start) + 1, end: lineEnd }, names, whole };
  }
  const start = Math.min(lineEnd + 1, text.length);
  return { reach, scope: { start, end: endOfLine(text, start) }, names, whole };
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  return newline < 0 ? text.length : newline;
}

const byName = rulesByName(rules);

/** Rules of dclint: those that are none of ours are known all the same. */
const dclintRules: ReadonlySet<string> = new Set([
  'no-build-and-image',
  'no-duplicate-container-names',
  'no-duplicate-exported-ports',
  'no-quotes-in-volumes',
  'no-unbound-port-interfaces',
  'no-version-field',
  'require-project-name-field',
  'require-quotes-in-ports',
  'service-container-name-regex',
  'service-dependencies-alphabetical-order',
  'service-image-require-explicit-tag',
  'service-keys-order',
  'service-ports-alphabetical-order',
  'services-alphabetical-order',
  'top-level-properties-order',
]);

const vocabulary: Vocabulary = {
  // What a rule finds that looks at the project comes later: whether a comment is of use to it is not known here.
  ruleOf: (name) => {
    const rule = byName.get(name);
    return rule && 'inspect' in rule ? undefined : rule;
  },
  isKnown: (name) => byName.has(name) || dclintRules.has(name),
  suggestion: (name) => closest(name, new Set([...byName.keys(), ...dclintRules])),
};
