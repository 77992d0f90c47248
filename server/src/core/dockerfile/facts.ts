import type { DockerfileFacts } from '../workspace.ts';
import { dockerfileModel } from './model.ts';

/** What a Dockerfile offers to those who build it. */
export function dockerfileFacts(text: string): DockerfileFacts {
  const { tree, stages } = dockerfileModel(text);
  const args = tree.instructions.flatMap((instruction) =>
    instruction.kind === 'arg' ? instruction.pairs.map(({ name }) => name) : [],
  );
  const names = stages.flatMap(({ name }) => name ?? []);
  return {
    stages: names.map(({ text }) => text),
    stageCount: stages.length,
    args: [...new Set(args.map(({ text }) => text))],
    declarations: [
      ...names.map(({ text: name, span }) => ({ kind: 'stage' as const, name, span })),
      ...args.map(({ text: name, span }) => ({ kind: 'arg' as const, name, span })),
    ],
    hasHealthcheck: tree.instructions.some(({ kind }) => kind === 'healthcheck'),
  };
}
