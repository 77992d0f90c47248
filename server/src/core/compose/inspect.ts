import type { Diagnostic } from '../lint/diagnostic.ts';
import type { LintOptions } from '../lint/options.ts';
import { defaultLintOptions } from '../lint/options.ts';
import type { Workspace } from '../workspace.ts';
import { checkTemplates, templatesIn } from './check/filledIn.ts';
import { diagnose } from './diagnostics.ts';
import { isComposeFile } from './fileNames.ts';
import { adviceFor, diagnosticFrom } from './inspect/advice.ts';
import { missingIn } from './inspect/missing.ts';
import {
  brokenByThemselves,
  brokenFiles,
  overlaps,
  problemsAround,
  problemsIn,
  retractions,
  saysMore,
} from './inspect/verdict.ts';
import type { Said } from './inspect/verdict.ts';
import { hasMends, withMends } from './mends.ts';
import { parseCompose } from './model.ts';
import type { ComposeModel } from './model.ts';
import { effectiveOf } from './project/effective.ts';
import { withoutSuppressed } from './suppressions.ts';

/** What is wrong with a file as a part of its project: with the files that it names, and those that it is merged with. */
export async function inspect(
  model: ComposeModel,
  workspace: Workspace,
  options: LintOptions = defaultLintOptions,
): Promise<readonly Diagnostic[]> {
  if (!workspace.disk || model.yaml.errors.length > 0) return [];
  const { text } = model;
  // Read before anything is waited for: the model may move on meanwhile.
  const said = diagnose(model, options).map((found): Said => ({
    ...found,
    span: { ...found.span },
    missing: missingIn(model, found),
  }));
  const templates = templatesIn(model);
  const reading = await effectiveOf(model, workspace, (effective, files) => ({
    advice: adviceFor(effective, files, options),
    broken: brokenByThemselves(effective, files),
  }));
  if (!reading) return [];
  const { effective, path, made } = reading;
  const isWhole = effective.start.isFound || (await isAlone(workspace));
  const looked = { effective, path, text, isWhole };
  const inProject = problemsIn(looked);
  const isNew = ({ span }: Diagnostic): boolean =>
    !inProject.some((other) => other.severity === 'error' && overlaps(other.span, span));
  const filledIn = checkTemplates(templates, (name) => effective.environment.get(name)?.value).filter(isNew);
  const broken = brokenFiles(looked, made.broken).filter(isNew);
  const errors = [...inProject, ...problemsAround(looked), ...filledIn, ...broken];
  const advice = made.advice
    .filter(({ origin, needsWhole }) => origin.file === path && (isWhole || !needsWhole))
    .map((found) => diagnosticFrom(found, text));
  const found = [
    ...errors.filter((finding) => !said.some((other) => saysMore(other, finding))),
    ...advice,
    ...retractions(looked, said, inProject),
  ];
  return withoutSuppressed(text, mended(text, withoutTwins(found)), options);
}

/** With the mends that their places allow. The model may have moved on: the text is read again. */
function mended(text: string, found: readonly Diagnostic[]): readonly Diagnostic[] {
  return found.some(hasMends) ? withMends(parseCompose(text), found) : found;
}

/** Whether a file has no others of its kind beside it, that it could be meant to be merged with. */
async function isAlone(workspace: Workspace): Promise<boolean> {
  const folder = await workspace.listFolder('');
  const others = folder?.entries.filter(({ name }) => name !== workspace.fileName && isComposeFile(name));
  return folder?.isComplete === true && others?.length === 0;
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
