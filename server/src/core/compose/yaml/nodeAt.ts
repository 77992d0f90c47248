import { countWhile } from '../../text/countWhile.ts';
import { touches } from '../../text/span.ts';
import type { Span } from '../../text/span.ts';
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
    const index = firstTouching(node.items, offset, ({ span }) => span);
    if (index !== undefined) way.steps.push(index);
    return index === undefined ? undefined : node.items[index];
  }
  if (node.kind !== 'map') return undefined;
  const index = firstTouching(node.entries, offset, spanOf);
  const entry = index === undefined ? undefined : node.entries[index];
  if (!entry || !(touches(entry.key.span, offset) || touches(entry.value.span, offset))) return undefined;
  way.steps.push(entry);
  if (touches(entry.key.span, offset)) {
    way.key = entry.key;
    return undefined;
  }
  return entry.value;
}

function spanOf({ key, value }: Entry): Span {
  return { start: key.span.start, end: Math.max(key.span.end, value.span.end) };
}

/** The first that touches the offset, of things that stand in the order of the text. */
function firstTouching<Thing>(
  things: readonly Thing[],
  offset: number,
  spanOfThing: (thing: Thing) => Span,
): number | undefined {
  const touchesAt = (index: number): boolean => {
    const thing = things[index];
    return thing !== undefined && touches(spanOfThing(thing), offset);
  };
  const begun = countWhile(things.length, (index) => {
    const thing = things[index];
    return thing !== undefined && spanOfThing(thing).start <= offset;
  });
  let first = begun - 1;
  while (first > 0 && touchesAt(first - 1)) first--;
  return touchesAt(first) ? first : undefined;
}
