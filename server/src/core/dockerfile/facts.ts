import type { DockerfileFacts } from '../workspace.ts';
import { dockerfileModel } from './model.ts';

/** What a Dockerfile offers to those who build it. */
export function dockerfileFacts(text: string): DockerfileFacts {
  const { tree, stages } = dockerfileModel(text);
  const args = tree.instructions.flatMap((instruction) =>
    instruction.kind === 'arg' ? instruction.pairs.map(({ name }) => name.text) : [],
  );
  return {
    stages: stages.flatMap(({ name }) => (name ? [name.text] : [])),
    stageCount: stages.length,
    args: [...new Set(args)],
    hasHealthcheck: tree.instructions.some(({ kind }) => kind === 'healthcheck'),
  };
}
