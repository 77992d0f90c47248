import type { Calls } from './calls.ts';
import { pathId } from './ids.ts';
import { objectAt } from './json.ts';
import { asStdout, demultiplex, type OutputChunk } from './streams.ts';

export interface LogOptions {
  readonly follow: boolean;
  /** How many of the last lines to begin with; all where it is left out. */
  readonly tail?: number;
  /** Milliseconds since 1970: lines from then on. */
  readonly since?: number;
  /** Puts the time of each line before it. */
  readonly timestamps?: boolean;
  readonly signal: AbortSignal;
}

export interface LogCalls {
  logs(id: string, options: LogOptions): AsyncIterable<OutputChunk>;
}

/** Source: Docker Engine API, ContainerLogs. */
export function logCalls(calls: Calls): LogCalls {
  return {
    logs: async function* (id, { follow, tail, since, timestamps, signal }) {
      const path = `/containers/${pathId('container', id)}`;
      const terminal = objectAt(await calls.read(`${path}/json`), 'Config')['Tty'] === true;
      const query = {
        stdout: true,
        stderr: true,
        follow,
        tail: tail ?? 'all',
        ...(since === undefined ? {} : { since: (since / 1000).toFixed(3) }),
        ...(timestamps === true ? { timestamps } : {}),
      };
      const source = await calls.open({ method: 'GET', path: `${path}/logs`, query, signal });
      yield* terminal ? asStdout(source) : demultiplex(source);
    },
  };
}
