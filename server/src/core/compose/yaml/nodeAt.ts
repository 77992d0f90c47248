import { touches } from '../../text/span.ts';
import type { Entry, Node, ScalarNode } from './nodes.ts';
import type { YamlFile } from './yamlFile.ts';

/** The values around an offset, from the root to the innermost. Keys are no values; `pathAt` finds those. */
export function nodesAt(file: YamlFile, offset: number): readonly Node[] {
  return descend(file, offset).nodes;
}

/** A way from the root of a document to a key or a value. */
export interface NodePath {
  /** The entries that are passed, and the indexes of items in lists. */
  readonly steps: readonly (Entry | number)[];
  /** The key at the offset, where it is a key. */
  readonly key: ScalarNode | undefined;
  /** The innermost value at the offset. */
  readonly value: Node | undefined;
  /** The values on the way, from the root to the innermost. */
  readonly nodes: readonly Node[];
}

/** The way to the key or value at an offset. */
export function pathAt(file: YamlFile, offset: number): NodePath {
  const { nodes, steps, key } = descend(file, offset);
  return { steps, key, value: nodes.at(-1), nodes };
}

interface Descent {
  readonly nodes: Node[];
  readonly steps: (Entry | number)[];
  key: ScalarNode | undefined;
}

function descend(file: YamlFile, offset: number): Descent {
  const way: Descent = { nodes: [], steps: [], key: undefined };
  let node = file.documents.find(({ root }) => touches(root.span, offset))?.root;
  while (node) {
    way.nodes.push(node);
    node = stepInto(way, node, offset);
  }
  return way;
}

function stepInto(way: Descent, node: Node, offset: number): Node | undefined {
  if (node.kind === 'list') {
    const index = node.items.findIndex(({ span }) => touches(span, offset));
    if (index !== -1) way.steps.push(index);
    return node.items[index];
  }
  if (node.kind !== 'map') return undefined;
  const entry = node.entries.find(({ key, value }) => touches(key.span, offset) || touches(value.span, offset));
  if (!entry) return undefined;
  way.steps.push(entry);
  if (touches(entry.key.span, offset)) {
    way.key = entry.key;
    return undefined;
  }
  return entry.value;
}
