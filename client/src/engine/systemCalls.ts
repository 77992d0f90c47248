import type { Calls } from './calls.ts';
import { listAt, numberAt, objectAt, textAt } from './json.ts';
import { familiarName } from './references.ts';
import { jsonLines } from './streams.ts';
import type { ContainerState } from './resources.ts';
import { containerState, imageId } from './wire.ts';

/** What can be cleared away at once. */
export type Prunable = 'containers' | 'images' | 'volumes' | 'networks' | 'build';

export interface PruneResult {
  /** Names or ids of what went. */
  readonly removed: readonly string[];
  /** Bytes. */
  readonly reclaimed: number;
}

/** What takes how much room. Sizes are in bytes, and -1 where the engine did not measure. */
export interface DiskUse {
  readonly images: readonly { id: string; name: string; size: number; shared: number; containers: number }[];
  /** All layers of images, each counted once; absent where the engine does not tell. */
  readonly layers?: number;
  readonly containers: readonly { id: string; name: string; size: number; state: ContainerState }[];
  readonly volumes: readonly { name: string; size: number; users: number }[];
  /** What is shared with an image is counted there, and is not freed by itself. */
  readonly build: readonly { id: string; description: string; size: number; inUse: boolean; shared?: boolean }[];
}

/** An engine as a whole. */
export interface SystemCalls {
  info(): Promise<unknown>;
  versions(): Promise<unknown>;
  diskUse(): Promise<DiskUse>;
  prune(what: Prunable, filters?: Readonly<Record<string, readonly string[]>>): Promise<PruneResult>;
  /** Everything that happens, as the engine tells it, until the signal. */
  events(signal: AbortSignal, since?: number): AsyncIterable<unknown>;
  /** Asks the engine to log in. Gives an identity token where the registry hands out one. */
  checkLogin(login: Login): Promise<string | undefined>;
}

export interface Login {
  /** The registry's host, or the address of Docker Hub. */
  readonly server: string;
  readonly username: string;
  readonly password: string;
}

const prunePaths: Readonly<Record<Prunable, string>> = {
  containers: '/containers/prune',
  images: '/images/prune',
  volumes: '/volumes/prune',
  networks: '/networks/prune',
  build: '/build/prune',
};

const removedFields = ['ContainersDeleted', 'VolumesDeleted', 'NetworksDeleted', 'CachesDeleted'];

/** Source: Docker Engine API, System. */
export function systemCalls(calls: Calls): SystemCalls {
  return {
    info: () => calls.read('/info'),
    versions: () => calls.read('/version'),
    // Measures folders, which takes its time: no short question.
    diskUse: async () => diskUseOf(await calls.act({ method: 'GET', path: '/system/df' })),
    prune: async (what, filters = {}) => {
      const { all, ...others } = filters;
      // The build cache alone has it beside its filters.
      const query = what === 'build' && all ? { all: true, filters: others } : { filters };
      return pruneResult(await calls.act({ method: 'POST', path: prunePaths[what], query }));
    },
    events: async function* (signal, since) {
      const query = since === undefined ? {} : { since: Math.floor(since / 1000) };
      yield* jsonLines(await calls.open({ method: 'GET', path: '/events', query, signal }));
    },
    checkLogin: async ({ server, username, password }) => {
      const body = { serveraddress: server, username, password };
      return textAt(await calls.act({ method: 'POST', path: '/auth', body }), 'IdentityToken') || undefined;
    },
  };
}

function pruneResult(answer: unknown): PruneResult {
  const named = removedFields.flatMap((field) => listAt(answer, field)).filter((item) => typeof item === 'string');
  const images = listAt(answer, 'ImagesDeleted').map((item) => textAt(item, 'Untagged') || textAt(item, 'Deleted'));
  return { removed: [...named, ...images], reclaimed: numberAt(answer, 'SpaceReclaimed') };
}

function diskUseOf(answer: unknown): DiskUse {
  return {
    images: listAt(answer, 'Images').map((item) => ({
      id: imageId(textAt(item, 'Id')),
      name: imageName(firstText(item, 'RepoTags')),
      size: numberAt(item, 'Size'),
      shared: numberAt(item, 'SharedSize'),
      containers: numberAt(item, 'Containers'),
    })),
    ...(numberAt(answer, 'LayersSize') > 0 && { layers: numberAt(answer, 'LayersSize') }),
    containers: listAt(answer, 'Containers').map((item) => ({
      id: textAt(item, 'Id'),
      name: firstText(item, 'Names').replace(/^\//, ''),
      size: numberAt(item, 'SizeRw'),
      state: containerState(textAt(item, 'State')),
    })),
    volumes: listAt(answer, 'Volumes').map((item) => ({
      name: textAt(item, 'Name'),
      size: numberAt(objectAt(item, 'UsageData'), 'Size'),
      users: numberAt(objectAt(item, 'UsageData'), 'RefCount'),
    })),
    build: listAt(answer, 'BuildCache').map((item) => ({
      id: textAt(item, 'ID'),
      description: textAt(item, 'Description'),
      size: numberAt(item, 'Size'),
      inUse: objectAt(item)['InUse'] === true,
      shared: objectAt(item)['Shared'] === true,
    })),
  };
}

/** Podman tells the bare tag here, which is no name. */
function imageName(tag: string): string {
  return /[:/]/.test(tag) ? familiarName(tag) : '';
}

function firstText(item: unknown, field: string): string {
  const [first] = listAt(item, field);
  return typeof first === 'string' && first !== '<none>:<none>' ? first : '';
}
