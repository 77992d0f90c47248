import type { TextEdit } from '../../text/textEdit.ts';
import { message } from '../../text/message.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction, InstructionOf, Word } from '../parse/ast.ts';
import { logicalOffset, sourceSpans } from '../parse/logicalLine.ts';
import { shellSpaces } from '../format/shellSpaces.ts';
import type { ListedCommand } from './commandList.ts';
import { commandList } from './commandList.ts';
import type { Refactor } from './refactoring.ts';

/** `RUN a && b` → a heredoc with one command on each line, which ends at the first that fails. */
export const toHeredoc: Refactor = ({ instruction, model }) => {
  if (instruction.kind !== 'run' || instruction.heredocs.length > 0) return undefined;
  if (instruction.command?.form !== 'shell' || hasComments(model, instruction)) return undefined;
  const { word } = instruction.command;
  const commands = commandList(word.text);
  // What switches the end at a failure off would change what follows.
  if (!commands || commands.length < 2 || commands.some(({ text }) => /^set\b.*\+/.test(text))) return undefined;
  const lineBreak = lineBreakOf(model);
  const lines = commands.map((command) => linesOf(instruction, word, command));
  const body = ['set -e', ...lines].join('\n');
  if (lines.includes(undefined) || body.split('\n').includes('EOF')) return undefined;
  const newText = ['<<EOF', body, 'EOF'].join('\n').replaceAll('\n', lineBreak);
  return { title: message('Convert to heredoc'), edits: [{ span: word.span, newText }] };
};

/** A heredoc that begins with `set -e` → `RUN a && b`. */
export const fromHeredoc: Refactor = ({ instruction, model }) => {
  if (instruction.kind !== 'run' || instruction.command?.form !== 'shell') return undefined;
  const [heredoc, ...others] = instruction.heredocs;
  const { word } = instruction.command;
  if (!heredoc?.terminator || others.length > 0 || word.span.end !== heredoc.span.end) return undefined;
  if (word.span.start !== heredoc.span.start) return undefined;
  const lines = bodyLines(model.text.slice(heredoc.body.start, heredoc.body.end));
  const [first = '', ...rest] = lines;
  if (!/^set -[aeux]*e[aeux]*$/.test(first) || rest.length === 0) return undefined;
  if (rest.some((line) => commandList(line)?.length !== 1 || line.endsWith('\\'))) return undefined;
  const commands = first === 'set -e' ? rest : lines;
  const newText = commands.join(` && \\${lineBreakOf(model)}    `);
  const edits: TextEdit[] = [{ span: { start: word.span.start, end: heredoc.terminator.end }, newText }];
  return { title: message('Convert to a chain of commands'), edits };
};

/** The builder drops comments between continued lines; a shell would not. */
function hasComments({ tree }: DockerfileModel, { span }: Instruction): boolean {
  return tree.comments.some((comment) => comment.span.start > span.start && comment.span.end < span.end);
}

function lineBreakOf({ text }: DockerfileModel): string {
  return /\r?\n/.exec(text)?.[0] ?? '\n';
}

/** A command over the lines that it has; undefined where a line ends within quotes. */
function linesOf({ line }: InstructionOf<'run'>, word: Word, command: ListedCommand): string | undefined {
  const start = word.at + command.start;
  const spans = sourceSpans(line, start, word.at + command.end);
  const free = shellSpaces(line.text, start, word.at + command.end);
  const pieces: string[] = [];
  let next = 0;
  for (const [index, span] of spans.entries()) {
    const at = logicalOffset(line, span.start);
    while ((free[next]?.end ?? at) < at) next++;
    if (index > 0 && (free[next]?.start ?? Infinity) > at) return undefined;
    const piece = line.text.slice(at, at + span.end - span.start).trim();
    if (piece !== '') pieces.push(piece);
  }
  return pieces.join(' \\\n  ');
}

function bodyLines(body: string): readonly string[] {
  return body
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
