import { countWhile } from '../../text/countWhile.ts';
import type { Diagnostic } from '../../lint/diagnostic.ts';
import type { LintOptions } from '../../lint/options.ts';
import { suppressionComplaints } from '../../lint/suppressionComplaints.ts';
import type { Reach, Suppression, SuppressionIndex } from '../../lint/suppressions.ts';
import { commentWithLine, suppressionIndex } from '../../lint/suppressions.ts';
import type { Span } from '../../text/span.ts';
import { checkDirective } from './checkDirective.ts';
import type { DockerfileModel } from '../model.ts';
import type { Comment, Instruction } from '../parse/ast.ts';
import { stageAt } from '../position.ts';
import type { IgnorePragma } from './pragmas.ts';
import { checkOptions, ignorePragma } from './pragmas.ts';
import { buildNameOf, checkVocabulary, pragmaVocabulary } from './suppressionNames.ts';

/** What the comments of a Dockerfile do to the findings in it. Keeps nothing of the model. */
export interface Suppressions {
  /** The findings that are left; those of the builder are errors where `error=true` makes the build fail on them. */
  apply(findings: readonly Diagnostic[]): readonly Diagnostic[];
  /** What is wrong with the comments, to be asked when all findings of rules have been looked at. */
  complaints(): readonly Diagnostic[];
}

/** Reads `# check=…` of BuildKit (linter/linter.go), and the comments of hadolint. */
export function suppressionsOf(model: DockerfileModel, options: LintOptions): Suppressions {
  const { checks, isError } = checksOf(model);
  const pragmas = suppressionIndex(options.suppressions ? pragmasOf(model) : []);
  const isSkipped = (diagnostic: Diagnostic): boolean =>
    isSkippedByCheck(diagnostic, checks) || pragmas.covers(namesOf(diagnostic), diagnostic.span.start);
  return {
    apply(findings) {
      if (findings.length === 0) return findings;
      const kept = findings.filter((diagnostic) => !isSkipped(diagnostic));
      if (!isError) return kept;
      return kept.map((found) => (buildNameOf(namesOf(found)) === undefined ? found : { ...found, severity: 'error' }));
    },
    complaints: () => [
      ...suppressionComplaints(checks, checkVocabulary, options),
      ...suppressionComplaints(pragmas, pragmaVocabulary, options),
    ],
  };
}

/** Checks of whole files: a comment above an instruction does not turn them off. */
const forWholeFiles: ReadonlySet<string> = new Set([
  'ConsistentInstructionCasing',
  'DuplicateStageName',
  'NoEmptyContinuation',
  'ReservedStageName',
]);

/** Whether only the directive at the top of the file turns off what is found. */
export function isForWholeFile(names: readonly string[]): boolean {
  return names.some((name) => forWholeFiles.has(name));
}

const fileOnly: readonly Reach[] = ['file'];

/** `all` is all that the builder checks; of other linters it knows nothing. */
function isSkippedByCheck(diagnostic: Diagnostic, checks: SuppressionIndex): boolean {
  if (checks.all.length === 0) return false;
  const names = namesOf(diagnostic);
  return checks.covers(
    buildNameOf(names) === undefined ? names : [...names, 'all'],
    diagnostic.span.start,
    isForWholeFile(names) ? fileOnly : undefined,
  );
}

function namesOf({ code, aliases }: Diagnostic): readonly string[] {
  return [code, ...aliases];
}

function checksOf(model: DockerfileModel): { readonly checks: SuppressionIndex; readonly isError: boolean } {
  const { text, tree } = model;
  const found: Suppression[] = [];
  const directive = checkDirective(text);
  const options = directive && checkOptions(directive.value, directive.span.start);
  if (options && options.names.length > 0) {
    const { names, clause } = options;
    const start = text.lastIndexOf('\n', directive.span.start) + 1;
    const whole = clause ?? commentWithLine(text, { start, end: directive.span.end });
    found.push({ reach: 'file', scope: { start: 0, end: text.length }, names, whole });
  }
  for (const instruction of tree.instructions) {
    const comment = checkComment(text, instruction);
    if (!comment || comment.options.names.length === 0 || comment.span.end === directive?.span.end) continue;
    const { names, clause } = comment.options;
    const whole = clause ?? commentWithLine(text, comment.span);
    found.push({ reach: 'line', scope: copyOf(instruction.span), names, whole });
  }
  return { checks: suppressionIndex(found), isError: options?.isError ?? false };
}

/** The comment above an instruction with options for its checks. */
export interface CheckComment {
  readonly span: Span;
  readonly options: ReturnType<typeof checkOptions>;
}

/** Only the first such comment counts, and only without white space before its `#`. */
export function checkComment(text: string, { comments }: Instruction): CheckComment | undefined {
  if (comments.length === 0) return undefined;
  for (const { span, text: written } of comments) {
    const before = text.charAt(span.start - 1);
    const value = /^check\s*=\s*(.*)$/i.exec(written)?.[1];
    if (value === undefined || (before !== '' && before !== '\n')) continue;
    return { span: copyOf(span), options: checkOptions(value, span.end - value.length) };
  }
  return undefined;
}

function pragmasOf(model: DockerfileModel): readonly Suppression[] {
  const found: Suppression[] = [];
  for (const comment of model.tree.comments) {
    const pragma = ignorePragma(comment);
    const suppression = pragma && suppressionBy(pragma, comment, model);
    if (suppression) found.push(suppression);
  }
  return found;
}

/** What a comment turns off; undefined where nothing stands behind it. */
function suppressionBy(pragma: IgnorePragma, comment: Comment, model: DockerfileModel): Suppression | undefined {
  const { text } = model;
  const names = namesThatCount(pragma);
  const whole = commentWithLine(text, comment.span);
  if (pragma.scope === 'global') return { reach: 'file', scope: { start: 0, end: text.length }, names, whole };
  const instruction = instructionOf(model, comment);
  if (!instruction) return undefined;
  if (pragma.scope === 'instruction') return { reach: 'line', scope: copyOf(instruction.span), names, whole };
  const stage = stageAt(model, instruction.span.start);
  return stage && { reach: 'stage', scope: { start: instruction.span.start, end: stage.span.end }, names, whole };
}

/** A name that cannot be one makes the whole comment void, as in hadolint; nothing is left of it but that name. */
function namesThatCount({ names }: IgnorePragma): IgnorePragma['names'] {
  const wrong = names.filter(({ name }) => !/^[DLSC\d]+$/.test(name) && !pragmaVocabulary.isKnown(name));
  return wrong.length > 0 ? wrong : names;
}

/** The instruction that a comment is about: the one around it, or the next. */
function instructionOf({ tree: { instructions } }: DockerfileModel, { span }: Comment): Instruction | undefined {
  return instructions[countWhile(instructions.length, (index) => (instructions[index]?.span.end ?? 0) < span.start)];
}

function copyOf({ start, end }: Span): Span {
  return { start, end };
}
