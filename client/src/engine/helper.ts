import type { Engine, ImageInfo } from './engine.ts';
import { EngineError } from './errors.ts';

/** Marks the containers by which volumes are read and written. They are never started, and no view shows them. */
export const helperLabel = 'slipway.helper';

/** Where the volumes stand in the helper, in the order they were given. */
export function helperFolder(index: number): string {
  return `/slipway-volume-${index}`;
}

export interface HelperVolume {
  readonly name: string;
  readonly access: 'read' | 'write';
}

/**
 * Makes volumes reachable for the archive calls: by a container that is created and never started, so that no program
 * runs, and removed at the end whatever happens. Rejects with an EngineError `not-found` where there is no image at all
 * to create one of.
 */
export async function withVolumes<T>(
  engine: Engine,
  volumes: readonly HelperVolume[],
  task: (container: string) => Promise<T>,
): Promise<T> {
  const image = smallest(await engine.list('image'));
  if (!image) throw new EngineError('not-found', 'no image');
  const container = await engine.create({
    image: image.id,
    command: ['true'],
    ports: {},
    labels: { [helperLabel]: 'volume' },
    mounts: volumes.map(({ name, access }, index) => ({ volume: name, target: helperFolder(index), access })),
  });
  try {
    return await task(container);
  } finally {
    await engine.remove('container', container, { force: true });
  }
}

function smallest(images: readonly ImageInfo[]): ImageInfo | undefined {
  return [...images].filter(({ id }) => id !== '').sort((a, b) => a.size - b.size)[0];
}
