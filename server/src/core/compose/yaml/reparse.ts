import { changeBetween } from '../../text/change.ts';
import type { Span } from '../../text/span.ts';
import type { Entry, MapNode, Node } from './nodes.ts';
import { parseYaml } from './parse.ts';
import type { YamlFile } from './yamlFile.ts';

/**
 * Parses a text of which an earlier version is known. Where the edit lies in one section of the file, or in one service,
 * only that is parsed, and the rest is taken over and moved: the earlier file is not to be used any more.
 */
export function reparseYaml(text: string, earlier: YamlFile | undefined): YamlFile {
  const block = earlier && changedBlock(text, earlier);
  return (block && withBlock(text, earlier, block)) ?? parseYaml(text);
}

/** An entry of a block map, with all lines up to the next one. */
interface Block {
  /** The maps around the entry, the outermost first. */
  readonly maps: readonly MapNode[];
  /** Where the entry stands in the innermost map. */
  readonly index: number;
  /** The lines of the entry in the earlier text. */
  readonly span: Span;
  /** How many characters longer they are now. */
  readonly growth: number;
}

/** The smallest block that the edit lies in; undefined where the file is too odd to be read in pieces. */
function changedBlock(text: string, earlier: YamlFile): Block | undefined {
  const { documents, errors, oddKeys, repeatedKeys, isLoose } = earlier;
  const [document, ...others] = documents;
  if (!document || isLoose || others.length + errors.length + oddKeys.length + repeatedKeys.length > 0)
    return undefined;
  const change = changeBetween(earlier.text, text);
  const place = { text: earlier.text, edit: { start: change.start, end: change.oldEnd } };
  const growth = text.length - earlier.text.length;
  let found: Block | undefined;
  let node: Node | undefined = document.root;
  const maps: MapNode[] = [];
  let end = earlier.text.length;
  while (node?.kind === 'map' && !node.flow && maps.length < maxLevels) {
    maps.push(node);
    const index = entryAround(node, end, place);
    const entry: Entry | undefined = index === undefined ? undefined : node.entries[index];
    if (index === undefined || !entry) break;
    const span = linesOf(node, index, end, place.text);
    found = { maps: maps.slice(), index, span, growth };
    ({ end } = span);
    node = entry.value;
  }
  return found;
}

/** Sections, and what they declare. */
const maxLevels = 2;

interface EditPlace {
  readonly text: string;
  readonly edit: Span;
}

/** The entry whose lines hold the edit, away from where they end. */
function entryAround({ entries }: MapNode, end: number, { text, edit }: EditPlace): number | undefined {
  const index = entries.findLastIndex(({ key }) => lineStart(text, key.span.start) <= edit.start);
  const next = entries[index + 1];
  const limit = next ? lineStart(text, next.key.span.start) : end;
  return index >= 0 && (edit.end < limit || (limit === text.length && edit.end <= limit)) ? index : undefined;
}

function linesOf({ entries }: MapNode, index: number, end: number, text: string): Span {
  const next = entries[index + 1];
  const start = lineStart(text, entries[index]?.key.span.start ?? 0);
  return { start, end: next ? lineStart(text, next.key.span.start) : end };
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The file with the block parsed again; undefined where the block does not stand for itself. */
function withBlock(text: string, earlier: YamlFile, block: Block): YamlFile | undefined {
  const { maps, index, span, growth } = block;
  const map = maps.at(-1);
  const old = map?.entries[index];
  const lines = text.slice(span.start, span.end + growth);
  if (!map || !old || isShared(lines) || isShared(earlier.text.slice(span.start, span.end))) return undefined;
  const column = old.key.span.start - span.start;
  if (!isOneEntry(lines, column)) return undefined;
  const part = parseYaml(lines, span.start);
  const entry = onlyEntry(part);
  if (!entry || entry.key.span.start !== old.key.span.start || hasOther(map, index, entry.key.text)) return undefined;
  const { withVariables } = earlier;
  const before = withVariables.filter((node) => node.span.start < span.start);
  const after = withVariables.filter((node) => node.span.start >= span.end);
  (map.entries as Entry[])[index] = entry;
  moveAfter(maps, block);
  return { ...earlier, text, withVariables: [...before, ...part.withVariables, ...after] };
}

/**
 * Whether lines take part in something that reaches beyond them, or that the parser's errors do not tell of: anchors,
 * aliases, merge keys, tags, other documents, keys of more than one line.
 */
function isShared(lines: string): boolean {
  return /(?:^|[\s,:[{-])(?:[&*!][^\s]|<<)|^(?:---|\.\.\.|%|\s*\?(?:\s|$))/m.test(lines);
}

/** Whether all lines but the first are indented deeper, blank or comments. */
function isOneEntry(lines: string, column: number): boolean {
  const [first = '', ...others] = lines.split('\n');
  if (!/^ *[^\s#?&!*|>%@`{[\]},-]/.test(first)) return false;
  return others.every((line) => /^\s*(?:#|$)/.test(line) || indentOf(line) > column);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function onlyEntry({ documents, errors, oddKeys, repeatedKeys }: YamlFile): Entry | undefined {
  if (documents.length !== 1 || errors.length + oddKeys.length + repeatedKeys.length > 0) return undefined;
  const root = documents[0]?.root;
  return root?.kind === 'map' && !root.flow && root.entries.length === 1 ? root.entries[0] : undefined;
}

function hasOther({ entries }: MapNode, index: number, name: string): boolean {
  return entries.some(({ key }, at) => at !== index && key.text === name);
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Moves all that stands behind the block, and the ends of what is around it. */
function moveAfter(maps: readonly MapNode[], { index, span, growth }: Block): void {
  for (const [level, { entries }] of maps.entries()) {
    const first = level === maps.length - 1 ? index + 1 : entries.findIndex(({ key }) => key.span.start >= span.end);
    if (first >= 0) for (const entry of entries.slice(first)) moveEntry(entry, growth);
  }
  for (const map of maps.toReversed()) {
    const last = map.entries.at(-1);
    if (last) (map.span as Mutable<Span>).end = Math.max(last.key.span.end, last.value.span.end);
  }
}

function moveEntry({ key, value }: Entry, by: number): void {
  moveSpan(key.span, by);
  moveNode(value, by);
}

function moveNode(node: Node, by: number): void {
  moveSpan(node.span, by);
  if (node.kind === 'list') for (const item of node.items) moveNode(item, by);
  else if (node.kind === 'map') for (const entry of node.entries) moveEntry(entry, by);
}

function moveSpan(span: Mutable<Span>, by: number): void {
  span.start += by;
  span.end += by;
}
