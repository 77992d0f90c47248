import type { Kind, ResourceRef } from '../engine/engine.ts';

/**
 * The things that a command was called on. A view hands over the row that was clicked and the rows that are selected;
 * the palette hands over nothing. A group stands for its members. Of a mixed selection, only what suits is taken.
 */
export function selectedRefs(kind: Kind, args: readonly unknown[]): readonly ResourceRef[] {
  const [clicked, selected] = args;
  const own = refsOf(clicked);
  const all = Array.isArray(selected) ? selected.flatMap(refsOf) : [];
  // A row that is clicked outside of the selection is meant alone.
  const isSelected = own.every((ref) => all.some((other) => other.kind === ref.kind && other.id === ref.id));
  const refs = (isSelected && all.length > 0 ? all : own).filter((ref) => ref.kind === kind);
  return [...new Map(refs.map((ref) => [ref.id, ref])).values()];
}

function refsOf(node: unknown): readonly ResourceRef[] {
  if (typeof node !== 'object' || node === null) return [];
  if ('ref' in node && isRef(node.ref)) return [node.ref];
  return 'refs' in node && Array.isArray(node.refs) ? node.refs.filter(isRef) : [];
}

function isRef(value: unknown): value is ResourceRef {
  return (
    typeof value === 'object' &&
    value !== null &&
    'kind' in value &&
    'id' in value &&
    'name' in value &&
    typeof value.id === 'string' &&
    typeof value.name === 'string'
  );
}

/** Names for a question or a message; a long list is cut. */
export function nameList(refs: readonly ResourceRef[], most: number): string {
  const names = refs.slice(0, most).map((ref) => ref.name);
  return refs.length > most ? `${names.join(', ')}, …` : names.join(', ');
}
