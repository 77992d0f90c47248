import type { Stage } from './model.ts';

/** Base images whose environment is nothing but PATH: what a stage on them does not set is surely not set. */
const bareImages: ReadonlySet<string> = new Set(['scratch', 'alpine', 'busybox', 'debian', 'ubuntu']);

/** Whether the image that a stage names as its base brings no variables but PATH. */
export function isOnBareImage({ baseName }: Stage): boolean {
  return bareImages.has((baseName ?? '').replace(/[:@].*$/, ''));
}
