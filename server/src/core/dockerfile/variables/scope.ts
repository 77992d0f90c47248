/** The variables at one point of a file. Instructions set them one after the other. */
export interface Scope {
  /** What is set here; undefined is a value that the file does not tell. */
  values: Map<string, string | undefined> | undefined;
  /** The scope of the stage that this one builds on. */
  readonly base: Scope | undefined;
  /** Whether variables may be set that the file does not name. */
  readonly isOpen: boolean;
  /** How many scopes it builds on. */
  readonly depth: number;
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
  const scope = emptyScope('complete');
  for (const name of platformArgs) setVariable(scope, name, undefined);
  return scope;
}

/** Whether the environment of a base image is known: only PATH, as in `scratch`. */
export type BaseImage = 'known' | 'unknown';

/** Stages build on stages so deep at most; below that, nothing is known. Lookups stay short in a hostile file. */
const maxDepth = 64;

/** The scope at the start of a stage: that of the stage it builds on, or of its base image. */
export function stageScope(base: Scope | BaseImage): Scope {
  if (base === 'known') {
    const scope = emptyScope('complete');
    setVariable(scope, 'PATH', undefined);
    return scope;
  }
  if (base === 'unknown' || base.depth >= maxDepth) return emptyScope('open');
  return { values: undefined, base, isOpen: false, depth: base.depth + 1 };
}

/** A scope for texts that are only read for their form: nothing is known of any variable. */
export const unknownScope: Scope = { values: undefined, base: undefined, isOpen: true, depth: 0 };

/** Sets a variable; undefined is a value that the file does not tell. */
export function setVariable(scope: Scope, name: string, value: string | undefined): void {
  scope.values ??= new Map();
  scope.values.set(name, value);
}

/** Whether a variable is set; undefined where that cannot be known from the file. */
export function isSet(scope: Scope, name: string): boolean | undefined {
  for (let at: Scope | undefined = scope; at; at = at.base) {
    if (at.values?.has(name)) return true;
    if (at.isOpen) return undefined;
  }
  return false;
}

/** The value of a variable that is set; undefined where it cannot be known from the file. */
export function valueOf(scope: Scope, name: string): string | undefined {
  for (let at: Scope | undefined = scope; at; at = at.base) {
    if (at.values?.has(name)) return at.values.get(name);
  }
  return undefined;
}

function emptyScope(kind: 'complete' | 'open'): Scope {
  return { values: undefined, base: undefined, isOpen: kind === 'open', depth: 0 };
}
