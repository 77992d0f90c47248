import { execFile, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { lines } from '../engine/streams.ts';
import type { BuildEvent } from './buildEvent.ts';
import { eventsOfLine } from './rawjson.ts';

const execute = promisify(execFile);

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The docker CLI on the path, as an absolute file name. Only absolute folders count: a program of that name in the
 * workspace must never be taken.
 */
export async function findDocker(env: Environment, platform: NodeJS.Platform): Promise<string | undefined> {
  const path = env['PATH'] ?? env['Path'] ?? '';
  const usual = platform === 'darwin' ? ['/usr/local/bin', '/opt/homebrew/bin'] : [];
  const name = platform === 'win32' ? 'docker.exe' : 'docker';
  for (const folder of [...path.split(delimiter), ...usual]) {
    const file = join(folder, name);
    if (isAbsolute(folder) && (await isProgram(file))) return file;
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** Whether the CLI has buildx, and one that tells its progress as JSON. */
export async function hasRawJson(docker: string, env: Environment): Promise<boolean> {
  try {
    const { stdout } = await execute(docker, ['buildx', 'build', '--help'], { env: processEnv(env), timeout: 15_000 });
    return stdout.includes('rawjson');
  } catch {
    return false;
  }
}

export interface CliBuild {
  readonly docker: string;
  readonly argv: readonly string[];
  /** The build context's folder. */
  readonly cwd: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
  /** Milliseconds that the build may take to end in order when it is cancelled; 5 seconds unless told. */
  readonly patience?: number;
}

/** Runs the build and gives its events; the last word is its exit code. Ends the process when the signal aborts. */
export async function* cliBuild({
  docker,
  argv,
  cwd,
  env,
  signal,
  patience = 5000,
}: CliBuild): AsyncGenerator<BuildEvent, number> {
  const child = spawn(docker, argv, {
    cwd,
    env: processEnv(env),
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  const ended = new Promise<number>((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => done(code ?? 1));
  });
  ended.catch(() => undefined);
  let force: NodeJS.Timeout | undefined;
  const stop = (): void => {
    child.kill('SIGINT');
    force = setTimeout(() => child.kill('SIGKILL'), patience);
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  try {
    for await (const line of lines(child.stderr, 32 << 20)) yield* eventsOfLine(line);
    return await ended;
  } finally {
    clearTimeout(force);
    signal.removeEventListener('abort', stop);
    if (child.exitCode === null) child.kill('SIGKILL');
  }
}

/** Undefined takes a variable away. */
function processEnv(env: Environment): NodeJS.ProcessEnv {
  const merged: NodeJS.ProcessEnv = { ...process.env, ...env };
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete merged[name];
  return merged;
}
