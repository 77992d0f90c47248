import type { Span } from '../text/span.ts';
import { dockerfileModel } from './model.ts';
import type { Stage } from './model.ts';
import type { Instruction } from './parse/ast.ts';
import { unquoted } from './lint/literals.ts';

/** What a build goes through: the stages of a Dockerfile, and what can be given to it. */
export interface BuildPlan {
  /** How many instructions stand before the first FROM. */
  readonly globals: number;
  readonly stages: readonly PlannedStage[];
  /** The build arguments, each once, in the order of the text. */
  readonly arguments: readonly PlannedArgument[];
}

export interface PlannedStage {
  /** Empty where the stage has no name. */
  readonly name: string;
  /** The number of the stage that it builds on. */
  readonly baseStage: number | undefined;
  /** Whether it begins with nothing: `FROM scratch`. */
  readonly isBare: boolean;
  readonly from: PlannedInstruction;
  readonly instructions: readonly PlannedInstruction[];
}

export interface PlannedInstruction {
  /** In capitals. */
  readonly keyword: string;
  /** What stands behind the keyword, flags too, in one line. */
  readonly text: string;
  readonly span: Span;
}

export interface PlannedArgument {
  readonly name: string;
  /** As written, without its quotes. */
  readonly default: string | undefined;
}

/** Reads what a build of a Dockerfile will do. Never throws. */
export function buildPlan(text: string): BuildPlan {
  const { tree, globals, stages } = dockerfileModel(text);
  const args = new Map<string, PlannedArgument>();
  for (const instruction of tree.instructions) {
    if (instruction.kind !== 'arg') continue;
    for (const { name, value } of instruction.pairs) {
      const known = args.get(name.text);
      args.set(name.text, { name: name.text, default: known?.default ?? (value && unquoted(value.text)) });
    }
  }
  return { globals: globals.length, stages: stages.map(plannedStage), arguments: [...args.values()] };
}

function plannedStage({ name, baseStage, baseName, from, instructions }: Stage): PlannedStage {
  return {
    name: name?.text ?? '',
    baseStage: baseStage?.index,
    isBare: baseName === 'scratch' && !baseStage,
    from: plannedInstruction(from),
    instructions: instructions.map(plannedInstruction),
  };
}

function plannedInstruction({ keyword, line, span }: Instruction): PlannedInstruction {
  return {
    keyword: keyword.text.toUpperCase(),
    text: line.text
      .slice(keyword.at + keyword.text.length)
      .trim()
      .replaceAll(/\s+/g, ' '),
    span: { start: span.start, end: span.end },
  };
}
