import type { DockerfileTree } from './parse/ast.ts';

/**
 * What builds the file: Docker's own frontend, with or without its experimental features, or another one by
 * `# syntax=…`, which may know other instructions and flags.
 */
type Frontend = 'stable' | 'experimental' | 'foreign';

/** The frontend that the `syntax` directive names; a copy in another registry counts as Docker's own. */
export function frontendOf(tree: DockerfileTree): Frontend {
  const image = frontendImage(tree);
  if (image === undefined) return 'stable';
  if (!/^(?:[^@]+\/)?docker\/dockerfile(?:-upstream)?(?:[:@].*)?$/.test(image)) return 'foreign';
  return /dockerfile-upstream|labs|master|experimental/.test(image) ? 'experimental' : 'stable';
}

/** The minor version that the `syntax` directive fixes, as 4 in `docker/dockerfile:1.4`; undefined where it names none. */
export function frontendVersion(tree: DockerfileTree): number | undefined {
  const image = frontendImage(tree) ?? '';
  const [, minor] = /(?:^|\/)docker\/dockerfile:1\.(\d+)(?:\.\d+)?(?:@.*)?$/.exec(image) ?? [];
  return minor === undefined ? undefined : Number(minor);
}

function frontendImage({ directives }: DockerfileTree): string | undefined {
  return directives.find(({ name }) => name === 'syntax')?.value.split(' ', 1)[0];
}
