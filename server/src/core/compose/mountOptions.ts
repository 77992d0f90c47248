import { message } from '../text/message.ts';
import type { Message } from '../text/message.ts';

/** The options of a mount, as `docker run -v` has them. */
export const mountOptions: Readonly<Record<string, Message>> = {
  ro: message('The container can only read it.'),
  rw: message('The container can read and write it, the default.'),
  z: message('SELinux: shared among containers.'),
  Z: message('SELinux: for this container alone.'),
  cached: message('The host may be ahead of the container (older Docker Desktop).'),
  delegated: message('The container may be ahead of the host (older Docker Desktop).'),
  consistent: message('Host and container see the same at any time.'),
  nocopy: message('A new volume does not start with the files of the container.'),
  rslave: message('Mounts of the host below it appear in the container.'),
  rshared: message('Mounts below it appear on both sides.'),
  rprivate: message('Mounts below it stay where they are made.'),
};
