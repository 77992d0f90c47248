/** What the server asks of the client, which knows the engine: requests of our own beside those of the protocol. */

/** The images that the engine has. Without parameters; an empty list where no engine answers. */
export const localImagesRequest = 'slipway/localImages';

/** An image of the engine. */
export interface LocalImage {
  /** Its names with tags, such as `node:22`. */
  readonly tags: readonly string[];
  /** Its names with digests, such as `node@sha256:…`. */
  readonly digests: readonly string[];
  /** For people, such as `143 MB`. */
  readonly size: string;
  /** The day it was made, such as `2026-01-31`. */
  readonly created: string;
  /** The names of the containers made from it. */
  readonly containers: readonly string[];
}
