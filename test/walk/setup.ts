import { inRoot, run } from '../../scripts/project.ts';

/** Packs the extension once for all walks: they install it as a user would. */
export async function setup(): Promise<void> {
  if ((await run(process.execPath, [inRoot('scripts/package.ts')])) !== 0) throw new Error('The package failed.');
}
