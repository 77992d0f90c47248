import type { Engine, Kind, LiveEngine } from '../engine/engine.ts';
import { helperFolder, helperLabel, withVolumes } from '../engine/helper.ts';
import { FileProblem, type FilesOf } from './containerFiles.ts';

/** Whose files are looked at. */
export interface FilePlace {
  readonly kind: Extract<Kind, 'container' | 'image' | 'volume'>;
  readonly id: string;
  /** The key of the engine that has it. */
  readonly engine: string;
  /** Of a volume whose files may be changed, since the user has said so. */
  readonly access?: 'write';
}

/** The schemes of the addresses. Volumes are only read, but for those whose files may be changed. */
export const schemes: Readonly<Record<FilePlace['kind'] | 'changeableVolume', string>> = {
  container: 'slipway',
  volume: 'slipway-volume',
  changeableVolume: 'slipway-volume-rw',
  image: 'slipway-image',
};

export function schemeOf({ kind, access }: FilePlace): string {
  return schemes[kind === 'volume' && access === 'write' ? 'changeableVolume' : kind];
}

export function isChangeable({ kind, access }: FilePlace): boolean {
  return kind === 'container' || (kind === 'volume' && access === 'write');
}

/** As the authority of an address: hexadecimal, since names and keys may hold anything. */
export function authorityOf({ id, engine }: FilePlace): string {
  return [id, engine].map((part) => Buffer.from(part).toString('hex')).join('.');
}

/** Undefined for an address that is none of ours. */
export function placeOf(scheme: string, authority: string): FilePlace | undefined {
  const isWritten = scheme === schemes.changeableVolume;
  const kind = isWritten
    ? 'volume'
    : (['container', 'volume', 'image'] as const).find((kind) => schemes[kind] === scheme);
  const [id, engine = ''] = authority.split('.').map((part) => Buffer.from(part, 'hex').toString('utf8'));
  return kind && id ? { kind, id, engine, ...(isWritten ? { access: 'write' as const } : {}) } : undefined;
}

type Task<T> = (files: FilesOf, pathOf: (path: string) => string) => Promise<T>;

/**
 * Makes the files of a place reachable while the task runs: a container as it is, an image or a volume by a container
 * that is made for it, never started, and removed again.
 */
export async function reachFiles<T>(live: LiveEngine, place: FilePlace, task: Task<T>): Promise<T> {
  const engine = await live.engine();
  if (place.kind === 'container') {
    const container = (await live.items('container')).find(({ id }) => id === place.id);
    return task({ engine, container: place.id, running: container?.state === 'running' }, (path) => path);
  }
  if (place.kind === 'volume') {
    return withVolumes(engine, [{ name: place.id, access: place.access ?? 'read' }], (container) =>
      task({ engine, container, running: false }, (path) => helperFolder(0) + path),
    );
  }
  return withImage(engine, place.id, (container) => task({ engine, container, running: false }, (path) => path));
}

/**
 * The same for what only a program can do, such as deleting: a container does it itself, and the files of a volume are
 * reached by a running container that uses it. Rejects with a FileProblem where there is none.
 */
export async function reachProgram<T>(live: LiveEngine, place: FilePlace, task: Task<T>): Promise<T> {
  if (place.kind !== 'volume') return reachFiles(live, place, task);
  for (const { id, state, mounts } of await live.items('container')) {
    const mount = mounts.find(({ type, source }) => type === 'volume' && source === place.id);
    if (state !== 'running' || !mount) continue;
    const engine = await live.engine();
    return task({ engine, container: id, running: true }, (path) => mount.destination.replace(/\/+$/, '') + path);
  }
  throw new FileProblem('needs user', place.id);
}

async function withImage<T>(engine: Engine, image: string, task: (container: string) => Promise<T>): Promise<T> {
  const labels = { [helperLabel]: 'image' };
  const container = await engine.create({ image, command: ['true'], ports: {}, labels });
  try {
    return await task(container);
  } finally {
    // Volumes that the image asks for were made with it, and hold nothing.
    await engine.remove('container', container, { force: true, volumes: true });
  }
}
