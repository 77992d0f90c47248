import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { LintOptions } from './options.ts';
import type { Fix, RuleInfo } from './rule.ts';
import { severityOf } from './severities.ts';
import type { Suppression, SuppressedName, SuppressionIndex, Unused } from './suppressions.ts';

/** The names that comments of one kind may use. */
export interface Vocabulary {
  /** The rule of ours with a name. */
  ruleOf(name: string): RuleInfo | undefined;
  /** Whether some linter that reads such comments has a rule of this name. */
  isKnown(name: string): boolean;
  /** The name that was most likely meant. */
  suggestion(name: string): string | undefined;
}

/** What is wrong with the comments themselves: names that no rule has, and those that turn off nothing. */
export function suppressionComplaints(
  index: SuppressionIndex,
  vocabulary: Vocabulary,
  options: LintOptions,
): readonly Diagnostic[] {
  if (index.all.length === 0) return [];
  const unknown = index.all.flatMap(({ names }) => names.filter(({ name }) => !vocabulary.isKnown(name)));
  return [
    ...unknown.map((name) => unknownRule(name, vocabulary)),
    ...index.unused().flatMap((unused) => unusedSuppression(unused, vocabulary, options)),
  ];
}

function unknownRule({ name, span }: SuppressedName, vocabulary: Vocabulary): Diagnostic {
  const meant = vocabulary.suggestion(name);
  const fixes =
    meant === undefined ? [] : [{ title: message('Change to {0}', meant), edits: [{ span, newText: meant }] }];
  const text =
    meant === undefined
      ? message('No rule has the name {0}.', name)
      : message('No rule has the name {0} here. Did you mean {1}?', name, meant);
  return { code: 'unknown-rule', aliases: [], severity: 'information', isRule: false, span, message: text, fixes };
}

/** Only of rules that are asked anything can be said: of the others nobody knows whether they would find something. */
function unusedSuppression(
  { suppression, name }: Unused,
  vocabulary: Vocabulary,
  options: LintOptions,
): readonly Diagnostic[] {
  if (!name) {
    const text = message('There is nothing to ignore here.');
    const title = message('Remove this comment');
    return [unused(suppression.whole, text, { title, edits: [{ span: suppression.whole, newText: '' }] })];
  }
  const rule = vocabulary.ruleOf(name.name);
  if (!rule || severityOf(rule, options) === 'off') return [];
  const text = message('{0} finds nothing here that would have to be ignored.', name.name);
  const title = message('Do not ignore {0} any more', name.name);
  return [unused(name.span, text, { title, edits: [{ span: removalOf(suppression, name), newText: '' }] })];
}

function unused(span: Span, text: Message, fix: Fix): Diagnostic {
  return {
    code: 'unused-suppression',
    aliases: [],
    severity: 'hint',
    isRule: false,
    span,
    message: text,
    tag: 'unnecessary',
    // Another linter may still need it, so the fix is not applied unasked.
    fixes: [fix],
  };
}

/** A name with what parts it from its neighbour; all of the comment where it has no other name. */
function removalOf({ names, whole }: Suppression, name: SuppressedName): Span {
  const at = names.indexOf(name);
  const before = names[at - 1];
  const after = names[at + 1];
  if (before) return { start: before.span.end, end: name.span.end };
  return after ? { start: name.span.start, end: after.span.start } : whole;
}
