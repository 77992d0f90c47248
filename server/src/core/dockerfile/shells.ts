import type { DockerfileModel, Stage } from './model.ts';
import type { Instruction } from './parse/ast.ts';
import { shellPragma } from './pragmas.ts';

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

/** The shell that hadolint's comments above an instruction tell of: it is that of the image, which nothing else does. */
function shellByComment({ comments }: Instruction, before: ShellFamily): ShellFamily {
  let shell = before;
  for (const comment of comments) {
    const named = shellPragma(comment);
    if (named !== undefined) shell = familyOf(named);
  }
  return shell;
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
