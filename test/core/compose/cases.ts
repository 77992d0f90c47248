import { root } from '../../../server/src/core/compose/spec/root.ts';
import { options } from '../../../server/src/core/compose/spec/shape.ts';
import type { MapShape, Shape } from '../../../server/src/core/compose/spec/shape.ts';

/** A small Compose file that has one value in one place. */
export interface Case {
  readonly place: string;
  readonly value: string;
  readonly text: string;
}

/** The values that are put into every place: one of each kind, in forms that people write. */
export const values = [
  'foo',
  '"5"',
  '5',
  '-3',
  '1.5',
  'true',
  '"yes"',
  '',
  '"10s"',
  '2024-01-01',
  '[]',
  '[a]',
  '[5]',
  '[{}]',
  '{}',
  '{a: b}',
  '{a: 5}',
  '{a: {}}',
] as const;

/** Every place of the table with every value. Shapes that stand at many places are tried at two of them. */
export function allCases(): readonly Case[] {
  const cases: Case[] = [];
  const tried = new Map<Shape, number>();
  const visit = (place: string, shape: Shape, write: (value: string) => string): void => {
    const times = tried.get(shape) ?? 0;
    if (times >= 2 && shape.kind !== 'text' && shape.kind !== 'flag' && shape.kind !== 'number') return;
    tried.set(shape, times + 1);
    for (const value of values) cases.push({ place, value, text: write(value) });
    for (const option of options(shape)) {
      if (option.kind === 'list') visit(`${place}[]`, option.item, (value) => write(`[${value}]`));
      if (option.kind !== 'map') continue;
      for (const [name, key] of Object.entries(option.keys)) {
        const others = required(option, name);
        visit(`${place}.${name}`, key.shape, (value) => write(`{${[...others, `${name}: ${value}`].join(', ')}}`));
      }
      if (option.free) visit(`${place}.*`, option.free.value, (value) => write(`{abc: ${value}}`));
    }
  };
  for (const [name, { shape }] of Object.entries(root.keys)) {
    if (name === 'services') visitServices(shape, visit);
    else visit(name, shape, (value) => `services: {web: {image: x}}\n${name}: ${value}\n`);
  }
  return cases;
}

type Visit = (place: string, shape: Shape, write: (value: string) => string) => void;

function visitServices(services: Shape, visit: Visit): void {
  const [map] = options(services);
  const service = map?.kind === 'map' ? map.free?.value : undefined;
  if (service?.kind !== 'map') throw new Error('services is no map of maps');
  for (const [name, { shape }] of Object.entries(service.keys)) {
    const image = name === 'image' || name === 'provider' ? '' : 'image: x, ';
    visit(`services.web.${name}`, shape, (value) => `services: {web: {${image}${name}: ${value}}}\n`);
  }
}

function required(map: MapShape, except: string): readonly string[] {
  return [...map.required, ...(map.needs ?? [])]
    .filter((name) => name !== except)
    .map((name) => `${name}: ${sample(map.keys[name]?.shape)}`);
}

/** Some value that fits a shape. */
function sample(shape: Shape | undefined): string {
  const [first] = shape ? options(shape) : [];
  if (first?.kind === 'number') return '5';
  if (first?.kind === 'flag') return 'true';
  if (first?.kind === 'list') return `[${sample(first.item)}]`;
  if (first?.kind !== 'text') return '{}';
  return (first.closed ? first.values?.[0]?.text : undefined) ?? 'abc';
}
