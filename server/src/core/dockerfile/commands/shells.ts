import type { ShellDialect } from '../../workspace.ts';
import type { Stage } from '../model.ts';
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
export function firstShell(escape: Escape): Shell {
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

/** An instruction with the shell that would run it. */
export interface WithShell {
  readonly node: Instruction;
  readonly shell: Shell;
}

/** The instructions of a stage, its FROM too. A stage inherits the shell of the stage it builds on. */
export function withShells(stage: Stage, escape: Escape): readonly WithShell[] {
  return shellsIn(stage, escape).instructions;
}

/** The RUN instructions of a stage whose commands a shell of the family of sh reads; those behind ONBUILD are not among them. */
export function posixRuns(stage: Stage, escape: Escape): readonly InstructionOf<'run'>[] {
  return shellsIn(stage, escape).runs;
}

/** The escape character of a file. */
export type Escape = '\\' | '`';

/** What the shells of a stage read. */
interface ShellsOfStage {
  readonly instructions: readonly WithShell[];
  readonly runs: readonly InstructionOf<'run'>[];
  /** The shell that it leaves to those that build on it. */
  readonly last: Shell;
}

/** Many rules ask for the same, edit after edit. */
const known = new WeakMap<Stage, ShellsOfStage>();

function shellsIn(stage: Stage, escape: Escape): ShellsOfStage {
  let shells = known.get(stage);
  if (!shells) {
    // From the lowest stage up, so that a tower of them needs no deep calls.
    const tower: Stage[] = [];
    for (let below: Stage | undefined = stage; below && !known.has(below); below = below.baseStage) tower.push(below);
    for (const one of tower.toReversed()) known.set(one, findShells(one, escape));
    shells = known.get(stage) ?? findShells(stage, escape);
  }
  return shells;
}

function findShells(stage: Stage, escape: Escape): ShellsOfStage {
  const { from, baseStage } = stage;
  let shell = shellByComment(from, (baseStage && known.get(baseStage)?.last) ?? firstShell(escape));
  const instructions: WithShell[] = [{ node: from, shell }];
  const runs: InstructionOf<'run'>[] = [];
  for (const node of stage.instructions) {
    if (node.comments.length > 0) shell = shellByComment(node, shell);
    instructions.push({ node, shell });
    if (node.kind === 'run' && shell.family === 'posix') runs.push(node);
    shell = shellAfter(node, shell);
  }
  return { instructions, runs, last: shell };
}
