import type { Variables } from './parse/expand.ts';

/** The variables at one point of a file. Instructions set them one after the other. */
export interface Scope extends Variables {
  /** Sets a variable; undefined is a value that the file does not tell. */
  set(name: string, value: string | undefined): void;
  /** How many scopes it builds on. */
  readonly depth: number;
  /** Whether variables may be set that the file does not name. */
  readonly isOpen: boolean;
  /** All variables with their values, the inner ones behind those that they hide. */
  entries(): readonly (readonly [string, string | undefined])[];
}

/** Variables that exist without being declared, for FROM lines; a stage must declare them by ARG. Their values depend on the build. */
export const platformArgs: readonly string[] = [
  'BUILDPLATFORM',
  'BUILDOS',
  'BUILDOSVERSION',
  'BUILDARCH',
  'BUILDVARIANT',
  'TARGETPLATFORM',
  'TARGETOS',
  'TARGETOSVERSION',
  'TARGETARCH',
  'TARGETVARIANT',
  'TARGETSTAGE',
];

/** The scope of what stands before the first FROM: the platform arguments, and all ARG there. */
export function globalScope(): Scope {
  const scope = layer(undefined, 'complete');
  for (const name of platformArgs) scope.set(name, undefined);
  return scope;
}

/** Whether the environment of a base image is known: only PATH, as in `scratch`. */
export type BaseImage = 'known' | 'unknown';

/** The scope at the start of a stage: that of the stage it builds on, or of its base image. */
export function stageScope(base: Scope | BaseImage): Scope {
  if (base === 'unknown') return layer(undefined, 'open');
  if (base !== 'known') return layer(base, 'complete');
  const scope = layer(undefined, 'complete');
  scope.set('PATH', undefined);
  return scope;
}

/** Looking up a variable goes through so many stages at most; then their variables are copied. */
const maxDepth = 16;

/** Below an open layer there may be variables that the file does not name. */
function layer(below: Scope | undefined, kind: 'complete' | 'open'): Scope {
  const isDeep = below !== undefined && below.depth >= maxDepth;
  const values = new Map(isDeep ? below.entries() : []);
  const base = isDeep ? undefined : below;
  const isOpen = kind === 'open' || (below?.isOpen ?? false);
  return {
    depth: base ? base.depth + 1 : 0,
    isOpen,
    isSet(name) {
      if (values.has(name)) return true;
      if (base) return base.isSet(name);
      return isOpen ? undefined : false;
    },
    value: (name) => (values.has(name) ? values.get(name) : base?.value(name)),
    set(name, value) {
      values.set(name, value);
    },
    entries: () => [...(base?.entries() ?? []), ...values],
  };
}
