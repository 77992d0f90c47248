import { root } from './root.ts';
import { options } from './shape.ts';
import type { FreeKeys, Key, MapShape, Shape } from './shape.ts';

/** A step down the table: the name of a key, or into the items of a list. */
export type ShapeStep = { readonly key: string } | 'item';

/** What the table says of a place. */
export interface Spot {
  /** What may stand there. */
  readonly shapes: readonly Shape[];
  /** The last key of the table on the way, with what it means. */
  readonly key: Key | undefined;
  /** Where the last key is documented. */
  readonly href: string | undefined;
  /** The names that the user chose on the way, such as that of the service. */
  readonly free: FreeKeys | undefined;
}

/** Goes down the table from the top of a file; undefined where the way leaves it. */
export function lookUp(steps: readonly ShapeStep[]): Spot | undefined {
  let spot: Spot = rootSpot;
  for (const step of steps) {
    const next = stepDown(spot, step);
    if (!next) return undefined;
    spot = next;
  }
  return spot;
}

/** The top of a file. */
export const rootSpot: Spot = { shapes: [root], key: undefined, href: undefined, free: undefined };

/** One step down the table; undefined where it leaves it. */
export function stepDown(spot: Spot, step: ShapeStep): Spot | undefined {
  return step === 'item' ? intoItems(spot) : intoKey(spot, step.key);
}

/** The alternatives at a place, choices taken apart. */
export function alternatives({ shapes }: Spot): readonly Exclude<Shape, { readonly kind: 'choice' }>[] {
  return shapes.flatMap(options);
}

function intoItems(spot: Spot): Spot | undefined {
  const shapes = alternatives(spot).flatMap((shape) => (shape.kind === 'list' ? [shape.item] : []));
  return shapes.length === 0 ? undefined : { ...spot, shapes };
}

function intoKey(spot: Spot, name: string): Spot | undefined {
  for (const shape of alternatives(spot)) {
    if (shape.kind !== 'map') continue;
    const key = Object.hasOwn(shape.keys, name) ? shape.keys[name] : undefined;
    if (key) return { shapes: [key.shape], key, href: hrefOf(shape, name) ?? spot.href, free: undefined };
    if (shape.free) return { ...spot, shapes: [shape.free.value], free: shape.free };
  }
  return undefined;
}

/** The heading of a key in the Compose reference. Keys without a page of their own are told about under the one above. */
export function hrefOf({ page }: MapShape, name: string): string | undefined {
  if (page === undefined) return undefined;
  if (page === 'version-and-name' && !headings.has(name)) return `${reference}${name}/`;
  return `${reference}${page}/#${headings.get(name) ?? name}`;
}

const reference = 'https://docs.docker.com/reference/compose-file/';

/** Headings of the first page that are not named like their key. */
const headings: ReadonlyMap<string, string> = new Map([
  ['name', 'name-top-level-element'],
  ['version', 'version-top-level-element-obsolete'],
]);
