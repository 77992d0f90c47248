import { setTimeout as sleep } from 'node:timers/promises';
import type { Engine } from '../engine/engine.ts';
import { toEngineError } from '../engine/errors.ts';
import type { ExecSession } from '../engine/execCalls.ts';
import { containerPlan } from './createBody.ts';
import { type RunOptions, runOf, valuesOf, withValues } from './options.ts';
import { choosePorts, type HostPorts } from './ports.ts';
import { publishedPorts } from './values.ts';

/** A container that was started, and what can be told of it when it is gone. */
export interface Begun {
  readonly id: string;
  /** The last of what it wrote since its start. */
  readonly output: () => string;
  /** How it ended. To be asked when it has; undefined where nobody can tell. */
  readonly exitCode: () => Promise<number | undefined>;
  /** Stops following it. It goes on running. */
  readonly leave: () => void;
}

/**
 * Creates and starts a container, and follows it: one that is removed at its end would take along why it ended. What
 * does not start is removed again. Rejects with an EngineError or a BadValue.
 */
export async function begin(engine: Engine, options: RunOptions): Promise<Begun> {
  const id = await engine.createPlanned(containerPlan(options));
  const left = new AbortController();
  let session: ExecSession | undefined;
  try {
    const exitCode = engine.waitFor(id, left.signal, 'next-exit').catch(() => undefined);
    session = await engine.attach(id, { columns: 80, rows: 24 }).catch(() => undefined);
    const output = session ? kept(session) : () => '';
    await engine.start(id);
    const leave = (): void => {
      left.abort();
      session?.close();
    };
    return { id, output, exitCode: () => soon(exitCode), leave };
  } catch (error) {
    left.abort();
    session?.close();
    await engine.remove('container', id).catch(() => undefined);
    throw error;
  }
}

/** An engine that was asked too late to wait for the next end would wait for ever. */
function soon(exitCode: Promise<number | undefined>): Promise<number | undefined> {
  return Promise.race([exitCode, sleep(3000, undefined)]);
}

const keptOutput = 16 * 1024;

function kept({ output }: ExecSession): () => string {
  let text = '';
  const read = async (): Promise<void> => {
    for await (const data of output) text = (text + data.toString('utf8')).slice(-keptOutput);
  };
  void read().catch(() => undefined);
  return () => text;
}

/** The same; where a port of the host cannot be had, the engine chooses others. */
export async function beginOnAnyPort(engine: Engine, options: RunOptions): Promise<Begun> {
  try {
    return await begin(engine, options);
  } catch (error) {
    const ports = valuesOf(options, 'publish').flatMap((value) => publishedPorts(value) ?? []);
    if (ports.length === 0 || !isPortProblem(error)) throw error;
    // Somebody was quicker, or the engine may not use low ports.
    return begin(
      engine,
      withValues(
        options,
        'publish',
        ports.map(({ port }) => port),
      ),
    );
  }
}

export function isPortProblem(error: unknown): boolean {
  return /port is already allocated|address already in use|ports are not available|bind|privileged port|forbidden by its access/i.test(
    toEngineError(error).message,
  );
}

/** What an image is run with when nothing is said: in the background, its exposed ports on free ones of the host. */
export async function quickOptions(engine: Engine, image: string, ports: HostPorts): Promise<RunOptions> {
  const chosen = await choosePorts(await engine.exposedPorts(image), ports);
  return withValues(runOf(image, { detach: [''] }), 'publish', publishFlags(chosen));
}

/** Host ports by exposed port, 0 where the engine chooses, as `--publish` has them. */
export function publishFlags(ports: Readonly<Record<string, number>>): readonly string[] {
  return Object.entries(ports).map(([port, host]) => {
    const inner = port.replace(/\/tcp$/, '');
    return host === 0 ? inner : `${host}:${inner}`;
  });
}
