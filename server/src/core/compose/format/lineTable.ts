import { countWhile } from '../../text/countWhile.ts';

/** A column where keys or dashes of one level stand: before, and after formatting. */
export interface Level {
  readonly from: number;
  readonly to: number;
}

/** A line of a file that is being laid out. */
export interface LineLayout {
  readonly start: number;
  /** Behind the last character, before the line break. */
  readonly end: number;
  /** How many blanks it begins with: the column of its text. */
  readonly column: number;
  /**
   * What it holds: nothing or a comment (`loose`), the beginning of a key, item or value (`content`), or the inside of a value
   * of several lines (`inside`).
   */
  kind: 'loose' | 'content' | 'inside';
  /** The column after formatting. */
  newColumn: number;
  /** Whether blanks at its end may belong to a value. */
  keepsEnd: boolean;
  /** The levels that begin in it, from left to right. */
  readonly levels: Level[];
}

export interface LineTable {
  readonly lines: readonly LineLayout[];
  /** The number of the line that an offset is in. */
  indexOf(offset: number): number;
  /** The line that an offset is in. */
  lineOf(offset: number): LineLayout;
}

/** The lines of a text, none of them laid out. */
export function lineTable(text: string): LineTable {
  const lines: LineLayout[] = [];
  for (let start = 0; ;) {
    const newline = text.indexOf('\n', start);
    const next = newline === -1 ? text.length : newline;
    const end = next > start && text.charAt(next - 1) === '\r' ? next - 1 : next;
    const column = blanksAt(text, start, end);
    lines.push({ start, end, column, kind: 'loose', newColumn: column, keepsEnd: false, levels: [] });
    if (newline === -1) break;
    start = newline + 1;
  }
  const indexOf = (offset: number): number => findLine(lines, offset);
  const first = lines[0] ?? emptyLine;
  return { lines, indexOf, lineOf: (offset) => lines[indexOf(offset)] ?? first };
}

const emptyLine: LineLayout = {
  start: 0,
  end: 0,
  column: 0,
  kind: 'loose',
  newColumn: 0,
  keepsEnd: false,
  levels: [],
};

function blanksAt(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && text.charAt(at) === ' ') at++;
  return at - start;
}

function findLine(lines: readonly LineLayout[], offset: number): number {
  return Math.max(0, countWhile(lines.length, (index) => (lines[index]?.start ?? 0) <= offset) - 1);
}
