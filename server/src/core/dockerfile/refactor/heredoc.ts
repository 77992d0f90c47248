import type { TextEdit } from '../../text/textEdit.ts';
import { message } from '../../text/message.ts';
import type { DockerfileModel } from '../model.ts';
import type { Heredoc, InstructionOf, Word } from '../parse/ast.ts';
import { logicalOffset, sourceSpan, sourceSpans } from '../parse/logicalLine.ts';
import { shellSpaces } from '../format/shellSpaces.ts';
import type { ListedCommand } from './commandList.ts';
import { commandList } from './commandList.ts';
import type { Refactor } from './refactoring.ts';
import { statementsOf } from './statements.ts';

/** `RUN a && b` → a heredoc with one command on each line, which ends at the first that fails; `RUN a; b` → one that goes on. */
export const toHeredoc: Refactor = ({ instruction, model }) => {
  if (instruction.kind !== 'run' || instruction.heredocs.length > 0) return undefined;
  if (instruction.command?.form !== 'shell') return undefined;
  const { word } = instruction.command;
  const statements = statementsOf(word.text);
  if (!statements) return undefined;
  const { sign, items } = statements;
  // What switches the end at a failure off would change what follows.
  if (sign === '&&' && items.some(({ text }) => /^set\b.*\+/.test(text))) return undefined;
  const lines = linesOfAll(model, instruction, word, items);
  const body = [...(sign === '&&' && !endsAtFailure(items) ? ['set -e'] : []), ...lines].join('\n');
  if (lines.includes(undefined) || body.split('\n').includes('EOF')) return undefined;
  const newText = ['<<EOF', body, 'EOF'].join('\n').replaceAll('\n', lineBreakOf(model));
  return { title: message('Convert to heredoc'), edits: [{ span: word.span, newText }] };
};

/** A heredoc with a command on each line → `RUN a && b` where it begins with `set -e`, else `RUN a; b`. */
export const fromHeredoc: Refactor = ({ instruction, model }) => {
  if (instruction.kind !== 'run' || instruction.command?.form !== 'shell') return undefined;
  const { word } = instruction.command;
  const heredoc = onlyHeredoc(instruction, word);
  if (!heredoc?.terminator) return undefined;
  const lines = bodyLines(model.text.slice(heredoc.body.start, heredoc.body.end));
  const endsEarly = /^set -[aeux]*e[aeux]*$/.test(lines[0] ?? '');
  const rest = endsEarly ? lines.slice(1) : lines;
  const isWhole = rest.every(isPlainLine) && !(rest.at(-1) ?? '#').startsWith('#');
  if (!isWhole || lines.length < 2) return undefined;
  const newText = chainOf(lines[0] === 'set -e' ? rest : lines, endsEarly ? ' &&' : ';', lineBreakOf(model));
  const edits: TextEdit[] = [{ span: { start: word.span.start, end: heredoc.terminator.end }, newText }];
  return { title: message('Convert to a chain of commands'), edits };
};

/** The heredoc of a RUN that has nothing else. */
function onlyHeredoc({ heredocs }: InstructionOf<'run'>, { span }: Word): Heredoc | undefined {
  const [heredoc, ...others] = heredocs;
  const isOnly = others.length === 0 && span.start === heredoc?.span.start && span.end === heredoc.span.end;
  return isOnly ? heredoc : undefined;
}

/** A comment, or one command that ends with the line and changes nothing for those behind it. */
function isPlainLine(line: string): boolean {
  if (line.startsWith('# ')) return true;
  return commandList(line)?.length === 1 && !line.endsWith('\\') && !/^set\b/.test(line);
}

/** Commands joined by a sign; comments stay on lines of their own, which the builder drops. */
function chainOf(lines: readonly string[], sign: string, lineBreak: string): string {
  const last = lines.length - 1;
  const begins = lines[0]?.startsWith('#') ? `\\${lineBreak}    ` : '';
  return (
    begins +
    lines.map((line, at) => (line.startsWith('#') || at === last ? line : `${line}${sign} \\`)).join(`${lineBreak}    `)
  );
}

/** Whether the first command makes the shell end at failures. */
function endsAtFailure([first]: readonly ListedCommand[]): boolean {
  return /^set\s+-(?:\w*e\w*|o errexit)(?:\s|$)/.test(first?.text ?? '');
}

/** Each statement behind the comments that stand before or within it: a shell would not drop them from its lines. */
function linesOfAll(
  { tree }: DockerfileModel,
  run: InstructionOf<'run'>,
  word: Word,
  items: readonly ListedCommand[],
): readonly (string | undefined)[] {
  let from = run.span.start;
  return items.flatMap((item) => {
    const start = from;
    const { end } = sourceSpan(run.line, word.at + item.start, word.at + item.end);
    from = end;
    const comments = tree.comments.filter(({ span }) => span.start > start && span.end < end);
    return [...comments.map(({ text }) => `# ${text}`.trimEnd()), linesOf(run, word, item)];
  });
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
    const piece = line.text.slice(at, at + span.end - span.start).trimEnd();
    if (piece.trim() !== '') pieces.push(piece);
  }
  return indented(pieces).join(' \\\n');
}

/** The lines behind the first keep how far they stand behind each other. */
function indented([first = '', ...rest]: readonly string[]): readonly string[] {
  const depth = Math.min(...rest.map((line) => line.search(/\S/)));
  return [first.trimStart(), ...rest.map((line) => `  ${line.slice(depth)}`)];
}

function bodyLines(body: string): readonly string[] {
  return body
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
