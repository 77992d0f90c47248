import type { Span } from '../text/span.ts';
import { dockerfileModel } from './model.ts';
import type { Stage } from './model.ts';
import type { Instruction, InstructionOf } from './parse/ast.ts';
import { simpleCommands } from '../shell/commands.ts';
import { scriptsOf } from './commands/runCommands.ts';
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
  /** The programs that a RUN starts, in the order of the text. */
  readonly commands: readonly PlannedCommand[];
}

export interface PlannedCommand {
  /** Its name and its arguments without quotes; a `$` in them is a variable. */
  readonly words: readonly string[];
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
  return {
    globals: globals.length,
    stages: stages.map((stage) => plannedStage(stage, text)),
    arguments: [...args.values()],
  };
}

function plannedStage({ name, baseStage, baseName, from, instructions }: Stage, text: string): PlannedStage {
  return {
    name: name?.text ?? '',
    baseStage: baseStage?.index,
    isBare: baseName === 'scratch' && !baseStage,
    from: plannedInstruction(from, text),
    instructions: instructions.map((instruction) => plannedInstruction(instruction, text)),
  };
}

function plannedInstruction(instruction: Instruction, text: string): PlannedInstruction {
  const { keyword, line, span } = instruction;
  return {
    keyword: keyword.text.toUpperCase(),
    text: line.text
      .slice(keyword.at + keyword.text.length)
      .trim()
      .replaceAll(/\s+/g, ' '),
    span: { start: span.start, end: span.end },
    commands: instruction.kind === 'run' ? plannedCommands(instruction, text) : [],
  };
}

function plannedCommands(run: InstructionOf<'run'>, text: string): readonly PlannedCommand[] {
  return scriptsOf(run, text).flatMap(({ script, spanOf }) =>
    simpleCommands(script).flatMap(({ words }): readonly PlannedCommand[] => {
      const [first] = words;
      const last = words.at(-1);
      if (!first || !last) return [];
      return [{ words: words.map((word) => word.text), span: spanOf({ start: first.start, end: last.end }) }];
    }),
  );
}
