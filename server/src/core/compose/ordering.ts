import type { TextEdit } from '../text/textEdit.ts';
import { columnOf, dashOf } from './refactor/write.ts';
import { isEmpty } from './yaml/nodes.ts';
import type { ListNode, MapNode, Node, ScalarNode } from './yaml/nodes.ts';

/** Entries or items that stand in another order than they should. */
export interface Disorder<Part> {
  /** The first that stands too late, and the one that it belongs before. */
  readonly late: Part;
  readonly before: Part;
  /** What brings them in order, with their comments; none where that cannot be done piece by piece. */
  readonly edits: readonly TextEdit[];
}

/** A piece of a map or list that can change its place. */
interface Piece {
  readonly start: number;
  readonly end: number;
  readonly nodes: readonly Node[];
}

/** Whether the entries of a map are out of order. An alias never comes before its anchor. */
export function mapDisorder(
  text: string,
  map: MapNode,
  compare: (a: string, b: string) => number,
): Disorder<MapNode['entries'][number]> | undefined {
  const pieces = map.entries.map(({ key, value }) => ({
    start: key.span.start,
    // An empty value stands behind the comments that follow its key.
    end: Math.max(colonAfter(text, key.span.end), isEmpty(value) && value.tag === undefined ? 0 : value.span.end),
    nodes: [value],
  }));
  const order = orderOf(pieces, (a, b) => compare(map.entries[a]?.key.text ?? '', map.entries[b]?.key.text ?? ''));
  return disorder(text, { parts: map.entries, pieces, order, isFlow: map.flow });
}

/** Whether the items of a list are out of order. */
export function listDisorder(
  text: string,
  list: ListNode,
  compare: (a: Node, b: Node) => number,
): Disorder<Node> | undefined {
  const pieces = list.items.map((item) => ({
    start: list.flow ? item.span.start : (dashOf(text, item) ?? -1),
    end: item.span.end,
    nodes: [item],
  }));
  const order = orderOf(pieces, (a, b) => {
    const [one, other] = [list.items[a], list.items[b]];
    return one && other ? compare(one, other) : 0;
  });
  return disorder(text, { parts: list.items, pieces, order, isFlow: list.flow });
}

function colonAfter(text: string, offset: number): number {
  const [blanks = ''] = /^\s*/.exec(text.slice(offset, offset + 10)) ?? [];
  return text.charAt(offset + blanks.length) === ':' ? offset + blanks.length + 1 : offset;
}

/** The order wanted: of those that need no anchor of another any more, always the first by comparison. */
function orderOf(pieces: readonly Piece[], compare: (a: number, b: number) => number): readonly number[] {
  const asTheyAre = pieces.map((_, index) => index);
  const sorted = asTheyAre.toSorted((a, b) => compare(a, b) || a - b);
  const needs = neededPieces(pieces);
  if (needs === 'none') return sorted;
  if (needs === 'unclear') return asTheyAre;
  const order: number[] = [];
  const placed = new Set<number>();
  while (order.length < sorted.length) {
    const next = sorted.find(
      (index) => !placed.has(index) && [...(needs[index] ?? [])].every((other) => placed.has(other)),
    );
    if (next === undefined) return asTheyAre;
    placed.add(next);
    order.push(next);
  }
  return order;
}

/** Which pieces have the anchors that each repeats. Where a name is set twice, or after its use, the order is left alone. */
function neededPieces(pieces: readonly Piece[]): readonly ReadonlySet<number>[] | 'none' | 'unclear' {
  const owners = new Map<string, number>();
  let isUnclear = false;
  const uses = pieces.map(({ nodes }, index) => {
    const found = new Set<string>();
    for (const node of nodes) {
      collect(node, {
        anchor(name) {
          isUnclear ||= owners.has(name);
          owners.set(name, index);
        },
        alias: (name) => void found.add(name),
      });
    }
    return found;
  });
  if (owners.size === 0) return 'none';
  const needs = uses.map((names) => new Set([...names].flatMap((name) => owners.get(name) ?? [])));
  if (isUnclear || needs.some((owned, index) => [...owned].some((owner) => owner > index))) return 'unclear';
  for (const [index, owned] of needs.entries()) owned.delete(index);
  return needs;
}

interface Found {
  readonly anchor: (name: string) => void;
  readonly alias: (name: string) => void;
}

function collect(node: Node, found: Found): void {
  if (node.anchor !== undefined) found.anchor(node.anchor);
  if (node.kind === 'alias') found.alias(node.name);
  else if (node.kind === 'list') for (const item of node.items) collect(item, found);
  else if (node.kind === 'map') for (const { value } of node.entries) collect(value, found);
}

interface Arrangement<Part> {
  readonly parts: readonly Part[];
  readonly pieces: readonly Piece[];
  readonly order: readonly number[];
  readonly isFlow: boolean;
}

function disorder<Part>(text: string, { parts, pieces, order, isFlow }: Arrangement<Part>): Disorder<Part> | undefined {
  const at = order.findIndex((index, place) => index !== place);
  const late = parts[order[at] ?? -1];
  const before = parts[at];
  if (at < 0 || late === undefined || before === undefined) return undefined;
  const blocks = isFlow ? pieces : wholeLines(text, pieces);
  if (!blocks || (isFlow && /#/.test(text.slice(pieces[0]?.start, pieces.at(-1)?.end))))
    return { late, before, edits: [] };
  const edits = blocks.flatMap((block, place): readonly TextEdit[] => {
    const other = blocks[order[place] ?? place];
    if (!other || other === block) return [];
    return [{ span: { start: block.start, end: block.end }, newText: text.slice(other.start, other.end) }];
  });
  return { late, before, edits };
}

/** The lines of each piece with the comments right above it; undefined where two share a line. */
function wholeLines(text: string, pieces: readonly Piece[]): readonly Omit<Piece, 'nodes'>[] | undefined {
  const starts = pieces.map(({ start }, index) => blockStart(text, start, pieces[index - 1]?.end ?? 0));
  if (starts.includes(undefined)) return undefined;
  const column = columnOf(text, pieces[0]?.start ?? 0);
  if (pieces.some(({ start }) => columnOf(text, start) !== column)) return undefined;
  const blocks = pieces.map(({ end }, index) => {
    const next = starts[index + 1];
    const [rest = ''] = /^[^\n]*/.exec(text.slice(end)) ?? [];
    const last = next === undefined ? end + rest.trimEnd().length : next - trailingBlanks(text, end, next);
    return { start: starts[index] ?? 0, end: last };
  });
  return endsInText(text, pieces, blocks) ? undefined : blocks;
}

/** Whether a block of text would take over what comes behind it in another order, or lose a line break at its end. */
function endsInText(text: string, pieces: readonly Piece[], blocks: readonly Omit<Piece, 'nodes'>[]): boolean {
  const last = pieces.flatMap(({ nodes }) => nodes.flatMap(lastScalar)).filter(({ style }) => style === 'block');
  if (last.length === 0) return false;
  const keepsLines = last.some(({ span }) => /^[|>][-\d]*\+/.test(text.slice(span.start, span.start + 4)));
  const hasRemarks = pieces.some(({ end }, index) => /\n/.test(text.slice(end, blocks[index]?.end)));
  return keepsLines || hasRemarks || !/^\r?\n(?!\s*[^\S\n]+#)/.test(text.slice(blocks.at(-1)?.end));
}

function lastScalar(node: Node): readonly ScalarNode[] {
  if (node.kind === 'scalar') return [node];
  const inner = node.kind === 'list' ? node.items.at(-1) : node.kind === 'map' ? node.entries.at(-1)?.value : undefined;
  return inner ? lastScalar(inner) : [];
}

/** Where the lines of a piece begin: at the first of the comments above it. */
export function blockStart(text: string, offset: number, floor: number): number | undefined {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  if (offset < 0 || text.slice(start, offset).trim() !== '' || start < floor) return undefined;
  const column = offset - start;
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    const line = text.slice(above, Math.max(start - 1, above));
    if (start === 0 || above < floor || !line.trimStart().startsWith('#')) return start;
    if (line.length - line.trimStart().length !== column) return start;
    start = above;
  }
}

function trailingBlanks(text: string, from: number, to: number): number {
  const piece = text.slice(from, to);
  return piece.length - piece.trimEnd().length;
}
