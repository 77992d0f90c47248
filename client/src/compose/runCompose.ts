import { findProgram, hasCompose } from '../engine/dockerCli.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { Failure } from '../ui/failure.ts';
import { style, terminalDecoder } from '../ui/terminalText.ts';
import type { ComposeTarget } from './target.ts';
import { type ChildProcess, spawn } from 'node:child_process';
import {
  commands,
  CustomExecution,
  type Disposable,
  EventEmitter,
  l10n,
  ProcessExecution,
  type Pseudoterminal,
  Task,
  TaskPanelKind,
  TaskRevealKind,
  tasks,
  TaskScope,
  workspace,
} from 'vscode';

/** A command of Compose that runs in a terminal. */
export interface ComposeRun {
  readonly title: string;
  /** All that stands behind `docker compose`. */
  readonly argv: readonly string[];
  /** Whether its output is read, to tell what went wrong. Then it is no terminal that can be typed in. */
  readonly isRead?: boolean;
  /** Ends it, as when the window is closed. */
  readonly closing?: AbortSignal;
  /** Whether it goes on until it is stopped by hand: then its exit code says nothing. */
  readonly goesOn?: boolean;
}

/** How it ended: without output where that was not read. */
export interface ComposeEnd {
  readonly code: number;
  readonly output: string;
}

/** Runs the CLI in a terminal, as a process of its own: no shell reads its arguments. */
export async function runCompose(live: LiveEngine, target: ComposeTarget, run: ComposeRun): Promise<ComposeEnd> {
  const { program, first, env } = await composeProgram(live);
  const argv = [...first, ...run.argv];
  const output: string[] = [];
  const execution =
    run.isRead === true
      ? new CustomExecution(() =>
          Promise.resolve(readTerminal({ program, argv, cwd: target.folder, env, closing: run.closing }, output)),
        )
      : new ProcessExecution(program, argv, { cwd: target.folder, env });
  const [file] = target.files;
  const scope = (file && workspace.getWorkspaceFolder(file)) ?? TaskScope.Workspace;
  const definition = { type: 'slipway-compose', file: file?.fsPath ?? '', arguments: run.argv };
  const task = new Task(definition, scope, run.title, 'Slipway', execution, []);
  task.presentationOptions = {
    reveal: TaskRevealKind.Always,
    panel: TaskPanelKind.Dedicated,
    focus: run.isRead !== true,
    clear: true,
  };
  const code = (await exitCodeOf(task)) ?? 0;
  return { code: run.goesOn === true ? 0 : code, output: output.join('') };
}

/** What is said of a command that failed. */
export function failureOf(title: string, code: number): Failure {
  return new Failure(l10n.t('“docker {0}” ended with exit code {1}. Its output stands in the terminal.', title, code), [
    { title: l10n.t('Show Terminal'), run: () => commands.executeCommand('workbench.action.terminal.focus') },
  ]);
}

interface Process {
  readonly program: string;
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly closing: AbortSignal | undefined;
}

/** Only the end of a long output tells why it failed. */
const maxPieces = 400;

/** A terminal that shows what a process writes, and keeps the last of it. */
function readTerminal({ program, argv, cwd, env, closing }: Process, output: string[]): Pseudoterminal {
  const written = new EventEmitter<string>();
  const closed = new EventEmitter<number>();
  let child: ChildProcess | undefined;
  const end = (): void => void child?.kill('SIGINT');
  const keep = (data: Buffer): void => {
    output.push(data.toString());
    if (output.length > maxPieces) output.shift();
  };
  return {
    onDidWrite: written.event,
    onDidClose: closed.event,
    open: () => {
      written.fire(`${style.dim(['docker', ...argv].join(' '))}\r\n`);
      child = spawn(program, argv, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
      for (const stream of [child.stdout, child.stderr]) {
        const decode = terminalDecoder();
        stream?.on('data', (data: Buffer) => {
          keep(data);
          written.fire(decode(data));
        });
      }
      child.on('error', (error) => {
        written.fire(`${style.red(error.message)}\r\n`);
        closed.fire(127);
      });
      child.on('close', (code) => {
        closing?.removeEventListener('abort', end);
        closed.fire(code ?? 130);
      });
      closing?.addEventListener('abort', end);
    },
    close: end,
    // Ctrl+C, as in any terminal.
    handleInput: (data) => {
      if (data.includes('\u0003')) end();
    },
  };
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

export interface ComposeProgram {
  /** An absolute path. */
  readonly program: string;
  /** `compose`, where that is a plugin of the program. */
  readonly first: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** `docker compose`, or the older `docker-compose` where only that is installed; with its first arguments. */
export async function composeProgram(live: LiveEngine): Promise<ComposeProgram> {
  // An empty variable is to the CLI as one that is not set, which no task can ask for.
  const given = await live.cliEnv();
  const env = Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value ?? '']));
  const docker = await findProgram('docker', process.env, process.platform);
  if (docker !== undefined && (await hasCompose(docker, given))) return { program: docker, first: ['compose'], env };
  const old = await findProgram('docker-compose', process.env, process.platform);
  if (old !== undefined) return { program: old, first: [], env };
  throw new Failure(l10n.t('Compose needs the docker CLI with its compose plugin, which was not found.'));
}
