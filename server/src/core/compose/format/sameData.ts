import type { ListNode, MapNode, Node } from '../yaml/nodes.ts';
import type { YamlFile } from '../yaml/yamlFile.ts';

/** Whether two texts hold the same: values, keys and their order, anchors, tags, and what is in quotes or a block. */
export function haveSameData(a: YamlFile, b: YamlFile): boolean {
  if (a.documents.length !== b.documents.length || b.errors.length > 0) return false;
  return a.documents.every(({ root }, index) => {
    const other = b.documents[index];
    return other !== undefined && isSameNode(root, other.root);
  });
}

/** Whether two values are written alike, but for blanks and comments. */
export function isSameNode(a: Node, b: Node): boolean {
  if (a.anchor !== b.anchor || a.tag !== b.tag) return false;
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.text === b.text && a.style === b.style;
  if (a.kind === 'alias') return b.kind === 'alias' && a.name === b.name;
  if (a.kind === 'list') return b.kind === 'list' && isSameList(a, b);
  return b.kind === 'map' && isSameMap(a, b);
}

function isSameList(a: ListNode, b: ListNode): boolean {
  if (a.flow !== b.flow || a.items.length !== b.items.length) return false;
  return a.items.every((item, index) => isSameOrAbsent(item, b.items[index]));
}

function isSameMap(a: MapNode, b: MapNode): boolean {
  if (a.flow !== b.flow || a.entries.length !== b.entries.length) return false;
  return a.entries.every(({ key, value }, index) => {
    const other = b.entries[index];
    return isSameOrAbsent(key, other?.key) && isSameOrAbsent(value, other?.value);
  });
}

function isSameOrAbsent(a: Node, b: Node | undefined): boolean {
  return b !== undefined && isSameNode(a, b);
}
