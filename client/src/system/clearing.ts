import type { ContainerInfo, ImageInfo, Kind, NetworkInfo, ResourceRef, VolumeInfo } from '../engine/engine.ts';
import { isBuiltInNetwork } from '../engine/networkNames.ts';
import type { DiskUse } from '../engine/systemCalls.ts';

/** What an engine holds, as far as it decides what is of no use any more. */
export interface Holdings {
  readonly containers: readonly ContainerInfo[];
  readonly images: readonly ImageInfo[];
  readonly volumes: readonly VolumeInfo[];
  readonly networks: readonly NetworkInfo[];
  /** Undefined where it could not be measured. */
  readonly disk?: DiskUse | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** One thing that would go. */
export interface Clearable extends ResourceRef {
  /** What to ask the engine to remove; several for an image of several names. */
  readonly targets: readonly string[];
  /** Bytes; undefined where that is not known. */
  readonly size?: number;
}

export type Clearing =
  | 'stopped containers'
  | 'untagged images'
  | 'unused images'
  | 'old images'
  | 'unused networks'
  | 'anonymous volumes'
  | 'unused volumes';

const day = 86_400_000;

/** Older than this counts as old. */
export const oldDays = 30;

/** What each way of clearing away would remove now. Nothing that is in use, by a stopped container either. */
export const clearings: Readonly<Record<Clearing, { kind: Kind; of: (holdings: Holdings) => readonly Clearable[] }>> = {
  'stopped containers': { kind: 'container', of: stoppedContainers },
  'untagged images': {
    kind: 'image',
    of: (all) => unusedImages(all, ({ tags, digests }) => tags.length + digests.length === 0),
  },
  'unused images': { kind: 'image', of: (all) => unusedImages(all, () => true) },
  'old images': { kind: 'image', of: (all) => unusedImages(all, ({ created }) => created < all.now - oldDays * day) },
  'unused networks': { kind: 'network', of: unusedNetworks },
  'anonymous volumes': { kind: 'volume', of: (all) => unusedVolumes(all, ({ name }) => /^[a-f0-9]{64}$/.test(name)) },
  'unused volumes': { kind: 'volume', of: (all) => unusedVolumes(all, () => true) },
};

function stoppedContainers({ containers, disk }: Holdings): readonly Clearable[] {
  const sizes = new Map(disk?.containers.map(({ id, size }) => [id, size]));
  return containers
    .filter(({ id, state }) => id !== '' && (state === 'exited' || state === 'created' || state === 'dead'))
    .map(({ id, name }) => ({ kind: 'container', id, name, targets: [id], ...sizeOf(sizes.get(id)) }));
}

function unusedImages(
  { images, containers, disk }: Holdings,
  suits: (image: ImageInfo) => boolean,
): readonly Clearable[] {
  const used = new Set(containers.map(({ imageId }) => imageId));
  // What layers share stays as long as one of them does: only the rest is sure to become free.
  const sizes = new Map(disk?.images.map(({ id, size, shared }) => [id, size - Math.max(0, shared)]));
  return images
    .filter((image) => image.id !== '' && !used.has(image.id) && suits(image))
    .map(({ id, tags, digests, size }) => ({
      kind: 'image',
      id,
      name: tags[0] ?? digests[0] ?? id.replace(/^sha256:/, '').slice(0, 12),
      targets: tags.length > 0 ? tags : digests.length > 0 ? digests : [id],
      ...sizeOf(sizes.get(id) ?? size),
    }));
}

function unusedNetworks({ networks, containers }: Holdings): readonly Clearable[] {
  const used = new Set(containers.flatMap((container) => container.networks));
  return networks
    .filter(({ id, name }) => id !== '' && !used.has(name) && !isBuiltInNetwork(name) && name !== 'ingress')
    .map(({ id, name }) => ({ kind: 'network', id, name, targets: [id] }));
}

function unusedVolumes(
  { volumes, containers, disk }: Holdings,
  suits: (volume: VolumeInfo) => boolean,
): readonly Clearable[] {
  const used = new Set(containers.flatMap(({ mounts }) => mounts.map(({ source }) => source)));
  const sizes = new Map(disk?.volumes.map(({ name, size }) => [name, size]));
  return volumes
    .filter((volume) => volume.id !== '' && !used.has(volume.name) && suits(volume))
    .map(({ id, name }) => ({ kind: 'volume', id, name, targets: [id], ...sizeOf(sizes.get(name)) }));
}

function sizeOf(size: number | undefined): { size?: number } {
  return size === undefined || size < 0 ? {} : { size };
}

/** The build cache that can go. What it shares with images is not freed by that, and counts nothing. */
export function clearableCache(build: DiskUse['build']): readonly Pick<Clearable, 'size'>[] {
  return build.filter(({ inUse }) => !inUse).map(({ size, shared }) => ({ size: shared === true ? 0 : size }));
}

/** Bytes of all of them, as far as is known. */
export function totalSize(items: readonly Pick<Clearable, 'size'>[]): number {
  return items.reduce((sum, { size }) => sum + (size ?? 0), 0);
}
