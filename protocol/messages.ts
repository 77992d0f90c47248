/** What the server asks of the client, which knows the engine: requests of our own beside those of the protocol. */

/** The images that the engine has. Without parameters; an empty list where no engine answers. */
export const localImagesRequest = 'slipway/localImages';

/** What the engine knows of one image. Parameter: a name of the image; null where it has none of that name. */
export const imageFactsRequest = 'slipway/imageFacts';

/** What an image brings along. Texts are empty, and lists too, where it says nothing. */
export interface ImageFacts {
  /** Such as `linux/amd64`. */
  readonly platform: string;
  readonly user: string;
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** Such as `80/tcp`. */
  readonly ports: readonly string[];
  /** The names of its variables, without their values. */
  readonly variables: readonly string[];
}

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
