import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { commands, l10n, type Memento, Position, ProgressLocation, Range, Uri, window, workspace } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { askHelperProgram, credentialsFor, registriesOf } from '../engine/credentials.ts';
import { dockerConfig } from '../engine/locate.ts';
import { isTag } from '../engine/references.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { style } from '../ui/terminalText.ts';
import { requireTrust } from '../ui/trust.ts';
import { apiBuild } from './apiBuild.ts';
import type { BuildEvent } from './buildEvent.ts';
import { buildArgv, type BuildOptions, cliBuild, findDocker, hasRawJson } from './cli.ts';
import { type BuildLog, openBuildLog } from './log.ts';
import { BuildProgress, type Failed } from './progress.ts';
import { buildRenderer } from './render.ts';
import { tagFor } from './tag.ts';

/** Where the tags of former builds are remembered, by the Dockerfile's URI. */
const memoryKey = 'slipway.build.tags';

/** Builds an image from a Dockerfile. */
export function buildCommands(live: LiveEngine, memory: Memento): CommandTable {
  const logs = new Map<string, BuildLog>();
  return {
    'slipway.images.build': async (given) => {
      requireTrust();
      const dockerfile = await chooseDockerfile(given);
      const tag = await askTag(dockerfile, memory);
      await workspace.textDocuments.find((document) => document.uri.toString() === dockerfile.toString())?.save();
      logs.get(dockerfile.toString())?.dispose();
      const log = openBuildLog(tag);
      logs.set(dockerfile.toString(), log);
      const started = Date.now();
      await build(live, { dockerfile: dockerfile.fsPath, context: dirname(dockerfile.fsPath), tag }, log);
      void tellBuilt(tag, Date.now() - started);
    },
  };
}

const dockerfileGlob = '**/{Dockerfile,Containerfile,Dockerfile.*,Containerfile.*,*.Dockerfile,*.dockerfile}';

async function chooseDockerfile(given: unknown): Promise<Uri> {
  const active = window.activeTextEditor?.document;
  const uri = given instanceof Uri ? given : active?.languageId === 'dockerfile' ? active.uri : await pickDockerfile();
  if (uri.scheme === 'file') return uri;
  throw new Failure(l10n.t('Only a Dockerfile that is saved on disk can be built.'));
}

async function pickDockerfile(): Promise<Uri> {
  const found = await workspace.findFiles(dockerfileGlob, '**/node_modules/**', 200);
  const files = found.filter((uri) => !uri.path.endsWith('.dockerignore'));
  const [first, second] = files;
  if (!first) throw new Failure(l10n.t('There is no Dockerfile in this workspace.'));
  if (!second) return first;
  const items = files
    .map((uri) => ({ label: workspace.asRelativePath(uri), uri }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const choice = await window.showQuickPick(items, { placeHolder: l10n.t('Dockerfile to build') });
  if (!choice) throw new Cancelled();
  return choice.uri;
}

async function askTag(dockerfile: Uri, memory: Memento): Promise<string> {
  const remembered = memory.get<Record<string, string>>(memoryKey, {});
  const key = dockerfile.toString();
  const answer = await window.showInputBox({
    title: l10n.t('Build {0}', workspace.asRelativePath(dockerfile)),
    prompt: l10n.t('Tag of the image'),
    value: remembered[key] ?? tagFor(basename(dirname(dockerfile.fsPath))),
    ignoreFocusOut: true,
    validateInput: (text) =>
      isTag(text.trim())
        ? undefined
        : l10n.t('This is no valid tag. Valid are, for example, app:1.2 and registry.example.com/team/app:latest.'),
  });
  const tag = answer?.trim() ?? '';
  if (tag === '') throw new Cancelled();
  await memory.update(memoryKey, { ...remembered, [key]: tag });
  return tag;
}

async function build(live: LiveEngine, options: BuildOptions, log: BuildLog): Promise<void> {
  const progress = new BuildProgress();
  const render = buildRenderer();
  const abort = new AbortController();
  const title = l10n.t('Building {0}', options.tag);
  const location = ProgressLocation.Notification;
  const exitCode = await window.withProgress({ location, title, cancellable: true }, async (notification, token) => {
    token.onCancellationRequested(() => abort.abort());
    let told = '';
    let percent = 0;
    return follow(await startBuild(live, options, abort.signal), (event) => {
      progress.add(event);
      log.write(render(event));
      const { done, total, current } = progress.now;
      const message = total === 0 ? '' : l10n.t('{0}/{1} {2}', done, total, shorten(current));
      const now = total === 0 ? 0 : (done / total) * 100;
      if (message !== told) notification.report({ message, increment: Math.max(0, now - percent) });
      told = message;
      percent = Math.max(percent, now);
    }).catch((error: unknown) => {
      if (abort.signal.aborted) return 1;
      throw error;
    });
  });
  if (abort.signal.aborted) {
    log.write(`\r\n${style.yellow(l10n.t('The build was cancelled.'))}\r\n`);
    throw new Cancelled();
  }
  if (exitCode !== 0) throw buildFailure(options, progress.failed, log);
}

type Build = AsyncGenerator<BuildEvent, number>;

/** By the CLI where it can: then secrets, caches and builders are as in a terminal. */
async function startBuild(live: LiveEngine, options: BuildOptions, signal: AbortSignal): Promise<Build> {
  const env = await live.cliEnv();
  const docker = await findDocker(process.env, process.platform);
  if (docker !== undefined && (await hasRawJson(docker, env))) {
    return cliBuild({ docker, argv: buildArgv(options), cwd: options.context, env, signal });
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

async function tellBuilt(tag: string, milliseconds: number): Promise<void> {
  const run = l10n.t('Run');
  const answer = await window.showInformationMessage(
    l10n.t('{0} was built in {1} s.', tag, (milliseconds / 1000).toFixed(1)),
    run,
  );
  if (answer === run) await commands.executeCommand('slipway.images.run', tag);
}

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
}
