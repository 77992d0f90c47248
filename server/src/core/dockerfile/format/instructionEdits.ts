import type { FormatOptions } from '../../language.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import type { Instruction } from '../parse/ast.ts';
import { char } from '../parse/chars.ts';
import type { InstructionLine } from './instructionLines.ts';
import { columnsOf } from './instructionLines.ts';
import type { SpaceRun } from './spaces.ts';

/** An instruction with what the formatter knows of it. */
export interface Layout {
  readonly text: string;
  readonly instruction: Instruction;
  readonly lines: readonly InstructionLine[];
  readonly spaces: readonly SpaceRun[];
  readonly options: FormatOptions;
}

/** The edits that bring the lines of an instruction in shape, in the order of the text. */
export function instructionEdits(layout: Layout): readonly TextEdit[] {
  if (layout.instruction.kind === 'unknown') return [];
  const shapes = shapesOf(layout);
  const widest = shapes.reduce((most, shape) => Math.max(most, widthOf(shape)), 0);
  const column = layout.options.backslash === 'align' ? widest + 1 : undefined;
  return shapes.flatMap((shape) => lineEdits(layout, shape, column));
}

/** What becomes of a line. */
interface Shape {
  readonly line: InstructionLine;
  /** The columns of its indentation; undefined where it stays. */
  readonly indent: number | undefined;
  /** The white space within it that becomes one space. */
  readonly inner: readonly Span[];
  /** Its columns up to the blanks before its continuation character. */
  readonly width: number;
  /** Whether the blanks before its continuation character can change. */
  readonly hasFreeEnd: boolean;
}

function shapesOf(layout: Layout): readonly Shape[] {
  const { lines, options } = layout;
  const cursor = spaceCursor(layout.spaces);
  const drafts = lines.map((line, index) => {
    const isFree = line.kind === 'comment' || (line.kind === 'code' && (index === 0 || cursor.touches(line.at)));
    const inner = line.atEnd > line.at ? innerSpaces(layout, line, cursor) : [];
    const hasFreeEnd = line.continuation >= 0 && line.textEnd > line.textStart && cursor.touches(line.atEnd);
    return { line, index, isFree, inner, hasFreeEnd };
  });
  const columns = lines.map((line) => columnsOf(layout.text.slice(line.start, line.textStart), 0, options.tabSize));
  const counts = ({ line, index, isFree }: (typeof drafts)[number]): boolean =>
    isFree && index > 0 && line.kind === 'code' && line.textEnd > line.textStart && !isCloser(layout, line);
  const base = drafts.filter(counts).reduce((least, { index }) => Math.min(least, columns[index] ?? 0), Infinity);
  return drafts.map(({ line, index, isFree, inner, hasFreeEnd }) => {
    const deeper = Math.max(0, (columns[index] ?? 0) - base);
    const isFlush = index === 0 || (line.kind === 'code' && isCloser(layout, line));
    const wanted = isFlush ? 0 : options.tabSize + deeper;
    const indent = isFree ? wanted : undefined;
    const width = codeWidth(layout, line, indent ?? columns[index] ?? 0, inner);
    return { line, indent, inner, width, hasFreeEnd };
  });
}

/** The closing bracket of a JSON array stands below its instruction. */
function isCloser({ instruction, text }: Layout, { textStart, at }: InstructionLine): boolean {
  if (text.charCodeAt(textStart) !== char.closeBracket) return false;
  const inner = instruction.kind === 'onbuild' ? (instruction.trigger ?? instruction) : instruction;
  if ('form' in inner) return inner.form === 'json';
  return at > 0 && 'command' in inner && inner.command?.form === 'json';
}

/** The runs of white space between the parts of an instruction that lie within one line and are not one space. */
function innerSpaces({ text }: Layout, line: InstructionLine, cursor: SpaceCursor): readonly Span[] {
  const shift = line.source - line.at;
  return cursor
    .within(line.at + 1, line.atEnd - 1)
    .filter(({ kind }) => kind === 'structure')
    .map(({ start, end }) => ({ start: start + shift, end: end + shift }))
    .filter(({ start, end }) => start > line.textStart && end < line.textEnd)
    .filter(({ start, end }) => text.slice(start, end) !== ' ');
}

function codeWidth({ text, options }: Layout, line: InstructionLine, indent: number, inner: readonly Span[]): number {
  let code = '';
  let at = line.textStart;
  for (const { start, end } of inner) {
    code += `${text.slice(at, start)} `;
    at = end;
  }
  code += text.slice(at, line.textEnd);
  return indent + columnsOf(code, indent, options.tabSize);
}

/** Where an aligned continuation character must stand at least; what cannot move does not count. */
function widthOf({ hasFreeEnd, width }: Shape): number {
  return hasFreeEnd ? width : 0;
}

function lineEdits({ text, options }: Layout, shape: Shape, column: number | undefined): readonly TextEdit[] {
  const { line, indent, inner, width, hasFreeEnd } = shape;
  const edits: TextEdit[] = [];
  const put = (start: number, end: number, newText: string): void => {
    if (text.slice(start, end) !== newText) edits.push({ span: { start, end }, newText });
  };
  const isBare = line.kind === 'code' && line.textStart === line.continuation;
  if (isBare && column !== undefined && indent) put(line.start, line.textStart, ' '.repeat(column));
  else if (indent !== undefined) put(line.start, line.textStart, indentation(indent, options));
  for (const { start, end } of inner) put(start, end, ' ');
  if (hasFreeEnd && options.backslash !== 'keep') {
    put(line.textEnd, line.continuation, column === undefined ? ' ' : ' '.repeat(column - width));
  }
  if (line.continuation >= 0) put(line.continuation + 1, line.end, '');
  else put(line.textEnd, line.end, '');
  return edits;
}

/** White space as wide as `columns`, in the characters that the editor uses. */
export function indentation(columns: number, { insertSpaces, tabSize }: FormatOptions): string {
  if (insertSpaces) return ' '.repeat(columns);
  return '\t'.repeat(Math.floor(columns / tabSize)) + ' '.repeat(columns % tabSize);
}

/** Looks through the runs of a logical line from its start to its end; all questions come in this order. */
interface SpaceCursor {
  /** Whether a run contains `at` or touches it. */
  touches(at: number): boolean;
  /** The runs that lie in `start…end`. */
  within(start: number, end: number): readonly SpaceRun[];
}

function spaceCursor(runs: readonly SpaceRun[]): SpaceCursor {
  let index = 0;
  const skipTo = (at: number): void => {
    while (index < runs.length && (runs[index]?.end ?? 0) < at) index++;
  };
  return {
    touches(at) {
      skipTo(at);
      const run = runs[index];
      return run !== undefined && run.start <= at;
    },
    within(start, end) {
      skipTo(start);
      const found: SpaceRun[] = [];
      for (let next = index; next < runs.length; next++) {
        const run = runs[next];
        if (!run || run.end > end) break;
        if (run.start >= start) found.push(run);
      }
      return found;
    },
  };
}
