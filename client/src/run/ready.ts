import { createConnection } from 'node:net';
import type { ContainerInfo, Engine } from '../engine/engine.ts';

/** What became of a container that was started. */
export type Readiness =
  /** Its health check passes, or its port answers. */
  | 'ready'
  /** It runs; whether it is ready cannot be told, or not in time. */
  | 'running'
  | 'unhealthy'
  | 'ended';

export interface Watched {
  readonly engine: Engine;
  readonly id: string;
  /** The host on which its published ports can be reached. */
  readonly host: string;
  readonly signal: AbortSignal;
  readonly patience?: Patience;
}

/** Milliseconds. */
export interface Patience {
  /** After which a container that has nothing to ask counts as one that stays. */
  readonly settling: number;
  /** Between two looks. */
  readonly interval: number;
  /** At most, for a health check or a port. */
  readonly most: number;
  /** How long a connection has to stay open to count as an answer. */
  readonly answer: number;
}

const usual: Patience = { settling: 700, interval: 400, most: 60_000, answer: 250 };

/** Waits until a container is ready, has ended, or has had enough time. */
export async function waitUntilReady({ engine, id, host, signal, patience = usual }: Watched): Promise<Readiness> {
  const started = Date.now();
  for (;;) {
    const container = await engine.get('container', id);
    const state = container ? await look(container, host, patience) : 'ended';
    const spent = Date.now() - started;
    if (state === 'nothing-to-ask' && spent >= patience.settling) return 'running';
    if (state !== 'waiting' && state !== 'nothing-to-ask') return state;
    if (signal.aborted || spent >= patience.most) return 'running';
    await pause(patience.interval, signal);
  }
}

async function look(
  container: ContainerInfo,
  host: string,
  { answer }: Patience,
): Promise<Readiness | 'waiting' | 'nothing-to-ask'> {
  const { state, health, exitCode } = container;
  if (exitCode !== undefined || state === 'exited' || state === 'dead' || state === 'removing') return 'ended';
  // Started again by its policy: then it has ended before.
  if (state === 'restarting') return 'ended';
  if (health === 'healthy') return 'ready';
  if (health === 'unhealthy') return 'unhealthy';
  const ports = container.ports.filter(({ hostPort, protocol }) => hostPort !== undefined && protocol === 'tcp');
  const answers = await Promise.all(ports.map(({ hostPort = 0 }) => answersAt(host, hostPort, answer)));
  if (answers.some(Boolean)) return 'ready';
  return ports.length === 0 && health === undefined ? 'nothing-to-ask' : 'waiting';
}

/**
 * Whether somebody is behind a port. The engine's own proxy takes every connection and drops it where nobody listens in
 * the container: only one that stays open for a moment, or brings something, is an answer.
 */
export function answersAt(host: string, port: number, milliseconds: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection({ host, port });
    let timer: NodeJS.Timeout | undefined;
    const end = (answers: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      done(answers);
    };
    // A machine far away may need its time to be reached at all.
    timer = setTimeout(() => end(false), 2000);
    socket.once('connect', () => {
      clearTimeout(timer);
      timer = setTimeout(() => end(true), milliseconds);
    });
    socket.once('data', () => end(true));
    socket.once('end', () => end(false));
    socket.once('error', () => end(false));
  });
}

/** Waits, but not when it is not wanted any more. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        done();
      },
      { once: true },
    );
  });
}
