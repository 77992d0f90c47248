/** Something known of places in a configuration, by patterns such as `services.*.ports.[]`. `*` stands for any step. */
export interface PathTable<Known> {
  readonly known: Known | undefined;
  readonly steps: ReadonlyMap<string, PathTable<Known>>;
}

interface Building<Known> {
  known: Known | undefined;
  readonly steps: Map<string, Building<Known>>;
}

export function pathTable<Known>(entries: Readonly<Record<string, Known>>): PathTable<Known> {
  const root: Building<Known> = { known: undefined, steps: new Map() };
  for (const [pattern, known] of Object.entries(entries)) {
    let place = root;
    for (const step of pattern.split('.')) {
      const next: Building<Known> = place.steps.get(step) ?? { known: undefined, steps: new Map() };
      place.steps.set(step, next);
      place = next;
    }
    place.known = known;
  }
  return root;
}

/** The table below a step. Patterns that name the step and such that take any one never meet at one place. */
export function below<Known>(table: PathTable<Known> | undefined, step: string): PathTable<Known> | undefined {
  return table?.steps.get(step) ?? table?.steps.get('*');
}
