import type { BuildPlan, PlannedInstruction, PlannedStage } from '../../../protocol/messages.ts';

/** A step of a build by its name: `[stage 2/4] RUN make`, or `[2/4] RUN make` where there is one stage without a name. */
export interface NumberedStep {
  /** Empty where the name has none. */
  readonly stage: string;
  readonly number: number;
  readonly count: number;
  /** As it stands in the Dockerfile, with its variables expanded. */
  readonly instruction: string;
}

/** Reads the name of a step; undefined for the builder's own work, such as `[internal] load build context`. */
export function numberedStep(name: string): NumberedStep | undefined {
  // A platform may stand before the stage, and numbers are padded with spaces.
  const [, label = '', number, count, instruction = ''] = /^\[([^\]]*?) *(\d+)\/(\d+)\] (.+)$/s.exec(name) ?? [];
  if (number === undefined) return undefined;
  return { stage: label.split(' ').at(-1) ?? '', number: Number(number), count: Number(count), instruction };
}

/**
 * Which instruction a step stands for. BuildKit numbers what makes layers, each stage by itself; the classic builder
 * numbers all instructions of the file. Source: moby/buildkit frontend/dockerfile/dockerfile2llb/convert.go.
 */
export function instructionOfStep(plan: BuildPlan, name: string): PlannedInstruction | undefined {
  const step = numberedStep(name);
  if (!step) return undefined;
  const keyword = /^\w+/.exec(step.instruction)?.[0].toUpperCase();
  // What the base image has behind ONBUILD comes with its FROM.
  if (keyword === 'ONBUILD') return stageOf(plan, step)?.from ?? ofWholeFile(plan, step);
  const found = [layerOfStage(plan, step), ofWholeFile(plan, step)].filter((one) => one?.keyword === keyword);
  // The classic builder counts the labels that it is given, too: both numbers may lead to an instruction.
  return found.find((one) => `${one?.keyword} ${one?.text}` === step.instruction.replaceAll(/\s+/g, ' ')) ?? found[0];
}

function stageOf({ stages }: BuildPlan, { stage }: NumberedStep): PlannedStage | undefined {
  return stage === '' ? onlyStage(stages) : stageNamed(stages, stage);
}

function layerOfStage(plan: BuildPlan, step: NumberedStep): PlannedInstruction | undefined {
  const { number, count } = step;
  const found = stageOf(plan, step);
  if (!found) return undefined;
  const isOnImage = found.baseStage === undefined && !found.isBare;
  const layers = [
    ...(isOnImage ? [found.from] : []),
    ...found.instructions.filter(({ keyword }) => layerKeywords.has(keyword)),
  ];
  // What the base image has behind ONBUILD comes between FROM and the first instruction.
  const triggers = Math.max(0, count - layers.length);
  return number === 1 && isOnImage ? found.from : layers[number - 1 - triggers];
}

const layerKeywords: ReadonlySet<string> = new Set(['RUN', 'COPY', 'ADD', 'WORKDIR']);

function onlyStage(stages: readonly PlannedStage[]): PlannedStage | undefined {
  return stages.length === 1 ? stages[0] : undefined;
}

function stageNamed(stages: readonly PlannedStage[], label: string): PlannedStage | undefined {
  const number = /^stage-(\d+)$/.exec(label)?.[1];
  return (
    stages.find(({ name }) => name.toLowerCase() === label.toLowerCase()) ??
    (number === undefined ? undefined : stages[Number(number)])
  );
}

function ofWholeFile({ globals, stages }: BuildPlan, { stage, number }: NumberedStep): PlannedInstruction | undefined {
  if (stage !== '') return undefined;
  const all = stages.flatMap(({ from, instructions }) => [from, ...instructions]);
  return all[number - 1 - globals];
}
