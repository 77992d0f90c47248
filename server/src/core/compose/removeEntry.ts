import type { TextEdit } from '../text/textEdit.ts';
import { dashOf, entryEnd } from './refactor/write.ts';
import type { Entry, ListNode, MapNode } from './yaml/nodes.ts';

/** Takes an entry out of a map, its lines as a whole; undefined where it is the only one, or shares a line with a dash. */
export function removeEntry(text: string, map: MapNode, entry: Entry): TextEdit | undefined {
  const index = map.entries.indexOf(entry);
  if (index < 0 || map.entries.length < 2) return undefined;
  const { start } = entry.key.span;
  const end = entryEnd(text, entry);
  if (map.flow) {
    const next = map.entries[index + 1];
    if (next) return { span: { start, end: next.key.span.start }, newText: '' };
    const before = map.entries[index - 1];
    return before && { span: { start: entryEnd(text, before), end }, newText: '' };
  }
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== '') return undefined;
  const newline = text.indexOf('\n', end);
  return { span: { start: lineStart, end: newline < 0 ? text.length : newline + 1 }, newText: '' };
}

/** Takes an item out of a list, its lines as a whole; undefined where it is the only one, or shares its line with a key. */
export function removeItem(text: string, list: ListNode, index: number): TextEdit | undefined {
  const item = list.items[index];
  if (!item || list.items.length < 2) return undefined;
  const { start, end } = item.span;
  if (list.flow) {
    const before = list.items[index - 1];
    if (before) return { span: { start: before.span.end, end }, newText: '' };
    return { span: { start, end: list.items[index + 1]?.span.start ?? end }, newText: '' };
  }
  const dash = dashOf(text, item);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (dash === undefined || text.slice(lineStart, dash).trim() !== '') return undefined;
  const newline = text.indexOf('\n', end);
  return { span: { start: lineStart, end: newline < 0 ? text.length : newline + 1 }, newText: '' };
}
