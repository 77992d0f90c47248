import type { BuildPlan, PlannedInstruction, PlannedStage } from '../../../protocol/messages.ts';

/**
 * Finds the instructions of a Dockerfile again after it was edited: those that say the same, in the same stage and order.
 * Nothing where too much has changed for what was known to be true any more.
 */
export function carriedOver(before: BuildPlan, now: BuildPlan): ReadonlyMap<PlannedInstruction, PlannedInstruction> {
  const found = new Map<PlannedInstruction, PlannedInstruction>();
  let all = 0;
  for (const [index, stage] of before.stages.entries()) {
    const other = stage.name === '' ? now.stages[index] : now.stages.find(({ name }) => name === stage.name);
    const instructions = instructionsOf(stage);
    all += instructions.length;
    if (other) matchInOrder(instructions, instructionsOf(other), found);
  }
  return found.size * 2 >= all ? found : new Map();
}

function instructionsOf({ from, instructions }: PlannedStage): readonly PlannedInstruction[] {
  return [from, ...instructions];
}

function matchInOrder(
  before: readonly PlannedInstruction[],
  now: readonly PlannedInstruction[],
  found: Map<PlannedInstruction, PlannedInstruction>,
): void {
  let next = 0;
  for (const instruction of before) {
    const at = now.findIndex(
      ({ keyword, text }, index) => index >= next && keyword === instruction.keyword && text === instruction.text,
    );
    const same = now[at];
    if (!same) continue;
    found.set(instruction, same);
    next = at + 1;
  }
}
