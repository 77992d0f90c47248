import type { DockerfileModel, Stage } from './model.ts';
import type { Instruction, InstructionOf } from './parse/ast.ts';

/** Who reads the shell form of commands: a shell of the family of sh, or another one. */
export type ShellFamily = 'posix' | 'other';

/** The family of the shell that the Dockerfile starts with: a backtick escapes only where paths have backslashes. */
function firstShell({ tree }: DockerfileModel): ShellFamily {
  return tree.escape === '`' ? 'other' : 'posix';
}

/** The shell behind an instruction: another one only where it is a SHELL. */
function shellAfter(instruction: Instruction, before: ShellFamily): ShellFamily {
  if (instruction.kind !== 'shell' || instruction.command?.form !== 'json') return before;
  return familyOf(instruction.command.strings[0]?.value ?? '');
}

function familyOf(program: string): ShellFamily {
  const name = program.split(/[/\\]/).at(-1) ?? '';
  return /^(?:ba|da|a|z|k|mk|pdk)?sh$/.test(name) ? 'posix' : 'other';
}

/** Visits the instructions of a file, each with the shell that would run it. A stage inherits that of the stage it builds on. */
export function eachWithShell(model: DockerfileModel, visit: (node: Instruction, shell: ShellFamily) => void): void {
  const first = firstShell(model);
  for (const instruction of model.globals) visit(instruction, first);
  const last = new Map<Stage, ShellFamily>();
  for (const stage of model.stages) {
    let shell = (stage.baseStage && last.get(stage.baseStage)) ?? first;
    visit(stage.from, shell);
    for (const instruction of stage.instructions) {
      visit(instruction, shell);
      shell = shellAfter(instruction, shell);
    }
    last.set(stage, shell);
  }
}

/** Stages build on stages so deep at most; below that, the first shell is taken for theirs. */
const maxDepth = 32;

/** The RUN instructions of a stage whose commands a shell of the family of sh reads; those behind ONBUILD are not among them. */
export function posixRuns(stage: Stage, escape: '\\' | '`'): readonly InstructionOf<'run'>[] {
  const runs: InstructionOf<'run'>[] = [];
  let shell = shellBefore(stage, escape, 0);
  for (const instruction of stage.instructions) {
    if (instruction.kind === 'run' && shell === 'posix') runs.push(instruction);
    shell = shellAfter(instruction, shell);
  }
  return runs;
}

function shellBefore({ baseStage }: Stage, escape: '\\' | '`', depth: number): ShellFamily {
  if (!baseStage || depth >= maxDepth) return escape === '`' ? 'other' : 'posix';
  let left = leftShells.get(baseStage);
  if (left === undefined) {
    const last = baseStage.instructions.findLast(({ kind }) => kind === 'shell');
    const before = shellBefore(baseStage, escape, depth + 1);
    left = last ? shellAfter(last, before) : before;
    leftShells.set(baseStage, left);
  }
  return left;
}

/** The shell that a stage leaves to those that build on it: many may ask. */
const leftShells = new WeakMap<Stage, ShellFamily>();
