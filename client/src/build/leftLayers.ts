import type { ContainerInfo, ImageInfo, LiveEngine, ResourceRef } from '../engine/engine.ts';

/** What is made for a shell before the instruction that failed carries this label, with the time when it was made. */
export const lastLayerLabel = 'slipway.last-layer';

/** Milliseconds after which what nobody uses was left behind: until then it may just be about to be used. */
const grace = 10 * 60_000;

/**
 * Removes the images and containers of such shells that are left where VS Code was ended in the middle. `mine`: the images
 * of shells that an earlier session of this window had open, and cannot have any more. Never rejects.
 */
export async function clearLeftLayers(live: LiveEngine, mine: readonly string[]): Promise<void> {
  try {
    const left = leftLayers(await live.items('image'), await live.items('container'), { now: Date.now(), mine });
    if (left.length === 0) return;
    const engine = await live.engine();
    for (const { kind, id, name } of left) {
      await engine.remove(kind, kind === 'image' ? name : id, { force: kind === 'container' }).catch(() => undefined);
    }
  } catch {
    // Without an engine nothing can be removed; it is looked for again when there is one.
  }
}

/** The containers that nobody uses any more, and the images that no other container is made from, each by its tag. */
export function leftLayers(
  images: readonly ImageInfo[],
  containers: readonly ContainerInfo[],
  { now, mine }: { readonly now: number; readonly mine: readonly string[] },
): readonly ResourceRef[] {
  const isOld = ({ labels }: { readonly labels: Readonly<Record<string, string>> }): boolean => {
    const made = Number(labels[lastLayerLabel]);
    return Number.isFinite(made) && now - made > grace;
  };
  const ended = containers.filter(
    (container) => mine.includes(container.image) || (isOld(container) && over.has(container.state)),
  );
  const inUse = new Set(containers.filter((container) => !ended.includes(container)).map(({ imageId }) => imageId));
  return [
    ...ended.map(({ id, name }): ResourceRef => ({ kind: 'container', id, name })),
    ...images
      .filter((image) => !inUse.has(image.id))
      .flatMap((image) =>
        image.tags
          .filter((tag) => mine.includes(tag) || (isOld(image) && tag.startsWith('slipway-last-layer:')))
          .map((name): ResourceRef => ({ kind: 'image', id: image.id, name })),
      ),
  ];
}

const over: ReadonlySet<ContainerInfo['state']> = new Set(['created', 'exited', 'dead']);
