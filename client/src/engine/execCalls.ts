import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Calls } from './calls.ts';
import { exitOf } from './containerCalls.ts';
import { EngineError } from './errors.ts';
import { pathId } from './ids.ts';
import { numberAt, objectAt, textAt } from './json.ts';
import { withTimeLimit } from './limits.ts';
import { asStdout, chunksOf, demultiplex } from './streams.ts';

export interface ExecOptions {
  readonly command: readonly string[];
  readonly columns: number;
  readonly rows: number;
  /** Name or number, and group after a colon; the container's own where it is left out. */
  readonly user?: string;
  readonly folder?: string;
}

/** A program that runs in a container, with a terminal. */
export interface ExecSession {
  readonly output: AsyncIterable<Buffer>;
  write(data: string): void;
  resize(columns: number, rows: number): Promise<void>;
  /**
   * To be asked when the output has ended: the exit code, or that the program runs on without us. Undefined where the
   * engine does not know (any more). Rejects with an EngineError where the engine is not there any more.
   */
  exitCode(): Promise<number | 'running' | undefined>;
  close(): void;
}

export interface ExecResult {
  readonly exitCode: number | undefined;
  readonly output: string;
}

export interface ExecCalls {
  exec(id: string, options: ExecOptions): Promise<ExecSession>;
  /** Runs a short command to its end, without a terminal or input. */
  execToEnd(id: string, command: readonly string[]): Promise<ExecResult>;
  /** The container's own main program. Closing leaves it running. */
  attach(id: string, size: Pick<ExecOptions, 'columns' | 'rows'>): Promise<ExecSession>;
}

/** How engines say that there is no such program in the container. */
export function isProgramMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    /executable file not found|no such file|not found in \$PATH|OCI runtime/i.test(error.message)
  );
}

/** Milliseconds. */
const shortCommand = 15_000;

/** Source: Docker Engine API, Exec and ContainerAttach. */
export function execCalls(calls: Calls): ExecCalls {
  return {
    exec: (id, options) => exec(calls, id, options),
    execToEnd: (id, command) => execToEnd(calls, id, command),
    attach: (id, size) => attach(calls, id, size),
  };
}

async function exec(calls: Calls, id: string, options: ExecOptions): Promise<ExecSession> {
  const size = { ConsoleSize: [options.rows, options.columns] };
  const path = await createExec(calls, id, {
    AttachStdin: true,
    AttachStdout: true,
    AttachStderr: true,
    Tty: true,
    ...size,
    Env: ['TERM=xterm-256color'],
    Cmd: options.command,
    ...(options.user === undefined ? {} : { User: options.user }),
    ...(options.folder === undefined ? {} : { WorkingDir: options.folder }),
  });
  // The terminal is told again at the start: without it the stream would come framed.
  const body = { Detach: false, Tty: true, ...size };
  const socket = await calls.hijack({ method: 'POST', path: `${path}/start`, body });
  return session(socket, {
    resize: (w, h) => calls.act({ method: 'POST', path: `${path}/resize`, query: { w, h } }),
    size: options,
    exitCode: () => exitCodeOf(calls, path),
    terminal: 'terminal',
  });
}

async function attach(calls: Calls, id: string, size: Pick<ExecOptions, 'columns' | 'rows'>): Promise<ExecSession> {
  const path = `/containers/${pathId('container', id)}`;
  const terminal = objectAt(await calls.read(`${path}/json`), 'Config')['Tty'] === true;
  const query = { stream: true, stdin: true, stdout: true, stderr: true };
  const socket = await calls.hijack({ method: 'POST', path: `${path}/attach`, query });
  const left = new AbortController();
  // Asked for now: one that is removed at its end takes its exit code along.
  const end = exitOf(calls, id, { signal: left.signal, condition: 'next-exit' }).catch(() => undefined);
  return session(socket, {
    resize: (w, h) => (terminal ? calls.act({ method: 'POST', path: `${path}/resize`, query: { w, h } }) : undefined),
    size,
    exitCode: async () => (await Promise.race([end, sleep(soon, undefined)])) ?? stateOf(calls, path),
    left: () => left.abort(),
    terminal: terminal ? 'terminal' : 'none',
  });
}

/** Milliseconds that pass at most between the end of the output and the word that it has ended. */
const soon = 500;

async function stateOf(calls: Calls, path: string): Promise<number | 'running' | undefined> {
  const container = await calls.read(`${path}/json`).catch((error: unknown) => {
    if (error instanceof EngineError && error.problem === 'not-found') return undefined;
    throw error;
  });
  const state = objectAt(container, 'State');
  if (state['Running'] === true) return 'running';
  return state['Running'] === false ? numberAt(state, 'ExitCode') : undefined;
}

interface SessionSetup {
  readonly size: Pick<ExecOptions, 'columns' | 'rows'>;
  readonly terminal: 'terminal' | 'none';
  resize(columns: number, rows: number): Promise<unknown> | undefined;
  exitCode(): Promise<number | 'running' | undefined>;
  /** When it is closed. */
  left?(): void;
}

function session(socket: Duplex, setup: SessionSetup): ExecSession {
  const { size, terminal } = setup;
  const left = new AbortController();
  const source = chunksOf(socket, left.signal);
  const resize = async (columns: number, rows: number): Promise<void> => {
    await setup.resize(columns, rows);
  };
  // Podman does not look at the size that the start was given.
  void resize(size.columns, size.rows).catch(() => undefined);
  return {
    output: payloads(terminal === 'terminal' ? asStdout(source) : demultiplex(source)),
    write: (data) => {
      if (socket.writable) socket.write(data);
    },
    resize,
    exitCode: () => setup.exitCode(),
    close: () => {
      left.abort();
      setup.left?.();
      socket.destroy();
    },
  };
}

async function* payloads(chunks: AsyncIterable<{ readonly data: Buffer }>): AsyncGenerator<Buffer> {
  for await (const { data } of chunks) yield data;
}

async function execToEnd(calls: Calls, id: string, command: readonly string[]): Promise<ExecResult> {
  const path = await createExec(calls, id, { AttachStdout: true, AttachStderr: true, Cmd: command });
  const output = await withTimeLimit(shortCommand, async (signal) => {
    const body = { Detach: false, Tty: false };
    const stream = await calls.open({ method: 'POST', path: `${path}/start`, body, signal });
    const parts: Buffer[] = [];
    let size = 0;
    for await (const { data } of demultiplex(stream)) {
      size += data.length;
      if (size <= 1 << 20) parts.push(data);
    }
    return Buffer.concat(parts).toString('utf8');
  });
  return { output, exitCode: await exitCodeOf(calls, path) };
}

async function createExec(calls: Calls, id: string, body: object): Promise<string> {
  const path = `/containers/${pathId('container', id)}/exec`;
  const execId = textAt(await calls.act({ method: 'POST', path, body }), 'Id');
  return `/exec/${pathId('container', execId)}`;
}

async function exitCodeOf(calls: Calls, path: string): Promise<number | undefined> {
  const state = await calls.read(`${path}/json`).catch(() => undefined);
  return typeof objectAt(state)['ExitCode'] === 'number' ? numberAt(state, 'ExitCode') : undefined;
}
