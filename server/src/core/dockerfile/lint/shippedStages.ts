import type { DockerfileModel, Stage } from '../model.ts';

/** The stages whose layers are in the image that a build without `--target` makes: the last one, and those below it. */
export function shippedStages({ stages }: DockerfileModel): readonly Stage[] {
  const shipped: Stage[] = [];
  for (let stage = stages.at(-1); stage; stage = stage.baseStage) shipped.push(stage);
  return shipped.toReversed();
}
