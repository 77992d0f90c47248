import type { CST } from 'yaml';
import type { Gap } from './gaps.ts';
import { gapOf, tightMarks } from './gaps.ts';
import type { Level, LineLayout, LineTable } from './lineTable.ts';
import { endOf, startOfItem, startOfValue } from './tokens.ts';

/** What is laid out, and how. */
export interface Layout {
  readonly text: string;
  readonly table: LineTable;
  /** The columns of one level of indentation. */
  readonly unit: number;
  /** The first and the last line that may change. */
  readonly first: number;
  readonly last: number;
  /** The blanks between keys, colons, dashes and values, map by map. */
  readonly gaps: Gap[][];
  /** Commas and colons in brackets and braces that have no blank behind them. */
  readonly tight: number[];
}

/** Finds the columns of all lines of a document that begin something. */
export function layOut(layout: Layout, { value }: CST.Document): void {
  if (value?.type !== 'block-map' && value?.type !== 'block-seq') {
    if (value) freeze(layout, value, 0, { from: 0, to: 0 });
    return;
  }
  const column = columnOf(layout, startOfValue(value));
  place(layout, value, { from: column, to: isInRange(layout, value) ? 0 : column });
}

type Collection = CST.BlockMap | CST.BlockSequence;
type Item = Collection['items'][number];

/** Puts the keys or dashes of a collection into a column, and what they hold below them. */
function place(layout: Layout, collection: Collection, level: Level): void {
  const gaps: Gap[] = [];
  for (const item of collection.items) {
    const start = startOfItem(item);
    if (start === undefined) continue;
    beginAt(layout, start, level);
    if (collection.type === 'block-map') placeEntry(layout, item, level, gaps);
    else placeItem(layout, item, level);
  }
  if (gaps.length > 0) layout.gaps.push(gaps);
}

function placeEntry(layout: Layout, item: Item, level: Level, gaps: Gap[]): void {
  const { sep, value } = item;
  if (!sep || ('explicitKey' in item && item.explicitKey)) return freezeItem(layout, item, level);
  const gap = gapOf(item);
  if (gap) gaps.push(gap);
  placeProperties(layout, sep, level);
  if (value) placeValue(layout, value, level);
}

function placeItem(layout: Layout, { start, value }: Item, level: Level): void {
  placeProperties(layout, start, level);
  if (!value) return;
  const inner = startOfValue(value);
  const isCollection = value.type === 'block-map' || value.type === 'block-seq';
  const dash = start.find(({ type }) => type === 'seq-item-ind');
  const blank = start.at(-1);
  const follows = dash && blank?.type === 'space' && blank.offset === dash.offset + 1 && start.at(-2) === dash;
  if (!follows) return placeValue(layout, value, level);
  const isMovable = !isCollection || isInRange(layout, value);
  if (isMovable) layout.gaps.push([{ line: -1, colon: 0, value: 0, before: undefined, behind: blank }]);
  if (!isCollection) return placeValue(layout, value, level);
  const column = columnOf(layout, inner);
  place(layout, value, { from: column, to: isMovable ? level.to + '- '.length : level.to + column - level.from });
}

/** Anchors and tags that stand in lines of their own. */
function placeProperties(layout: Layout, tokens: readonly CST.SourceToken[], { to }: Level): void {
  for (const { type, offset } of tokens) {
    if (type !== 'anchor' && type !== 'tag') continue;
    const line = layout.table.lineOf(offset);
    if (offset === line.start + line.column) begin(layout, line, to + layout.unit);
  }
}

/** A value below the key or behind the dash of a level. */
function placeValue(layout: Layout, value: CST.Token, level: Level): void {
  if (value.type === 'block-scalar') return placeText(layout, value, level);
  const start = startOfValue(value);
  const line = layout.table.lineOf(start);
  const isFirst = start === line.start + line.column;
  if (value.type === 'block-map' || value.type === 'block-seq') {
    const isFlush = value.type === 'block-seq' && line.column === level.from;
    const wanted = isFlush ? level.to : level.to + layout.unit;
    const isFree = isFirst && isInRange(layout, value);
    return place(layout, value, { from: columnOf(layout, start), to: isFree ? wanted : columnOf(layout, start) });
  }
  if (isFirst && isInRange(layout, value)) begin(layout, line, level.to + layout.unit);
  else if (isFirst) line.kind = 'content';
  const shift = isFirst ? line.newColumn - line.column : level.to - level.from;
  freeze(layout, value, shift, level);
  if (value.type === 'flow-collection') for (const mark of tightMarks(layout.text, value)) layout.tight.push(mark);
}

/** The lines of a block of text: all move alike, and blanks beyond their indentation are kept. */
function placeText(layout: Layout, value: CST.BlockScalar, level: Level): void {
  const { table, text, unit } = layout;
  const [first, last] = linesOf(layout, value);
  const lines = table.lines.slice(first + 1, last + 1);
  for (const line of table.lines.slice(first, last + 1)) line.keepsEnd = true;
  for (const line of lines) line.kind = 'inside';
  const filled = lines.find((line) => text.slice(line.start, line.end).trim() !== '');
  if (!filled || !isInRange(layout, value)) return;
  const digit = writtenIndent(value);
  const from = digit === undefined ? filled.column : level.from + digit;
  const to = level.to + (digit ?? unit);
  for (const line of lines) {
    const isBlank = line.start + line.column === line.end && line.column <= from;
    line.newColumn = isBlank ? 0 : Math.max(0, line.column + to - from);
  }
}

/** The indentation that the head of a block of text names, as in `|2`. */
function writtenIndent({ props }: CST.BlockScalar): number | undefined {
  const header = props.find((token) => token.type === 'block-scalar-header');
  const digit = header && 'source' in header ? /\d/.exec(header.source)?.[0] : undefined;
  return digit === undefined ? undefined : Number(digit);
}

/** Moves the further lines of a value as they are. What was right of the level stays right of it. */
function freeze(layout: Layout, value: CST.Token, shift: number, level: Level): void {
  const [first, last] = linesOf(layout, value);
  const isText = value.type !== 'flow-collection';
  for (const line of layout.table.lines.slice(first + 1, last + 1)) {
    line.kind = 'inside';
    if (isText && line.end > line.start + line.column) line.keepsEnd = true;
    const index = layout.table.indexOf(line.start);
    const floor = line.column > level.from ? level.to + 1 : 0;
    if (line.end > line.start + line.column && isIn(layout, index))
      line.newColumn = Math.max(floor, line.column + shift);
  }
  const opening = layout.table.lines[first];
  if (opening && last > first && isText) opening.keepsEnd = true;
}

/** An entry that is written out with `?`: it moves as a whole. */
function freezeItem(layout: Layout, item: Item, { from, to }: Level): void {
  for (const part of [item.key, item.value]) {
    if (!part) continue;
    const [first, last] = linesOf(layout, part);
    for (const line of layout.table.lines.slice(first, last + 1)) {
      if (line.kind === 'content') continue;
      line.kind = 'inside';
      line.keepsEnd = true;
      line.newColumn = Math.max(0, line.column + to - from);
    }
  }
}

function beginAt(layout: Layout, offset: number, level: Level): void {
  const line = layout.table.lineOf(offset);
  line.levels.push(level);
  if (offset === line.start + line.column) begin(layout, line, level.to);
}

function begin(layout: Layout, line: LineLayout, column: number): void {
  line.kind = 'content';
  if (isIn(layout, layout.table.indexOf(line.start))) line.newColumn = column;
}

function columnOf({ table }: Layout, offset: number): number {
  return offset - table.lineOf(offset).start;
}

function linesOf({ table }: Layout, value: CST.Token): readonly [number, number] {
  return [table.indexOf(startOfValue(value)), table.indexOf(endOf(value))];
}

/** Whether all lines of a value may change. */
function isInRange(layout: Layout, value: CST.Token): boolean {
  const [first, last] = linesOf(layout, value);
  return isIn(layout, first) && isIn(layout, last);
}

export function isIn({ first, last }: Pick<Layout, 'first' | 'last'>, line: number): boolean {
  return line >= first && line <= last;
}
