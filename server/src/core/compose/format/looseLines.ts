import type { Layout } from './layout.ts';
import { isIn } from './layout.ts';
import type { Level, LineLayout } from './lineTable.ts';

/** Puts the comments that stand alone beside what they stand beside now: what follows, or a level that is still open. */
export function placeComments(layout: Layout): void {
  const { lines } = layout.table;
  const followers = followersOf(layout);
  let open: Level[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.kind === 'content') open = [...open.filter(({ from }) => from < line.column), ...line.levels];
    if (line.kind !== 'loose') continue;
    const text = layout.text.slice(line.start, line.end);
    if (isMarker(text)) open = [];
    else if (isIn(layout, index) && text.trimStart().startsWith('#')) {
      const column = text.length - text.trimStart().length;
      line.newColumn = commentColumn(column, open, followers[index]);
    }
  }
}

function isMarker(text: string): boolean {
  return /^(?:---|\.\.\.|%)/.test(text);
}

function commentColumn(column: number, open: readonly Level[], next: LineLayout | undefined): number {
  if (next?.column === column) return next.newColumn;
  const levels = next ? [...open, { from: next.column, to: next.newColumn }] : open;
  const nearest = levels
    .filter(({ from }) => from <= column)
    .reduce<Level | undefined>((best, level) => (best && best.from > level.from ? best : level), undefined);
  return nearest?.to ?? 0;
}

/** For each line the next one that begins something; none behind the end of a document. */
function followersOf({ table: { lines }, text }: Layout): readonly (LineLayout | undefined)[] {
  let next: LineLayout | undefined;
  return lines
    .toReversed()
    .map((line) => {
      const follower = next;
      if (line.kind === 'content') next = line;
      else if (line.kind === 'loose' && isMarker(text.slice(line.start, line.end))) next = undefined;
      return follower;
    })
    .toReversed();
}

/** The blank lines that go: all at the beginning and the end of the file, and elsewhere all but one in a row. */
export function surplusLines({ table: { lines }, text }: Layout): ReadonlySet<number> {
  const isBlank = (line: LineLayout | undefined): boolean =>
    line?.kind === 'loose' && text.slice(line.start, line.end).trim() === '';
  const first = lines.findIndex((line) => !isBlank(line));
  const last = lines.findLastIndex((line) => !isBlank(line));
  if (first === -1) return new Set();
  const surplus = lines.flatMap((line, index) => {
    if (!isBlank(line) || index === lines.length - 1) return [];
    return index < first || index > last || isBlank(lines[index - 1]) ? [index] : [];
  });
  return new Set(surplus);
}
