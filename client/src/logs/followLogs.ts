import type { Engine } from '../engine/engine.ts';
import { wait } from '../engine/limits.ts';
import { type LogLine, logLines } from './logLine.ts';

/** Milliseconds between two looks whether a container runs again. */
const patience = 2000;

export interface Follower {
  /** How many of the last lines to begin with. */
  readonly tail: number;
  /** Milliseconds since 1970: begins after that instead. */
  readonly since?: number;
  readonly signal: AbortSignal;
  engine(): Promise<Engine>;
  line(line: LogLine): void;
  /** It has ended; when it runs again, its lines go on. `undefined` where it is gone for good. */
  ended(state: string | undefined, exitCode: number | undefined): void;
  /** The engine cannot be reached, or does not give the log; it is tried again. */
  failed(error: unknown): void;
}

/**
 * Tells the lines of a container as they come, through its restarts and those of the engine, until the signal or the
 * removal of the container. Never rejects.
 */
export async function followLogs(id: string, follower: Follower): Promise<void> {
  const { signal } = follower;
  const following = { id, follower, last: follower.since, told: '' };
  while (!signal.aborted) {
    try {
      if ((await followOnce(following)) === 'gone') return;
    } catch (error) {
      if (signal.aborted) return;
      tellOnce(following, String(error), () => follower.failed(error));
    }
    await wait(patience, signal);
  }
}

interface Following {
  readonly id: string;
  readonly follower: Follower;
  /** The time of the last line. */
  last: number | undefined;
  /** What was told since then: the same is not told twice. */
  told: string;
}

async function followOnce(following: Following): Promise<'gone' | 'may go on'> {
  const { id, follower } = following;
  const { signal } = follower;
  const engine = await follower.engine();
  const options = following.last === undefined ? { tail: follower.tail } : { since: following.last + 1 };
  for await (const line of logLines(engine.logs(id, { follow: true, timestamps: true, signal, ...options }))) {
    following.last = Math.max(following.last ?? 0, line.time);
    following.told = '';
    follower.line(line);
  }
  following.last ??= Date.now();
  if (signal.aborted) return 'gone';
  const container = await engine.get('container', id);
  const { state, exitCode } = container ?? {};
  tellOnce(following, `${state ?? ''} ${exitCode ?? ''}`, () => follower.ended(state, exitCode));
  return container ? 'may go on' : 'gone';
}

function tellOnce(following: Following, words: string, tell: () => void): void {
  if (following.told !== words) tell();
  following.told = words;
}
