import type { Diagnostic } from '../../lint/diagnostic.ts';
import { nodeMemo } from '../../lint/nodeMemo.ts';
import type { Stage } from '../model.ts';
import type { From, Instruction } from '../parse/ast.ts';

/** Remembers what was found in stages that an edit leaves as they are, as those that they build on. */
export interface StageMemo {
  /** What is found in the stage: what was found before, where nothing has changed. The stages come in order. */
  findings(stage: Stage, find: (stage: Stage) => readonly Diagnostic[]): readonly Diagnostic[];
}

/** A stage as it was when its findings were looked for. A new one stands for new findings. */
interface KnownStage {
  readonly instructions: readonly Instruction[];
  /** Where the instructions begin, behind the FROM. */
  readonly starts: readonly number[];
  readonly index: number;
  readonly baseName: string | undefined;
  readonly base: KnownStage | undefined;
}

export function stageMemo(): StageMemo {
  const known = new WeakMap<From, KnownStage>();
  const found = nodeMemo<From>();
  return {
    findings(stage, find) {
      const { from, baseStage } = stage;
      const base = baseStage && known.get(baseStage.from);
      const before = known.get(from);
      const kept = before && isSame(before, stage, base) ? found.get(from) : undefined;
      if (kept) return kept;
      known.set(from, knownStage(stage, base));
      const findings = find(stage);
      found.set(from, findings);
      return findings;
    },
  };
}

function knownStage({ from, instructions, index, baseName }: Stage, base: KnownStage | undefined): KnownStage {
  return { instructions, starts: instructions.map(({ span }) => span.start - from.span.start), index, baseName, base };
}

function isSame(
  before: KnownStage,
  { from, instructions, index, baseName }: Stage,
  base: KnownStage | undefined,
): boolean {
  if (before.index !== index || before.baseName !== baseName || before.base !== base) return false;
  if (before.instructions.length !== instructions.length) return false;
  const { start } = from.span;
  return instructions.every(
    (instruction, at) =>
      before.instructions[at] === instruction && before.starts[at] === instruction.span.start - start,
  );
}
