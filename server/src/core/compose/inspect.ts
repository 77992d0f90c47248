import type { Diagnostic } from '../lint/diagnostic.ts';
import type { LintOptions } from '../lint/options.ts';
import { defaultLintOptions } from '../lint/options.ts';
import type { Span } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import { checkTemplates, templatesIn } from './check/filledIn.ts';
import { diagnose } from './diagnostics.ts';
import { isComposeFile } from './fileNames.ts';
import type { ComposeModel } from './model.ts';
import { effectiveOf } from './project/effective.ts';
import type { ProjectProblem } from './project/problems.ts';
import { withSuppressions } from './suppressions.ts';
import { spanOfVariable } from './variableSpans.ts';

/** What is wrong with a file as a part of its project: with the files that it names, and those that it is merged with. */
export async function inspect(
  model: ComposeModel,
  workspace: Workspace,
  options: LintOptions = defaultLintOptions,
): Promise<readonly Diagnostic[]> {
  if (!workspace.disk || model.yaml.errors.length > 0) return [];
  const { text } = model;
  // Read before anything is waited for: the model may move on meanwhile.
  const said = diagnose(model, options).map(({ code, span, severity }) => ({ code, span: { ...span }, severity }));
  const templates = templatesIn(model);
  const reading = await effectiveOf(model, workspace, () => undefined);
  if (!reading) return [];
  const { effective, path } = reading;
  const isWhole = effective.start.isFound || (await isAlone(workspace));
  const found = effective.problems
    .filter(({ origin, isConsistency }) => origin.file === path && (isWhole || !isConsistency))
    .map((problem) => diagnosticOf(problem, text));
  const filledIn = checkTemplates(templates, (name) => effective.environment.get(name)?.value);
  const fresh = [...found, ...filledIn].filter((finding) => !said.some((other) => saysMore(other, finding)));
  return withSuppressions({ text }, withoutTwins(fresh), options);
}

/** Whether a file has no others of its kind beside it, that it could be meant to be merged with. */
async function isAlone(workspace: Workspace): Promise<boolean> {
  const folder = await workspace.listFolder('');
  const others = folder?.entries.filter(({ name }) => name !== workspace.fileName && isComposeFile(name));
  return folder?.isComplete === true && others?.length === 0;
}

function diagnosticOf({ code, origin, message, severity, variable }: ProjectProblem, text: string): Diagnostic {
  const span = (variable === undefined ? undefined : spanOfVariable(text, origin.span, variable)) ?? origin.span;
  return { code, span, message, severity, fixes: [], aliases: [], isRule: false };
}

type Said = Pick<Diagnostic, 'code' | 'span' | 'severity'>;

/** Whether the same was said already, at least as loudly. */
function saysMore(said: Said, finding: Diagnostic): boolean {
  const isSame = said.code === finding.code && overlaps(said.span, finding.span);
  return isSame && (said.severity === 'error' || finding.severity !== 'error');
}

function overlaps(one: Span, other: Span): boolean {
  return one.start <= other.end && other.start <= one.end;
}

/** A file can be read twice in one project, and say the same each time. */
function withoutTwins(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const seen = new Set<string>();
  return found.filter(({ code, span, message }) => {
    const key = `${code} ${span.start} ${span.end} ${message.text} ${message.args.join(' ')}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
