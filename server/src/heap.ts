import { setFlagsFromString } from 'node:v8';

/**
 * Keeps V8's space for young objects as small as it starts. It would grow while a large file is read, and stay so: a
 * sixth more memory for the whole session, and no edit that is faster for it (measured with `npm run bench`).
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
}
