/** Names that a stage sets, and those of the stage it builds on. */
export interface StageNames {
  readonly own: Set<string>;
  readonly base: StageNames | undefined;
  readonly depth: number;
}

/** Stages build on stages so deep at most; what is set below that is forgotten. Lookups stay short in a hostile file. */
const maxDepth = 64;

/** The names of a stage that has set none so far. */
export function namesOn(base: StageNames | undefined): StageNames {
  const known = base && base.depth < maxDepth ? base : undefined;
  return { own: new Set(), base: known, depth: (known?.depth ?? 0) + 1 };
}

export function hasName(names: StageNames, name: string): boolean {
  for (let at: StageNames | undefined = names; at; at = at.base) if (at.own.has(name)) return true;
  return false;
}
