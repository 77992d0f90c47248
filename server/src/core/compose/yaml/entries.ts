import { isMergeKey, resolve } from './nodes.ts';
import type { Entry, MapNode, Node } from './nodes.ts';

/** The entries of a map by their keys, those taken over by `<<` included. The map's own win, then the first merged. */
export type Entries = ReadonlyMap<string, Entry>;

/** All entries of a map, aliases and merge keys followed; empty for a node that is no map. */
export function entriesOf(node: Node | undefined): Entries {
  const map = node && resolve(node);
  return map?.kind === 'map' ? mapEntries(map) : noEntries;
}

/** The same for a map. */
export function mapEntries(map: MapNode): Entries {
  const result = new Map<string, Entry>();
  collect(map, result, new Set());
  return result;
}

const noEntries: Entries = new Map();

/** Maps that were merged before are passed over, so that neither cycles nor piled-up merges cost anything. */
function collect(map: MapNode, result: Map<string, Entry>, seen: Set<MapNode>): void {
  if (seen.has(map)) return;
  seen.add(map);
  const merges: Node[] = [];
  for (const entry of map.entries) {
    if (isMergeKey(entry.key)) merges.push(entry.value);
    else if (!result.has(entry.key.text)) result.set(entry.key.text, entry);
  }
  for (const source of merges.flatMap(mergeSources)) collect(source, result, seen);
}

/** The maps that a merge key names: one, or a list of them. */
function mergeSources(value: Node): readonly MapNode[] {
  const node = resolve(value);
  if (node?.kind === 'map') return [node];
  if (node?.kind !== 'list') return [];
  return node.items.flatMap((item) => {
    const target = resolve(item);
    return target?.kind === 'map' ? [target] : [];
  });
}
