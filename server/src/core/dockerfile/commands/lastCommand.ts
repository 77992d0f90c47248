import type { SimpleCommand } from '../../shell/ast.ts';
import type { Instruction, InstructionOf } from '../parse/ast.ts';
import type { InstructionScript } from './runCommands.ts';
import { scriptsOf } from './runCommands.ts';

/** The command that a script ends with. */
export interface LastCommand {
  readonly command: SimpleCommand;
  readonly script: InstructionScript;
  /** Whether it is all that the instruction does. */
  readonly isOnly: boolean;
  /** Whether an `&` sends it to the background. */
  readonly isInBackground: boolean;
}

/** The command that an instruction in shell form, or that starts a shell, ends with; none where it is not a plain one. */
export function lastCommandOf(
  instruction: InstructionOf<'run' | 'cmd' | 'entrypoint'>,
  text: string,
): LastCommand | undefined {
  const scripts = scriptsOf(instruction, text);
  const script = scripts.at(-1);
  const item = script?.script.items.at(-1);
  const [command, ...others] = item?.pipeline.commands ?? [];
  if (!script?.script.isComplete || !item || command?.kind !== 'simple' || others.length > 0) return undefined;
  const isOnly = scripts.length === 1 && script.script.items.length === 1;
  return { command, script, isOnly, isInBackground: item.operator?.text === '&' };
}

/** Whether nothing but white space stands between the keyword and the command: no flags, and no continued line. */
export function isAlone({ line, keyword, argumentsAt, heredocs }: Instruction): boolean {
  return (
    line.starts.length === 1 &&
    heredocs.length === 0 &&
    line.text.slice(keyword.at + keyword.text.length, argumentsAt).trim() === ''
  );
}
