import type * as protocol from '../../../../protocol/messages.ts';
import type { BuildPlan, PlannedInstruction } from '../../core/dockerfile/buildPlan.ts';
import { buildPlanOf } from '../../core/languages.ts';
import type { LineIndex } from '../../core/text/lineIndex.ts';
import { lineIndex } from '../../core/text/lineIndex.ts';
import type { Span } from '../../core/text/span.ts';

/** What a build of a Dockerfile goes through, with its places. */
export async function buildPlan({ text }: protocol.BuildPlanParams): Promise<protocol.BuildPlan> {
  return withPlaces(await buildPlanOf(text), text);
}

/** The same with lines and characters in place of offsets. */
export function withPlaces(plan: BuildPlan, text: string): protocol.BuildPlan {
  const lines = lineIndex(text);
  return {
    globals: plan.globals,
    stages: plan.stages.map(({ name, baseStage, isBare, from, instructions }) => ({
      name,
      ...(baseStage !== undefined && { baseStage }),
      isBare,
      from: placed(from, lines),
      instructions: instructions.map((instruction) => placed(instruction, lines)),
    })),
    arguments: plan.arguments.map(({ name, default: value }) => ({
      name,
      ...(value !== undefined && { default: value }),
    })),
  };
}

function placed({ keyword, text, span, commands }: PlannedInstruction, lines: LineIndex): protocol.PlannedInstruction {
  return {
    keyword,
    text,
    ...placeOf(span, lines),
    ...(commands.length > 0 && {
      commands: commands.map(({ words, span: place }) => ({ words, ...placeOf(place, lines) })),
    }),
  };
}

function placeOf({ start, end }: Span, lines: LineIndex): Omit<protocol.PlannedCommand, 'words'> {
  return { start: lines.positionAt(start), end: lines.positionAt(end) };
}
