import type { ImageInfo } from '../engine/engine.ts';

/**
 * What to remove, one after the other, so that the image is gone: each of its names, since an engine removes an image
 * of several names by its id only when forced, and force would also break what uses it.
 */
export function imageRemovals(image: ImageInfo): readonly string[] {
  if (image.tags.length > 0) return image.tags;
  return image.digests.length > 0 ? image.digests : [image.id];
}
