import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { touches } from '../../text/span.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import { commandList } from './commandList.ts';
import { leavesTraces } from './joinRuns.ts';
import type { Refactor } from './refactoring.ts';

/**
 * `RUN a && b` → `RUN a` and `RUN b`, each a layer of its own: at the command that the cursor stands in. Not where the
 * commands before leave something in the shell that the next one may need, such as another folder.
 */
export const splitRun: Refactor = ({ model, instruction, selection }) => {
  const commands = commandsOf(instruction);
  const chosen = commands.findIndex(({ span }) => touches(span, selection.start));
  const at = chosen > 0 ? chosen : 1;
  const [before, after] = [commands[at - 1], commands[at]];
  if (!before || !after || commands.slice(0, at).some(({ text }) => leavesTraces(text))) return undefined;
  const between = { start: before.span.end, end: after.span.start };
  // A comment between them is about one of them alone.
  if (model.tree.comments.some(({ span }) => span.start > between.start && span.end < between.end)) return undefined;
  return {
    title: message('Split this RUN before {0}', after.text.split(/\s/, 1)[0] ?? ''),
    edits: [{ span: between, newText: beginning(model, instruction) }],
  };
};

interface Command {
  readonly text: string;
  readonly span: Span;
}

function commandsOf(instruction: Instruction): readonly Command[] {
  if (instruction.kind !== 'run' || instruction.command?.form !== 'shell' || instruction.heredocs.length > 0) return [];
  const { word } = instruction.command;
  return (commandList(word.text) ?? []).map(({ text, start, end }) => ({
    text,
    span: sourceSpan(instruction.line, word.at + start, word.at + end),
  }));
}

/** A new line with the keyword and the flags of the RUN. */
function beginning({ text }: DockerfileModel, { keyword, line, argumentsAt }: Instruction): string {
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  const indent = /[ \t]*$/.exec(text.slice(0, keyword.span.start))?.[0] ?? '';
  return lineBreak + indent + line.text.slice(keyword.at, argumentsAt).replaceAll(/\s+/g, ' ');
}
