import type { DockerfileTree } from './parse/ast.ts';

/**
 * What builds the file: Docker's own frontend, with or without its experimental features, or another one by
 * `# syntax=…`, which may know other instructions and flags.
 */
type Frontend = 'stable' | 'experimental' | 'foreign';

/** The frontend that the `syntax` directive names; a copy in another registry counts as Docker's own. */
export function frontendOf({ directives }: DockerfileTree): Frontend {
  const image = directives.find(({ name }) => name === 'syntax')?.value.split(' ', 1)[0];
  if (image === undefined) return 'stable';
  if (!/^(?:[^@]+\/)?docker\/dockerfile(?:-upstream)?(?:[:@].*)?$/.test(image)) return 'foreign';
  return /dockerfile-upstream|labs|master|experimental/.test(image) ? 'experimental' : 'stable';
}
