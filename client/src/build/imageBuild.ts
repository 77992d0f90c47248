import type { BuildPlan } from '../../../protocol/messages.ts';
import { credentialsFor, askHelperProgram, registriesOf } from '../engine/credentials.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { dockerConfig } from '../engine/locate.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { style } from '../ui/terminalText.ts';
import { apiBuild } from './apiBuild.ts';
import type { BuildEvent, WarningEvent } from './buildEvent.ts';
import { cliBuild } from './cli.ts';
import { findDocker, hasRawJson } from '../engine/dockerCli.ts';
import type { EditorMarks } from './editorMarks.ts';
import { layerSizes } from './layerSizes.ts';
import type { BuildLog } from './log.ts';
import { type BuildOptions, buildArgv, needsCli } from './options.ts';
import { BuildOutcome } from './outcome.ts';
import type { BuildProblems } from './problems.ts';
import { BuildProgress, type Failed } from './progress.ts';
import { buildRenderer } from './render.ts';
import { readFile } from 'node:fs/promises';
import { l10n, Position, ProgressLocation, Range, Uri, window } from 'vscode';

/** What a build tells besides its log. */
export interface BuildViews {
  readonly marks: EditorMarks;
  readonly problems: Pick<BuildProblems, 'clear' | 'show'>;
}

/** One build, from its start to what is told of it. */
export interface ImageBuild {
  readonly options: BuildOptions;
  /** The Dockerfile as it was when the build began. */
  readonly plan: BuildPlan;
  readonly log: BuildLog;
  /** Ends the build, as its notification does. */
  readonly signal?: AbortSignal;
}

/** Builds an image; shows its steps in the log, the notification and the editor. Rejects where it is not built. */
export async function buildImage(live: LiveEngine, build: ImageBuild, views: BuildViews): Promise<void> {
  const { options, plan, log } = build;
  const dockerfile = Uri.file(options.dockerfile);
  const target = targetOf(plan, options);
  const progress = new BuildProgress();
  const outcome = new BuildOutcome(plan);
  const warnings: WarningEvent[] = [];
  const render = buildRenderer();
  views.problems.clear(dockerfile);
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
  const elsewhere = !isBuilt && failed.line !== undefined ? { line: failed.line, reason: failed.reason } : undefined;
  await views.problems.show(dockerfile, { steps: outcome.steps, warnings, ...(elsewhere ? { elsewhere } : {}) });
  if (!isBuilt) throw buildFailure(options, failed, log);
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

/** Whether the build came to its end. Throws Cancelled. */
async function withProgress({ options, log, signal }: ImageBuild, work: Work): Promise<boolean> {
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

type Build = AsyncGenerator<BuildEvent, number>;

/** By the CLI where it can: then secrets, caches and builders are as in a terminal. */
async function startBuild(live: LiveEngine, options: BuildOptions, signal: AbortSignal): Promise<Build> {
  const env = await live.cliEnv();
  const docker = await findDocker(process.env, process.platform);
  if (docker !== undefined && (await hasRawJson(docker, env))) {
    return cliBuild({ docker, argv: buildArgv(options), cwd: options.context, env, signal });
  }
  if (needsCli(options)) {
    throw new Failure(
      l10n.t('Secrets, SSH, caches elsewhere and builders need the docker CLI with buildx, which was not found.'),
    );
  }
  const registries = registriesOf(await readFile(options.dockerfile, 'utf8'));
  const credentials = await credentialsFor(registries, await dockerConfig(), askHelperProgram);
  return apiBuild(await live.engine(), { ...options, credentials, signal });
}

async function follow(build: Build, on: (event: BuildEvent) => void): Promise<number> {
  for (;;) {
    const next = await build.next();
    if (next.done === true) return next.value;
    on(next.value);
  }
}

function buildFailure({ dockerfile, tag }: BuildOptions, { step, reason, line }: Failed, log: BuildLog): Failure {
  log.show();
  const message =
    step === ''
      ? l10n.t('{0} was not built: {1}', tag, reason)
      : l10n.t('{0} was not built. It failed at: {1} ({2})', tag, shorten(step), reason);
  return new Failure(message, [
    { title: l10n.t('Show Log'), run: () => log.show() },
    { title: l10n.t('Open Dockerfile'), run: () => openAt(dockerfile, line ?? 1) },
  ]);
}

async function openAt(file: string, line: number): Promise<void> {
  const at = new Position(Math.max(0, line - 1), 0);
  await window.showTextDocument(Uri.file(file), { selection: new Range(at, at) });
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}
