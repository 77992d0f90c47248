import { spawn } from 'node:child_process';
import { type Environment, processEnv } from '../engine/dockerCli.ts';
import { lines } from '../engine/streams.ts';
import type { BuildEvent } from './buildEvent.ts';
import { eventsOfLine } from './rawjson.ts';

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
