import type { DockerfileFacts } from '../workspace.ts';
import { dockerfileModel } from './model.ts';

/** What other languages may ask of a Dockerfile. */
export function dockerfileFacts(text: string): DockerfileFacts {
  const { tree, stages } = dockerfileModel(text);
  const args = tree.instructions.flatMap((instruction) =>
    instruction.kind === 'arg' ? instruction.pairs.map(({ name }) => name.text) : [],
  );
  return { stages: stages.flatMap(({ name }) => (name ? [name.text] : [])), args: [...new Set(args)] };
}
