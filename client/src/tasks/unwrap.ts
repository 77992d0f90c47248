import { applyEdits, type Edit, findNodeAtLocation, type Node } from 'jsonc-parser';

/**
 * Puts the members of an inner object into the outer one, in its place. Comments among them stay; a line that held
 * nothing but a brace goes.
 */
export function unwrapped(text: string, outer: Node, name: string): string {
  const value = findNodeAtLocation(outer, [name]);
  const property = value?.parent;
  if (!value || !property || value.type !== 'object') return text;
  const inner = text.slice(value.offset + 1, value.offset + value.length - 1);
  const members = withoutTrailingComma(
    inner,
    (value.children ?? []).map((child) => child.offset + child.length - value.offset - 1),
  );
  const isEmpty = (value.children ?? []).length === 0;
  if (isEmpty && members.trim() === '') return applyEdits(text, [removal(outer, property)]);
  const indent = indentAt(text, property.offset);
  const first = (value.children ?? [])[0];
  const deeper = first ? indentAt(text, first.offset).slice(indent.length) : '';
  const content = members
    .split('\n')
    .map((line, index) =>
      index > 0 && deeper !== '' && line.startsWith(indent + deeper) ? line.slice(deeper.length) : line,
    )
    .join('\n')
    .trim();
  const ends = /(?:^|\n)[^\n]*\/\/[^\n]*$/.test(content) ? `${content}\n${indent}` : content;
  return text.slice(0, property.offset) + ends + text.slice(property.offset + property.length);
}

/** A comma behind the last member would stand beside that of the outer object. */
function withoutTrailingComma(inner: string, ends: readonly number[]): string {
  const last = ends.at(-1) ?? 0;
  const rest = inner.slice(last).replace(/^((?:\s|\/\/[^\n]*\n|\/\*[^]*?\*\/)*),/, '$1');
  return inner.slice(0, last) + rest;
}

function indentAt(text: string, offset: number): string {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, offset))?.[0] ?? '';
}

/** Takes a property away with the comma that parts it from the next, or from the one before where it is the last. */
export function removal(object: Node, property: Node): Edit {
  const siblings = object.children ?? [];
  const index = siblings.indexOf(property);
  const [before, next] = [siblings[index - 1], siblings[index + 1]];
  const end = property.offset + property.length;
  if (next) return { offset: property.offset, length: next.offset - property.offset, content: '' };
  const start = before ? before.offset + before.length : property.offset;
  return { offset: start, length: end - start, content: '' };
}
