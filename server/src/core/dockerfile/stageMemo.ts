import type { Diagnostic } from '../lint/diagnostic.ts';
import { nodeMemo } from '../lint/nodeMemo.ts';
import type { Stage } from './model.ts';
import type { From, Instruction } from './parse/ast.ts';

/** Remembers what was found in stages that an edit leaves as they are, as those that they build on. */
export interface StageMemo<Outcome> {
  /** What is found in the stage: what was found before, where nothing has changed. The stages come in order. */
  look(stage: Stage, find: (base: Outcome | undefined) => Look<Outcome>, around?: string): Look<Outcome>;
}

/** What a look at a stage brings. */
export interface Look<Outcome> {
  readonly findings: readonly Diagnostic[];
  /** What it leaves to the stages that build on it. */
  readonly outcome: Outcome;
}

/** A stage as it was when its findings were looked for. A new one stands for new findings. */
interface KnownStage<Outcome> {
  readonly instructions: readonly Instruction[];
  /** Where the instructions begin, behind the FROM. */
  readonly starts: readonly number[];
  readonly index: number;
  readonly baseName: string | undefined;
  readonly base: KnownStage<Outcome> | undefined;
  /** What else the findings follow from. */
  readonly around: string;
  readonly outcome: Outcome;
}

export function stageMemo<Outcome>(): StageMemo<Outcome> {
  const known = new WeakMap<From, KnownStage<Outcome>>();
  const found = nodeMemo<From>();
  return {
    look(stage, find, around = '') {
      const { from, baseStage } = stage;
      const base = baseStage && known.get(baseStage.from);
      const before = known.get(from);
      const kept = before && isSame(before, stage, { base, around }) ? found.get(from) : undefined;
      if (before && kept) return { findings: kept, outcome: before.outcome };
      const look = find(base?.outcome);
      known.set(from, knownStage(stage, { base, around, outcome: look.outcome }));
      found.set(from, look.findings);
      return look;
    },
  };
}

function knownStage<Outcome>(
  { from, instructions, index, baseName }: Stage,
  rest: Pick<KnownStage<Outcome>, 'base' | 'around' | 'outcome'>,
): KnownStage<Outcome> {
  return {
    instructions,
    starts: instructions.map(({ span }) => span.start - from.span.start),
    index,
    baseName,
    ...rest,
  };
}

function isSame<Outcome>(
  before: KnownStage<Outcome>,
  { from, instructions, index, baseName }: Stage,
  { base, around }: Pick<KnownStage<Outcome>, 'base' | 'around'>,
): boolean {
  if (before.index !== index || before.baseName !== baseName) return false;
  if (before.base !== base || before.around !== around) return false;
  if (before.instructions.length !== instructions.length) return false;
  const { start } = from.span;
  return instructions.every(
    (instruction, at) =>
      before.instructions[at] === instruction && before.starts[at] === instruction.span.start - start,
  );
}
