import type { ShellDialect } from '../../workspace.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { Instruction, InstructionOf } from '../parse/ast.ts';
import { shellPragma } from '../lint/pragmas.ts';

/** Who reads the shell form of commands: a shell of the family of sh, or another one. */
export type ShellFamily = 'posix' | 'other';

export interface Shell {
  readonly family: ShellFamily;
  /** What the shell understands, of those of the family of sh. */
  readonly dialect: ShellDialect;
}

/** The shell that a Dockerfile starts with: a backtick escapes only where paths have backslashes. */
function firstShell(escape: '\\' | '`'): Shell {
  return { family: escape === '`' ? 'other' : 'posix', dialect: 'sh' };
}

/** The shell behind an instruction: another one only where it is a SHELL. */
function shellAfter(instruction: Instruction, before: Shell): Shell {
  if (instruction.kind !== 'shell' || instruction.command?.form !== 'json') return before;
  return shellNamed(instruction.command.strings[0]?.value ?? '');
}

function shellNamed(program: string): Shell {
  const dialect = dialects.get(program.split(/[/\\]/).at(-1) ?? '');
  return dialect === undefined ? { family: 'other', dialect: 'sh' } : { family: 'posix', dialect };
}

/** The shell that hadolint's comments above an instruction tell of: it is that of the image, which nothing else does. */
function shellByComment({ comments }: Instruction, before: Shell): Shell {
  let shell = before;
  for (const comment of comments) {
    const named = shellPragma(comment);
    if (named !== undefined) shell = shellNamed(named);
  }
  return shell;
}

const dialects: ReadonlyMap<string, ShellDialect> = new Map([
  ['sh', 'sh'],
  ['bash', 'bash'],
  ['dash', 'dash'],
  ['ash', 'dash'],
  ['ksh', 'ksh'],
  ['mksh', 'ksh'],
  ['zsh', 'bash'],
]);

/** Visits the instructions of a file, each with the shell that would run it. A stage inherits that of the stage it builds on. */
export function eachWithShell(model: DockerfileModel, visit: (node: Instruction, shell: Shell) => void): void {
  const first = firstShell(model.tree.escape);
  for (const instruction of model.globals) visit(instruction, first);
  const last = new Map<Stage, Shell>();
  for (const stage of model.stages) {
    let shell = shellByComment(stage.from, (stage.baseStage && last.get(stage.baseStage)) ?? first);
    visit(stage.from, shell);
    for (const instruction of stage.instructions) {
      if (instruction.comments.length > 0) shell = shellByComment(instruction, shell);
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
  let runs = runsOfStages.get(stage);
  if (!runs) {
    runs = findPosixRuns(stage, escape);
    runsOfStages.set(stage, runs);
  }
  return runs;
}

/** Many rules ask for the same. */
const runsOfStages = new WeakMap<Stage, readonly InstructionOf<'run'>[]>();

function findPosixRuns(stage: Stage, escape: '\\' | '`'): readonly InstructionOf<'run'>[] {
  const runs: InstructionOf<'run'>[] = [];
  let shell = shellByComment(stage.from, shellBefore(stage, escape, 0));
  for (const instruction of stage.instructions) {
    shell = shellByComment(instruction, shell);
    if (instruction.kind === 'run' && shell.family === 'posix') runs.push(instruction);
    shell = shellAfter(instruction, shell);
  }
  return runs;
}

function shellBefore({ baseStage }: Stage, escape: '\\' | '`', depth: number): Shell {
  if (!baseStage || depth >= maxDepth) return firstShell(escape);
  let left = leftShells.get(baseStage);
  if (left === undefined) {
    left = shellByComment(baseStage.from, shellBefore(baseStage, escape, depth + 1));
    for (const instruction of baseStage.instructions) {
      if (instruction.comments.length > 0) left = shellByComment(instruction, left);
      if (instruction.kind === 'shell') left = shellAfter(instruction, left);
    }
    leftShells.set(baseStage, left);
  }
  return left;
}

/** The shell that a stage leaves to those that build on it: many may ask. */
const leftShells = new WeakMap<Stage, Shell>();
