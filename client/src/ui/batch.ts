import { l10n, ProgressLocation, window } from 'vscode';
import type { ResourceRef } from '../engine/engine.ts';
import { limiter } from '../engine/limits.ts';
import { Failure, sentenceFor } from './failure.ts';

/** Enough to be quick, few enough not to stall the engine. */
const atOnce = 4;

/**
 * Does the task for each of them, some at a time, with progress in the status bar. What fails does not stop the rest:
 * at the end one Failure names each that failed, with its reason.
 */
export async function forEachRef(
  title: string,
  refs: readonly ResourceRef[],
  task: (ref: ResourceRef) => Promise<unknown>,
): Promise<void> {
  const oneOfFew = limiter(atOnce);
  const failures: { ref: ResourceRef; error: unknown }[] = [];
  await window.withProgress({ location: ProgressLocation.Window, title }, () =>
    Promise.all(refs.map((ref) => oneOfFew(() => task(ref)).catch((error: unknown) => failures.push({ ref, error })))),
  );
  const [first] = failures;
  if (!first) return;
  if (refs.length === 1) throw first.error;
  const lines = failures.map(({ ref, error }) => {
    const words = sentenceFor(error, l10n) ?? (error instanceof Error ? error.message : String(error));
    return l10n.t('{0}: {1}', ref.name, words);
  });
  throw new Failure(l10n.t('{0} of {1} failed. {2}', failures.length, refs.length, lines.join(' ')));
}
