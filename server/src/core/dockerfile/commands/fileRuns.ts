import { perObject } from '../../perObject.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { Instruction, InstructionOf } from '../parse/ast.ts';
import type { Escape } from './shells.ts';
import { firstShell, withShells } from './shells.ts';

/** An instruction whose commands a POSIX shell would read, and where it stands. */
export interface PlacedInstruction {
  /** The instruction, or the one behind ONBUILD. */
  readonly node: Instruction;
  /** Undefined before the first FROM. */
  readonly stage: Stage | undefined;
  /** Whether it stands behind ONBUILD: it counts in the stages and images that build on this one. */
  readonly isTrigger: boolean;
}

/** A RUN, and where it stands. */
export interface PlacedRun extends PlacedInstruction {
  readonly node: InstructionOf<'run'>;
}

/** The instructions of a file, those behind ONBUILD too, without those where another shell than sh is used. */
export function posixInstructions(model: DockerfileModel): readonly PlacedInstruction[] {
  const found = globalsOf(model);
  for (const stage of model.stages) for (const one of inStage(stage, model.tree.escape).instructions) found.push(one);
  return found;
}

/** The RUN instructions of a stage among these. */
export function posixRunsOf(stage: Stage, escape: Escape): readonly PlacedRun[] {
  return inStage(stage, escape).runs;
}

/** The RUN instructions among these. */
export function posixRuns(model: DockerfileModel): readonly PlacedRun[] {
  const found = globalsOf(model).filter(isRun);
  for (const stage of model.stages) for (const one of inStage(stage, model.tree.escape).runs) found.push(one);
  return found;
}

function globalsOf({ globals, tree }: DockerfileModel): PlacedInstruction[] {
  return firstShell(tree.escape).family === 'posix' ? globals.flatMap((node) => placed(node, undefined)) : [];
}

const inStage = perObject((stage: Stage, escape: Escape) => {
  const instructions = withShells(stage, escape).flatMap(({ node, shell }) =>
    shell.family === 'posix' ? placed(node, stage) : [],
  );
  return { instructions, runs: instructions.filter(isRun) };
});

function isRun(placed: PlacedInstruction): placed is PlacedRun {
  return placed.node.kind === 'run';
}

function placed(instruction: Instruction, stage: Stage | undefined): readonly PlacedInstruction[] {
  if (instruction.kind !== 'onbuild') return [{ node: instruction, stage, isTrigger: false }];
  return instruction.trigger ? [{ node: instruction.trigger, stage, isTrigger: true }] : [];
}

/** Whether what a RUN leaves behind gets into the image: that of the last stage, or by ONBUILD one on top of it. */
export function leavesLayer({ stages }: DockerfileModel): (run: PlacedInstruction) => boolean {
  const kept = new Set<Stage | undefined>([undefined]);
  for (let stage = stages.at(-1); stage; stage = stage.baseStage) kept.add(stage);
  return ({ stage, isTrigger }) => isTrigger || kept.has(stage);
}
