import { message } from '../../text/message.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction, InstructionOf, Word } from '../parse/ast.ts';
import { commandList } from './commandList.ts';
import type { Refactor } from './refactoring.ts';

/** `RUN a` and `RUN b` → `RUN a && b`: the RUN that is selected and those behind it, the next one at least. */
export const joinRuns: Refactor = ({ model, siblings, index, selection }) => {
  const edits: TextEdit[] = [];
  for (let at = index; at + 1 < siblings.length; at++) {
    const [first, second] = [siblings[at], siblings[at + 1]];
    if (at > index && (second?.span.start ?? 0) > selection.end) break;
    const edit = first && second && joinEdit(model, first, second);
    if (!edit) break;
    edits.push(edit);
  }
  if (edits.length === 0) return undefined;
  return {
    title: edits.length === 1 ? message('Join with the next RUN') : message('Join these RUN instructions'),
    edits,
  };
};

/** Puts the commands of two RUN instructions into one, where that changes nothing but the layers; else nothing. */
export function joinEdit(model: DockerfileModel, first: Instruction, second: Instruction): TextEdit | undefined {
  const before = chainOf(first);
  const after = chainOf(second);
  if (!before || !after || flagsOf(first) !== flagsOf(second)) return undefined;
  if (before.commands.some((command) => leavesTraces(command))) return undefined;
  const [end, start] = [before.word.span.end, after.word.span.start];
  // A comment between them is about one of them alone.
  if (model.text.slice(end, start).includes('#')) return undefined;
  const lineBreak = /\r?\n/.exec(model.text)?.[0] ?? '\n';
  return { span: { start: end, end: start }, newText: ` && ${model.tree.escape}${lineBreak}    ` };
}

interface Chain {
  readonly word: Word;
  readonly commands: readonly string[];
}

function chainOf(instruction: Instruction): Chain | undefined {
  if (!isShellRun(instruction)) return undefined;
  const { word } = instruction.command;
  const commands = commandList(word.text);
  return commands && { word, commands: commands.map(({ text }) => text) };
}

type ShellRun = InstructionOf<'run'> & { readonly command: { readonly form: 'shell'; readonly word: Word } };

function isShellRun(instruction: Instruction): instruction is ShellRun {
  return instruction.kind === 'run' && instruction.command?.form === 'shell' && instruction.heredocs.length === 0;
}

function flagsOf({ flags }: Instruction): string {
  return flags.map(({ name, value }) => `--${name}=${value}`).join(' ');
}

/** Whether what follows in the same shell would notice: another folder, other variables or options, or the end. */
export function leavesTraces(command: string): boolean {
  const [first = ''] = command.split(/\s/);
  return first.includes('=') || !/^[\w./+-]+$/.test(first) || lasting.has(first);
}

const lasting = new Set(
  '. alias cd command eval exec exit export hash popd pushd read readonly return set shift shopt source trap typeset ulimit umask unset'.split(
    ' ',
  ),
);
