import type { BuildPlan } from '../../../protocol/messages.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { Cancelled, Failure, type FailureAction } from '../ui/failure.ts';
import { style } from '../ui/terminalText.ts';
import type { WarningEvent } from './buildEvent.ts';
import type { EditorMarks } from './editorMarks.ts';
import { failuresIn } from './failures.ts';
import { layerSizes } from './layerSizes.ts';
import type { BuildLog } from './log.ts';
import type { LastLayers } from './lastLayer.ts';
import type { BuildOptions } from './options.ts';
import { BuildOutcome } from './outcome.ts';
import type { BuildProblems } from './problems.ts';
import { BuildProgress, type Failed } from './progress.ts';
import { buildRenderer } from './render.ts';
import { follow, startBuild } from './startBuild.ts';
import { commands, l10n, Position, ProgressLocation, Range, Uri, window } from 'vscode';

/** What a build tells besides its log. */
export interface BuildViews {
  readonly marks: EditorMarks;
  readonly problems: Pick<BuildProblems, 'clear' | 'show'>;
  readonly lastLayers: LastLayers;
}

/** One build, from its start to what is told of it. */
export interface ImageBuild {
  readonly options: BuildOptions;
  /** The Dockerfile as it was when the build began. */
  readonly text: string;
  readonly plan: BuildPlan;
  readonly log: BuildLog;
  /** Ends the build, as its notification does. */
  readonly signal?: AbortSignal;
}

/** Builds an image; shows its steps in the log, the notification and the editor. Rejects where it is not built. */
export async function buildImage(live: LiveEngine, build: ImageBuild, views: BuildViews): Promise<void> {
  const { options, plan, log, text } = build;
  const dockerfile = Uri.file(options.dockerfile);
  const target = targetOf(plan, options);
  const progress = new BuildProgress();
  const outcome = new BuildOutcome(plan);
  const warnings: WarningEvent[] = [];
  const render = buildRenderer();
  views.problems.clear(dockerfile);
  views.lastLayers.note(dockerfile, undefined);
  const isBuilt = await withProgress(build, async (report, signal) =>
    follow(await startBuild(live, options, signal), (event) => {
      progress.add(event);
      outcome.add(event);
      if (event.type === 'warning') warnings.push(event);
      log.write(render(event));
      if (event.type === 'step') views.marks.set(dockerfile, { plan, steps: outcome.steps, target });
      report(progress);
    }),
  ).finally(() => {
    outcome.end();
    views.marks.set(dockerfile, { plan, steps: outcome.steps, target });
  });
  const { failed } = progress;
  const instruction = [...outcome.steps].find(([, { state }]) => state === 'failed')?.[0];
  if (!isBuilt && instruction) views.lastLayers.note(dockerfile, { options, text, instruction });
  const problems = { plan, text, steps: outcome.steps, warnings, ...(isBuilt ? {} : { elsewhere: progress.told }) };
  await views.problems.show(dockerfile, problems);
  if (!isBuilt) {
    const [first] = failuresIn(text, plan, problems, l10n);
    const told = { ...failed, ...(first ? { reason: first.reason, line: first.start.line + 1 } : {}) };
    throw buildFailure(build, told, views.lastLayers.has(dockerfile) ? [shellAction(dockerfile)] : []);
  }
  const engine = await live.engine();
  // A builder elsewhere has no image here, and what its layers take is not told.
  const history = await engine.history(options.tag).catch(() => []);
  const sizes = history.length > 0 ? layerSizes(plan, target, history) : undefined;
  views.marks.set(dockerfile, { plan, steps: outcome.steps, target, ...(sizes ? { sizes } : {}) });
}

function targetOf({ stages }: BuildPlan, { target = '' }: BuildOptions): number {
  const index = stages.findIndex(({ name }) => name.toLowerCase() === target.toLowerCase());
  return target !== '' && index >= 0 ? index : stages.length - 1;
}

type Work = (report: (progress: BuildProgress) => void, signal: AbortSignal) => Promise<number>;

/** What a notification shows of a build. */
interface ShownBuild extends Pick<ImageBuild, 'log' | 'signal'> {
  readonly options: Pick<BuildOptions, 'tag'>;
}

/** Whether the build came to its end. Throws Cancelled. */
export async function withProgress({ options, log, signal }: ShownBuild, work: Work): Promise<boolean> {
  const abort = new AbortController();
  if (signal?.aborted) abort.abort();
  signal?.addEventListener('abort', () => abort.abort(), { once: true });
  const title = l10n.t('Building {0}', options.tag);
  const location = ProgressLocation.Notification;
  const exitCode = await window.withProgress({ location, title, cancellable: true }, async (notification, token) => {
    token.onCancellationRequested(() => abort.abort());
    let told = '';
    let percent = 0;
    const report = (progress: BuildProgress): void => {
      const { done, total, current } = progress.now;
      const message = total === 0 ? '' : l10n.t('{0}/{1} {2}', done, total, shorten(current));
      const now = total === 0 ? 0 : (done / total) * 100;
      if (message !== told) notification.report({ message, increment: Math.max(0, now - percent) });
      told = message;
      percent = Math.max(percent, now);
    };
    return work(report, abort.signal).catch((error: unknown) => {
      if (abort.signal.aborted) return 1;
      throw error;
    });
  });
  if (abort.signal.aborted) {
    log.write(`\r\n${style.yellow(l10n.t('The build was cancelled.'))}\r\n`);
    throw new Cancelled();
  }
  return exitCode === 0;
}

function shellAction(dockerfile: Uri): FailureAction {
  return { title: l10n.t('Open Shell'), run: () => commands.executeCommand('slipway.build.shell', dockerfile) };
}

function buildFailure(
  { options: { dockerfile, tag }, log }: ImageBuild,
  { step, reason, line }: Failed,
  more: readonly FailureAction[],
): Failure {
  log.show();
  const isLost = step === '' && isConnectionLost(reason);
  return new Failure(failureWords(tag, { step, reason }), [
    { title: l10n.t('Show Log'), run: () => log.show() },
    ...(isLost ? [] : [{ title: l10n.t('Open Dockerfile'), run: () => openAt(dockerfile, line ?? 1) }, ...more]),
  ]);
}

/** That an image was not built, and why. */
export function failureWords(tag: string, { step, reason }: Pick<Failed, 'step' | 'reason'>): string {
  if (step !== '') return l10n.t('{0} was not built. It failed at: {1} ({2})', tag, shorten(step), reason);
  return isConnectionLost(reason)
    ? l10n.t('{0} was not built. The connection to the engine broke: look whether it still runs.', tag)
    : l10n.t('{0} was not built: {1}', tag, reason);
}

/** As buildx, BuildKit and the CLI say it. */
function isConnectionLost(reason: string): boolean {
  return /^Unavailable: |error reading from server|transport is closing|Cannot connect to the Docker daemon|\bECONNRE(?:SET|FUSED)\b|unexpected EOF/i.test(
    reason,
  );
}

async function openAt(file: string, line: number): Promise<void> {
  const at = new Position(Math.max(0, line - 1), 0);
  await window.showTextDocument(Uri.file(file), { selection: new Range(at, at) });
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}
