import type { ComposeModel } from './model.ts';
import type { Spot } from './spec/lookup.ts';
import { rootSpot, stepDown } from './spec/lookup.ts';
import type { Node, ScalarNode } from './yaml/nodes.ts';

/** Where a value stands. */
export interface ValuePlace {
  /** What the table says of the place. */
  readonly spot: Spot;
  /** The keys on the way; a number for an item of a list. */
  readonly steps: readonly (string | number)[];
}

/** Calls `visit` with each value of the file that is a scalar and has a place in the table, in the order of the text. */
export function visitValues({ yaml }: ComposeModel, visit: (scalar: ScalarNode, place: ValuePlace) => void): void {
  for (const { root } of yaml.documents) walk(root, { spot: rootSpot, steps: [] }, visit);
}

function walk(node: Node, place: ValuePlace, visit: (scalar: ScalarNode, place: ValuePlace) => void): void {
  const { spot, steps } = place;
  if (node.kind === 'scalar') visit(node, place);
  else if (node.kind === 'list') {
    const below = stepDown(spot, 'item');
    if (below)
      for (const [index, item] of node.items.entries()) walk(item, { spot: below, steps: [...steps, index] }, visit);
  } else if (node.kind === 'map') {
    for (const { key, value } of node.entries) {
      const below = stepDown(spot, { key: key.text });
      if (below) walk(value, { spot: below, steps: [...steps, key.text] }, visit);
    }
  }
}
