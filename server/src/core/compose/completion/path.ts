import { beginsBlockText, inlineValue } from './lines.ts';
import type { Line, Lines } from './lines.ts';

/** A way down into a file: through the value of a key, or into an item of a list. */
export type Step = { readonly key: string } | 'item';

/** Where a value or key at a column of a line stands in block style. */
export interface BlockPlace {
  readonly path: readonly Step[];
  /** The column where keys and items of this level begin; it differs from the cursor's where that is out of line. */
  readonly column: number;
  /** Whether the place is inside a block of text, where nothing is offered. */
  readonly inText: boolean;
}

/**
 * Finds the way to a place from the indentation alone, which works in half-typed text where no parser does.
 * `line` is the line of the place, `column` where its text begins.
 */
export function blockPlace(lines: Lines, line: number, column: number): BlockPlace {
  const climb: Climb = { path: [], column, isItem: false, level: column, inText: false, parent: undefined };
  const own = lines.line(line);
  climbDashes(climb, own);
  for (let index = line - 1; index >= 0 && !climb.inText; index--) {
    const indent = lines.indent(index);
    if (indent > climb.column || (indent === climb.column && indent > 0 && !climb.isItem)) continue;
    const current = lines.line(index);
    if (isMarker(current)) break;
    if (!current.blank && (climb.column > 0 || climb.isItem)) climbLine(climb, current, index);
  }
  const alone = own.dashes.length === 0;
  const level = alone ? (childColumn(lines, line, climb.parent) ?? climb.level) : climb.level;
  return { path: climb.path.toReversed(), column: level, inText: climb.inText };
}

/** Whether a line ends a document. */
function isMarker({ text }: Line): boolean {
  return /^(?:---|\.\.\.)(?:\s|$)/.test(text);
}

interface Climb {
  /** From the inside out. */
  readonly path: Step[];
  /** Only what stands left of this column can be above the place. */
  column: number;
  /** Whether the last step was an item: its key may stand in the column of its dash. */
  isItem: boolean;
  /** The column of the level of the place itself. */
  level: number;
  inText: boolean;
  /** The number of the line with the first step. */
  parent: number | undefined;
}

function climbLine(climb: Climb, line: Line, index: number): void {
  climbKey(climb, line);
  climbDashes(climb, line);
  if (climb.path.length > 0) climb.parent ??= index;
}

function climbKey(climb: Climb, line: Line): void {
  if (line.key === undefined) return climbText(climb, line);
  if (line.column > climb.column || (line.column === climb.column && !climb.isItem)) return;
  if (beginsBlockText(line) && climb.path.length === 0) climb.inText = true;
  else if (inlineValue(line) === '' || climb.path.length > 0) climb.path.push({ key: line.key });
  // A key with a value of its own can have nothing below it: the place is meant to be beside it.
  else climb.level = line.column;
  climb.column = line.column;
  climb.isItem = false;
}

/** A dash whose item is a block of text. */
function climbText(climb: Climb, line: Line): void {
  if (line.dashes.length > 0 && line.column < climb.column && beginsBlockText(line)) climb.inText = true;
}

function climbDashes(climb: Climb, { dashes }: Line): void {
  for (const dash of dashes.toReversed()) {
    if (dash >= climb.column) continue;
    climb.path.push('item');
    climb.column = dash;
    climb.isItem = true;
  }
}

/** The column of what stands below a parent already, other than in the line itself; undefined where nothing does. */
function childColumn(lines: Lines, line: number, parent: number | undefined): number | undefined {
  const above = parent === undefined ? undefined : lines.line(parent);
  if (above && above.key === undefined) return undefined;
  const floor = above?.column ?? -1;
  for (let index = (parent ?? -1) + 1; index < lines.count; index++) {
    const current = lines.line(index);
    if (current.blank || index === line) continue;
    return current.indent > floor ? current.indent : undefined;
  }
  return undefined;
}

/** The keys, or the items, that stand at one level with a place: those that it need not have again. */
export function siblingsOf(lines: Lines, line: number, column: number): readonly string[] {
  const found: string[] = [];
  const own = lines.line(line);
  const isFirst = own.dashes.length > 0 && own.column === column;
  for (let index = isFirst ? -1 : line - 1; index >= 0; index--) {
    if (lines.indent(index) > column) continue;
    const current = lines.line(index);
    if (current.blank) continue;
    if (isMarker(current)) break;
    collect(found, current, column);
    if (current.indent < column) break;
  }
  for (let index = line + 1; index < lines.count; index++) {
    if (lines.indent(index) > column) continue;
    const current = lines.line(index);
    if (current.blank) continue;
    if (current.indent < column || isMarker(current)) break;
    collect(found, current, column);
  }
  return found;
}

function collect(found: string[], line: Line, column: number): void {
  if (line.key !== undefined && line.column === column) found.push(line.key);
}

/** The plain items of the list whose dashes stand in a column, but for the one in the line itself. */
export function itemsOf(lines: Lines, line: number, column: number): readonly string[] {
  const found: string[] = [];
  for (const direction of [-1, 1]) {
    for (let index = line + direction; index >= 0 && index < lines.count; index += direction) {
      if (lines.indent(index) > column) continue;
      const current = lines.line(index);
      if (current.blank) continue;
      if (current.indent < column || current.dashes[0] !== column) break;
      if (current.dashes.at(-1) === column) {
        found.push(current.text.slice(current.column).replaceAll(/^["']|["'\s]+$/g, ''));
      }
    }
  }
  return found;
}
