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

/** The instructions of a file, those behind ONBUILD too, without those where another shell than sh is used. */
export function posixInstructions(model: DockerfileModel): readonly PlacedInstruction[] {
  let found = known.get(model);
  if (!found) {
    found = findPosixInstructions(model);
    known.set(model, found);
  }
  return found;
}

/** Many rules ask for the same. */
const known = new WeakMap<DockerfileModel, readonly PlacedInstruction[]>();

function findPosixInstructions({ globals, stages, tree: { escape } }: DockerfileModel): readonly PlacedInstruction[] {
  const before = firstShell(escape).family === 'posix' ? globals.flatMap((node) => placed(node, undefined)) : [];
  return [...before, ...stages.flatMap((stage) => posixIn(stage, escape))];
}

const knownOfStages = new WeakMap<Stage, readonly PlacedInstruction[]>();

function posixIn(stage: Stage, escape: Escape): readonly PlacedInstruction[] {
  let found = knownOfStages.get(stage);
  if (!found) {
    found = withShells(stage, escape).flatMap(({ node, shell }) =>
      shell.family === 'posix' ? placed(node, stage) : [],
    );
    knownOfStages.set(stage, found);
  }
  return found;
}

function placed(instruction: Instruction, stage: Stage | undefined): readonly PlacedInstruction[] {
  if (instruction.kind !== 'onbuild') return [{ node: instruction, stage, isTrigger: false }];
  return instruction.trigger ? [{ node: instruction.trigger, stage, isTrigger: true }] : [];
}

/** A RUN, and where it stands. */
export interface PlacedRun extends PlacedInstruction {
  readonly node: InstructionOf<'run'>;
}

/** The RUN instructions among these. */
export function posixRuns(model: DockerfileModel): readonly PlacedRun[] {
  return posixInstructions(model).filter((placed): placed is PlacedRun => placed.node.kind === 'run');
}

/** Whether what a RUN leaves behind gets into the image: that of the last stage, or by ONBUILD one on top of it. */
export function leavesLayer({ stages }: DockerfileModel): (run: PlacedInstruction) => boolean {
  const kept = new Set<Stage | undefined>([undefined]);
  for (let stage = stages.at(-1); stage; stage = stage.baseStage) kept.add(stage);
  return ({ stage, isTrigger }) => isTrigger || kept.has(stage);
}
