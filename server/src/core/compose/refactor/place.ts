import type { Refactoring } from '../../language.ts';
import type { Message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { TextEdit } from '../../text/textEdit.ts';
import { lineBreakAt } from '../../text/lineBreak.ts';
import { unitOf } from '../indentation.ts';
import type { ComposeModel } from '../model.ts';
import type { Entry, ListNode, MapNode, Node } from '../yaml/nodes.ts';
import { blockLines, columnOf, dashOf, entryEnd, entryLines, flowText, isMarked, itemLines, joined } from './write.ts';
import type { Value } from './write.ts';

/** A setting that may be written in another way: its place in the table, and what it holds. */
export interface Setting {
  readonly model: ComposeModel;
  /** Such as `services.*.ports`. */
  readonly path: string;
  readonly entry: Entry;
  readonly selection: Span;
  /** Whether it stands in braces. */
  readonly isFlow: boolean;
}

/** Writes a setting in another way; undefined where that is not possible. */
export type Rewrite = (setting: Setting) => Refactoring | undefined;

/** The items of a list that the selection touches; all where it is on the key. */
export function chosenItems({ selection, entry }: Setting, { items }: ListNode): readonly Node[] {
  const touched = items.filter(({ span }) => span.start <= selection.end && span.end >= selection.start);
  return touched.length > 0 && selection.start > entry.key.span.end ? touched : items;
}

/** Writes items of a list anew, each where it stands. Undefined where one of them cannot be, or none changes. */
export function rewriteItems(
  { model: { text } }: Setting,
  title: Message,
  list: ListNode,
  items: readonly (readonly [Node, Value])[],
): Refactoring | undefined {
  const unit = unitOf(text);
  const lineBreak = lineBreakAt(text, 0);
  const edits = items.map(([node, value]): TextEdit => {
    if (list.flow) return { span: { ...node.span }, newText: flowText(value) };
    const column = columnOf(text, node.span.start);
    return { span: { ...node.span }, newText: joined(blockLines(value, unit), column, lineBreak) };
  });
  return edits.length > 0 && !items.some(([node]) => isMarked(node)) ? { title, edits } : undefined;
}

/** Makes the entries of a map of the items of a list, item by item, so that comments stay. */
export function listToMap(
  { model: { text }, entry }: Setting,
  title: Message,
  list: ListNode,
  entries: readonly (readonly [string, Value | undefined])[],
): Refactoring | undefined {
  const isNew = new Set(entries.map(([key]) => key)).size === entries.length;
  if (
    !isNew ||
    entries.length === 0 ||
    entries.length !== list.items.length ||
    isMarked({ ...list, anchor: undefined })
  )
    return undefined;
  if (list.flow) return { title, edits: [{ span: { ...list.span }, newText: flowText(new Map(entries)) }] };
  const unit = unitOf(text);
  const edits = list.items.map((item, index): TextEdit | undefined => {
    const dash = dashOf(text, item);
    const [key, value] = entries[index] ?? [''];
    if (dash === undefined) return undefined;
    // A list may stand in the column of its key, a map may not.
    const more = columnOf(text, dash) <= columnOf(text, entry.key.span.start) ? unit : '';
    const lines = entryLines(key, value, unit);
    const newText = more + joined(lines, columnOf(text, dash) + more.length, lineBreakAt(text, 0));
    return { span: { start: dash, end: item.span.end }, newText };
  });
  const whole = edits.filter((edit) => edit !== undefined);
  return whole.length === edits.length ? { title, edits: whole } : undefined;
}

/** Makes the items of a list of the entries of a map, entry by entry. */
export function mapToList(
  { model: { text } }: Setting,
  title: Message,
  map: MapNode,
  items: readonly Value[],
): Refactoring | undefined {
  if (items.length === 0 || items.length !== map.entries.length || isMarked({ ...map, anchor: undefined }))
    return undefined;
  if (map.flow) return { title, edits: [{ span: { ...map.span }, newText: flowText(items) }] };
  const edits = map.entries.map((entry, index): TextEdit => {
    const { start } = entry.key.span;
    const lines = itemLines(items[index] ?? '', unitOf(text));
    return {
      span: { start, end: entryEnd(text, entry) },
      newText: joined(lines, columnOf(text, start), lineBreakAt(text, 0)),
    };
  });
  return { title, edits };
}

/** Puts another value behind the colon of an entry. */
export function rewriteValue(
  { model: { text }, entry, isFlow }: Setting,
  title: Message,
  value: Value,
): Refactoring | undefined {
  if (isMarked(entry.value)) return undefined;
  const colon = text.indexOf(':', entry.key.span.end);
  if (colon < 0) return undefined;
  const span = { start: colon + 1, end: entryEnd(text, entry) };
  if (isFlow) return { title, edits: [{ span, newText: ` ${flowText(value)}` }] };
  const unit = unitOf(text);
  const isSingle = typeof value === 'string' || 'raw' in value;
  const column = columnOf(text, entry.key.span.start) + unit.length;
  const lines = blockLines(value, unit);
  return {
    title,
    edits: [{ span, newText: isSingle ? ` ${lines.join('')}` : joined(['', ...lines], column, lineBreakAt(text, 0)) }],
  };
}
