import type { Completion } from '../../language.ts';
import { unitOf } from '../indentation.ts';
import { alternatives, lookUp } from '../spec/lookup.ts';
import type { Shape } from '../spec/shape.ts';
import { keyOffers } from './keys.ts';
import type { Scene } from './scene.ts';
import { valueOffers } from './values.ts';

/** Items of a list that has no dash yet. */
export function itemOffers(scene: Scene): readonly Completion[] {
  const { cursor } = scene;
  if (cursor.quote !== '') return [];
  return dashed(scene, `${cursor.indent}  `).map((each) => ({
    ...each,
    label: `- ${each.label}`,
    newText: `${cursor.lead}- ${each.newText.slice(cursor.lead.length)}`,
  }));
}

function dashed(scene: Scene, indent: string): readonly Completion[] {
  const { cursor } = scene;
  const path = [...cursor.path, 'item' as const];
  const spot = lookUp(path);
  if (!spot) return [];
  const inner: Scene = { ...scene, spot, cursor: { ...cursor, path, indent } };
  const shapes = alternatives(spot);
  return [...valueOffers(inner, shapes), ...keyOffers(inner, shapes)];
}

/** Behind a colon: what belongs into the lines below, as items or as keys, with the line break before it. */
export function linesBelow(scene: Scene, shapes: readonly Shape[]): readonly Completion[] {
  const { cursor, model } = scene;
  if (cursor.word !== '' || cursor.quote !== '' || cursor.position !== 'value' || hasChildren(scene)) return [];
  const indent = cursor.indent + unitOf(model.text);
  const below: Scene = { ...scene, cursor: { ...cursor, lead: '' } };
  const keys = keyOffers({ ...below, cursor: { ...below.cursor, indent } }, shapes);
  const items = shapes.some(({ kind }) => kind === 'list') ? dashed(below, `${indent}  `) : [];
  const span = { start: startOfBlanks(model.text, cursor.span.start), end: cursor.span.end };
  return [
    ...items.map((each) => ({
      ...each,
      label: `- ${each.label}`,
      newText: `\n${indent}- ${each.newText}`,
      group: '5',
    })),
    ...keys.map((each) => ({ ...each, newText: `\n${indent}${each.newText}`, group: '6' })),
  ].map(({ group, ...each }) => ({ ...each, span, sortText: group + (each.sortText ?? each.label) }));
}

function startOfBlanks(text: string, offset: number): number {
  let start = offset;
  while (text.charAt(start - 1) === ' ') start--;
  return start;
}

/** Whether the next line with something in it stands below the key already. */
function hasChildren({ model: { text }, cursor }: Scene): boolean {
  const lineStart = text.lastIndexOf('\n', cursor.span.start - 1) + 1;
  const key = /^[ \t]*(?:- +)*/.exec(text.slice(lineStart, cursor.span.start))?.[0].length ?? 0;
  const next = /\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)(-?)[^\s]/.exec(text.slice(cursor.span.end));
  if (!next) return false;
  const column = next[1]?.length ?? 0;
  return column > key || (column === key && next[2] === '-');
}
