import type { LocalImage } from '../../../protocol/messages.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { formatSize } from '../ui/quantities.ts';

/** The images of the engine as the server wants to know them; none where no engine answers. */
export async function localImages(engine: LiveEngine): Promise<readonly LocalImage[]> {
  try {
    const [images, containers] = await Promise.all([engine.items('image'), engine.items('container')]);
    return images.map(({ id, tags, digests, size, created }) => ({
      tags,
      digests,
      size: formatSize(size),
      created: new Date(created).toISOString().slice(0, 10),
      containers: containers.filter(({ imageId }) => imageId === id).map(({ name }) => name),
    }));
  } catch {
    // Without an engine there are none: completion goes on with what the server knows.
    return [];
  }
}
