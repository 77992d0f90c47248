import type { Hover } from '../../language.ts';
import type { Markup } from '../../text/markup.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { DockerfileModel } from '../model.ts';
import { commandBefore, isScript } from '../heredocScript.ts';
import type { Heredoc, Instruction } from '../parse/ast.ts';
import { clipped, hoverAt, text } from './blocks.ts';

/** A heredoc where it is opened and where it ends: what it holds, who reads it, and what is expanded. */
export function heredocHover(model: DockerfileModel, instruction: Instruction, offset: number): Hover | undefined {
  for (const heredoc of instruction.heredocs) {
    const { span, terminator } = heredoc;
    const content = (): Markup => heredocDocs(model, instruction, heredoc);
    const found = hoverAt(span, offset, content) ?? (terminator && hoverAt(terminator, offset, content));
    if (found) return found;
  }
  return undefined;
}

function heredocDocs({ text: source }: DockerfileModel, instruction: Instruction, heredoc: Heredoc): Markup {
  const { name, expands, stripsTabs, body } = heredoc;
  const content = source.slice(body.start, body.end);
  return [
    text(message('Heredoc: all lines up to one that holds only {0}', name)),
    text(readerOf(instruction, content)),
    text(expansionOf(instruction, expands)),
    ...(stripsTabs ? [text(message('`<<-` drops the tabs at the start of its lines.'))] : []),
  ];
}

/** What reads a script fills in the variables itself, however the name is written. */
function expansionOf(instruction: Instruction, expands: boolean): Message {
  if (isScript(instruction)) return message('The builder changes nothing in it: variables are those of the script.');
  return expands
    ? message('Variables are expanded in it. With the name in quotes they would stay as they are.')
    : message('The name is in quotes: variables stay as they are.');
}

function readerOf(instruction: Instruction, content: string): Message {
  if (instruction.kind !== 'run') {
    const target = 'items' in instruction ? (instruction.items.at(-1)?.value ?? '') : '';
    return message('It becomes a file in {0}.', clipped(target));
  }
  const [, program] = /^#!\s*(\S.*)/.exec(content) ?? [];
  if (program !== undefined)
    return message('{0} runs it as a script, as its first line says.', clipped(program.trim()));
  if (isScript(instruction)) return message('The shell runs it as a script. It stops at an error only after `set -e`.');
  return message('The input of the command {0}', clipped(commandBefore(instruction)));
}
