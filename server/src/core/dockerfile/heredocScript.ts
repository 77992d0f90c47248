import type { Instruction, InstructionOf } from './parse/ast.ts';

/** Whether a RUN has nothing but heredocs, so that they are what runs. */
export function isScript(instruction: Instruction): instruction is InstructionOf<'run'> {
  return instruction.kind === 'run' && instruction.heredocs.length > 0 && commandBefore(instruction) === '';
}

/** What stands before the first heredoc of a RUN. */
export function commandBefore({ command }: InstructionOf<'run'>): string {
  const written = command?.form === 'shell' ? command.word.text : '';
  return (/^[^<]*?(?=\d*<<)/.exec(written)?.[0] ?? '').trim();
}
