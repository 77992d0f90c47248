import type { Diagnostic } from '../lint/diagnostic.ts';
import { nodeMemo } from '../lint/nodeMemo.ts';
import type { Stage } from './model.ts';

/** Remembers what was found in stages that an edit leaves as they are. */
export interface StageMemo<Outcome> {
  /**
   * What is found in the stage: what was found before, where nothing has changed. The stages come in order. `around` is
   * what the findings follow from besides the stage and the outcome of its base.
   */
  look(stage: Stage, find: (base: Outcome | undefined) => Look<Outcome>, around?: string): Look<Outcome>;
}

/** What a look at a stage brings. */
export interface Look<Outcome> {
  readonly findings: readonly Diagnostic[];
  /** What it leaves to the stages that build on it. */
  readonly outcome: Outcome;
}

export function stageMemo<Outcome>(): StageMemo<Outcome> {
  const looks = new WeakMap<
    Stage,
    { readonly base: Outcome | undefined; readonly around: string; readonly outcome: Outcome }
  >();
  const found = nodeMemo<Stage>();
  return {
    look(stage, find, around = '') {
      const base = stage.baseStage && looks.get(stage.baseStage)?.outcome;
      const before = looks.get(stage);
      if (before && before.base === base && before.around === around) {
        return { findings: found.get(stage) ?? [], outcome: before.outcome };
      }
      const look = find(base);
      looks.set(stage, { base, around, outcome: look.outcome });
      found.set(stage, look.findings);
      return look;
    },
  };
}
