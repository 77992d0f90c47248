import type { Call, Calls } from './calls.ts';
import { EngineError } from './errors.ts';
import { changeOf, eventFilters } from './events.ts';
import { pathId } from './ids.ts';
import { objectAt } from './json.ts';
import type { Change, Kind, Resources } from './resources.ts';
import { jsonLines } from './streams.ts';
import { fromInspection, fromList, wireItems } from './wire.ts';

interface RemoveOptions {
  /** Removes the anonymous volumes of a container with it. */
  readonly volumes?: boolean;
  /** Removes a running container, or an image that containers or several names still use. */
  readonly force?: boolean;
}

/** What can be asked of things of every kind, and how they change. */
export interface ResourceCalls {
  list<K extends Kind>(kind: K): Promise<readonly Resources[K][]>;
  /** Undefined where there is no such thing (any more). */
  get<K extends Kind>(kind: K, id: string): Promise<Resources[K] | undefined>;
  /** The engine's own full description. */
  inspect(kind: Kind, id: string): Promise<unknown>;
  remove(kind: Kind, id: string, options?: RemoveOptions): Promise<void>;
  /** What changes, until the signal or the end of the engine, which rejects. */
  changes(signal: AbortSignal): AsyncIterable<Change>;
  /** The ports that an image exposes, as `80/tcp`. */
  exposedPorts(image: string): Promise<readonly string[]>;
}

/** The paths of the API's collections. */
const collections: Readonly<Record<Kind, string>> = {
  container: '/containers',
  image: '/images',
  volume: '/volumes',
  network: '/networks',
};

const listPaths: Readonly<Record<Kind, string>> = {
  container: '/containers/json',
  image: '/images/json',
  volume: '/volumes',
  network: '/networks',
};

export function resourceCalls(calls: Calls): ResourceCalls {
  return {
    list: (kind) => list(calls, kind),
    get: (kind, id) => get(calls, kind, id),
    inspect: async (kind, id) => calls.read(inspectPath(kind, id)),
    remove: async (kind, id, options) => {
      // Anonymous volumes stay, as with `docker rm`: they may be the only copy of somebody's data.
      const query = {
        ...(options?.force === true ? { force: true } : {}),
        ...(options?.volumes === true ? { v: true } : {}),
      };
      await calls.act({ method: 'DELETE', path: `${collections[kind]}/${pathId(kind, id)}`, query });
    },
    changes: (signal) => changes(calls, signal),
    exposedPorts: async (image) =>
      Object.keys(objectAt(await calls.read(inspectPath('image', image)), 'Config', 'ExposedPorts')),
  };
}

async function list<K extends Kind>(calls: Calls, kind: K): Promise<readonly Resources[K][]> {
  const answer = await calls.read(listPaths[kind], kind === 'container' ? { all: true } : undefined);
  // A proxy's page, or an answer that was cut off: taken for an empty list, it would make everything vanish.
  if (!isList(kind, answer)) throw new EngineError('engine', `no list from ${listPaths[kind]}`);
  return wireItems(kind, answer).map(fromList[kind]);
}

function isList(kind: Kind, answer: unknown): boolean {
  return kind === 'volume' ? typeof answer === 'object' && answer !== null : Array.isArray(answer) || answer === null;
}

async function get<K extends Kind>(calls: Calls, kind: K, id: string): Promise<Resources[K] | undefined> {
  try {
    // Not by a list of one: an engine tells of a change before its lists know of it, and lets only inspections wait.
    return fromInspection[kind](await calls.read(inspectPath(kind, id)));
  } catch (error) {
    if (error instanceof EngineError && error.problem === 'not-found') return undefined;
    throw error;
  }
}

function inspectPath(kind: Kind, id: string): string {
  const inspected = kind === 'container' || kind === 'image';
  return `${collections[kind]}/${pathId(kind, id)}${inspected ? '/json' : ''}`;
}

async function* changes(calls: Calls, signal: AbortSignal): AsyncGenerator<Change> {
  const call: Call = { method: 'GET', path: '/events', query: { filters: eventFilters }, signal };
  for await (const event of jsonLines(await calls.open(call))) {
    const change = changeOf(event);
    if (change) yield change;
  }
}
