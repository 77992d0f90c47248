import { findProgram, hasCompose } from '../engine/dockerCli.ts';
import type { CommandTable } from '../commands.ts';
import { composeLabels } from '../engine/composeLabels.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { confirm } from '../ui/confirm.ts';
import { Failure } from '../ui/failure.ts';
import { requireTrust } from '../ui/trust.ts';
import { composeArguments, type ComposeVerb, fileArguments } from './composeCli.ts';
import { containersByService, projectOf } from './fileContainers.ts';
import { readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import {
  commands,
  type Disposable,
  l10n,
  ProcessExecution,
  Task,
  TaskPanelKind,
  TaskRevealKind,
  tasks,
  TaskScope,
  Uri,
  window,
  workspace,
} from 'vscode';

/** What `docker compose` does with the project of a Compose file. */
export function composeCommands(live: LiveEngine): CommandTable {
  const simple = (verb: ComposeVerb) => async (file: unknown, service: unknown) => {
    requireTrust();
    await run(live, await composeFile(file), verb, servicesOf(service));
  };
  return {
    'slipway.compose.up': simple('up'),
    'slipway.compose.upAttached': simple('up-attached'),
    'slipway.compose.upBuild': simple('up-build'),
    'slipway.compose.build': simple('build'),
    'slipway.compose.pull': simple('pull'),
    'slipway.compose.start': simple('start'),
    'slipway.compose.stop': simple('stop'),
    'slipway.compose.restart': simple('restart'),
    'slipway.compose.logs': simple('logs'),
    'slipway.compose.watch': simple('watch'),
    'slipway.compose.down': (file) => down(live, file, 'down'),
    'slipway.compose.downVolumes': (file) => down(live, file, 'down-volumes'),
  };
}

function servicesOf(service: unknown): readonly string[] {
  return typeof service === 'string' ? [service] : [];
}

async function composeFile(given: unknown): Promise<Uri> {
  const active = window.activeTextEditor?.document;
  const uri = given instanceof Uri ? given : active?.languageId === 'dockercompose' ? active.uri : undefined;
  if (!uri) throw new Failure(l10n.t('Open a Compose file first.'));
  if (uri.scheme !== 'file') throw new Failure(l10n.t('Only a Compose file that is saved on disk can be run.'));
  await workspace.textDocuments.find((document) => document.uri.toString() === uri.toString())?.save();
  return uri;
}

async function down(live: LiveEngine, given: unknown, verb: 'down' | 'down-volumes'): Promise<void> {
  requireTrust();
  const file = await composeFile(given);
  const containers = [...containersByService(await live.items('container'), file.fsPath).values()].flat();
  const project = projectOf(containers) ?? basename(dirname(file.fsPath));
  const volumes = (await live.items('volume')).filter(({ labels }) => labels[composeLabels.project] === project);
  const names = containers.map(({ name }) => `• ${name}`);
  const lost = volumes.map(({ name }) => `• ${name}`);
  await confirm({
    message: l10n.t('Stop and remove the containers of {0}?', project),
    detail: [
      l10n.t('These containers and the networks of the project are removed:'),
      ...names.slice(0, 15),
      verb === 'down'
        ? l10n.t('Volumes stay.')
        : l10n.t('All data in these volumes is lost, and in those without a name:'),
      ...(verb === 'down' ? [] : lost.slice(0, 15)),
    ].join('\n'),
    action: verb === 'down' ? l10n.t('Down') : l10n.t('Down, With Volumes'),
  });
  await run(live, file, verb, []);
}

/** Runs the CLI in a terminal, as a process of its own: no shell reads its arguments. */
async function run(live: LiveEngine, file: Uri, verb: ComposeVerb, services: readonly string[]): Promise<void> {
  const folder = dirname(file.fsPath);
  const name = basename(file.fsPath);
  const [program, first] = await composeProgram(await live.cliEnv());
  const files = fileArguments(name, await readdir(folder).catch(() => []));
  const argv = [...first, ...composeArguments(files, verb, services)];
  // An empty variable is to the CLI as one that is not set, which no task can ask for.
  const env = Object.fromEntries(Object.entries(await live.cliEnv()).map(([key, value]) => [key, value ?? '']));
  const title = `compose ${verb.replace('-', ' ')} ${services.join(' ')}`.trim();
  const scope = workspace.getWorkspaceFolder(file) ?? TaskScope.Workspace;
  const execution = new ProcessExecution(program, argv, { cwd: folder, env });
  const task = new Task({ type: 'slipway-compose', file: file.fsPath, verb }, scope, title, 'Slipway', execution, []);
  task.presentationOptions = {
    reveal: TaskRevealKind.Always,
    panel: TaskPanelKind.Dedicated,
    focus: false,
    clear: true,
  };
  const code = await exitCodeOf(task);
  if (code === undefined || code === 0 || verb === 'logs' || verb === 'up-attached' || verb === 'watch') return;
  throw new Failure(
    l10n.t('“docker compose {0}” ended with exit code {1}. Its output stands in the terminal.', verb, code),
    [{ title: l10n.t('Show Terminal'), run: () => commands.executeCommand('workbench.action.terminal.focus') }],
  );
}

/** How the process of a task ended; undefined where nobody can tell. */
async function exitCodeOf(task: Task): Promise<number | undefined> {
  const started = await tasks.executeTask(task);
  return new Promise((done) => {
    const listeners: Disposable[] = [];
    const end = (code: number | undefined): void => {
      for (const listener of listeners) listener.dispose();
      done(code);
    };
    listeners.push(
      tasks.onDidEndTaskProcess(({ execution, exitCode }) => execution === started && end(exitCode)),
      // A process that cannot be started has no end of its own.
      tasks.onDidEndTask(({ execution }) => execution === started && setTimeout(() => end(undefined), 200)),
    );
  });
}

/** `docker compose`, or the older `docker-compose` where only that is installed; with its first arguments. */
async function composeProgram(
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly [string, readonly string[]]> {
  const docker = await findProgram('docker', process.env, process.platform);
  if (docker !== undefined && (await hasCompose(docker, env))) return [docker, ['compose']];
  const old = await findProgram('docker-compose', process.env, process.platform);
  if (old !== undefined) return [old, []];
  throw new Failure(l10n.t('Compose needs the docker CLI with its compose plugin, which was not found.'));
}
