import type { BuildPlan, PlannedInstruction } from '../../../protocol/messages.ts';

/** A step of an image's history, the newest first, as the engine tells it. */
interface HistoryEntry {
  readonly createdBy: string;
  /** Bytes. */
  readonly size: number;
}

/** What the instructions of a Dockerfile add to an image. */
export interface LayerSizes {
  /** Bytes, of the instructions that surely made what the image has. */
  readonly sizes: ReadonlyMap<PlannedInstruction, number>;
  /** Bytes of the image that the first of its stages is built on; undefined where not all instructions were found. */
  readonly base: number | undefined;
  /** Bytes of the whole image. */
  readonly total: number;
}

/**
 * Finds the instructions of a stage, and of those that it builds on, in the history of an image: from the end, as long as
 * they are the same. So nothing false is said of an image that was built from another version of the file.
 */
export function layerSizes(plan: BuildPlan, stage: number, history: readonly HistoryEntry[]): LayerSizes {
  const sizes = new Map<PlannedInstruction, number>();
  const instructions = instructionsOf(plan.stages, stage);
  // What a build was told to label is an instruction of its own to the classic builder.
  const labels = Math.max(
    0,
    history.findIndex(({ createdBy }) => !isLabel(createdBy)),
  );
  const own = instructions.length - 1 - instructions.findLastIndex(({ keyword }) => keyword !== 'LABEL');
  let at = Math.max(0, labels - own);
  for (const instruction of instructions.toReversed()) {
    const entry = history[at];
    if (entry && isMadeBy(entry.createdBy, instruction)) {
      sizes.set(instruction, entry.size);
      at++;
    } else if (!silent.has(instruction.keyword)) {
      break;
    }
  }
  const isWhole = instructions.every((instruction) => sizes.has(instruction) || silent.has(instruction.keyword));
  return { sizes, base: isWhole ? sum(history.slice(at)) : undefined, total: sum(history) };
}

/** The stage of a Dockerfile that an image was built from, and its sizes: the one whose instructions are all found, else most. */
export function sizesOfImage(
  plan: BuildPlan,
  history: readonly HistoryEntry[],
): { readonly target: number; readonly sizes: LayerSizes } | undefined {
  const all = plan.stages.map((_, target) => ({ target, sizes: layerSizes(plan, target, history) })).toReversed();
  const known = all.filter(({ sizes }) => sizes.sizes.size > 0);
  const whole = known.filter(({ sizes }) => sizes.base !== undefined);
  return (whole.length > 0 ? whole : known).toSorted((a, b) => b.sizes.sizes.size - a.sizes.sizes.size)[0];
}

/** These leave no trace with some builders. */
const silent: ReadonlySet<string> = new Set(['ARG', 'ONBUILD']);

function sum(history: readonly HistoryEntry[]): number {
  return history.reduce((total, { size }) => total + size, 0);
}

function isLabel(createdBy: string): boolean {
  return readHistory(createdBy).name === 'LABEL';
}

function instructionsOf(stages: BuildPlan['stages'], index: number): readonly PlannedInstruction[] {
  const stage = stages[index];
  if (!stage) return [];
  const { baseStage } = stage;
  // A stage builds on an earlier one only.
  const below = baseStage !== undefined && baseStage < index ? instructionsOf(stages, baseStage) : [];
  return [...below, ...stage.instructions];
}

function isMadeBy(createdBy: string, { keyword, text }: PlannedInstruction): boolean {
  const { name, rest } = readHistory(createdBy);
  if (name !== keyword) return false;
  if (keyword === 'COPY' || keyword === 'ADD') return isSameCopy(rest, text);
  if (keyword !== 'RUN') return true;
  const command = text.replace(/^(?:--\S+ )+/, '');
  // Scripts and the JSON form are told in other words.
  return command.startsWith('[') || command.includes('<<') || rest.includes(command);
}

/** What is copied is told by its names, without flags; where these are filled in or hashed, nothing speaks against it. */
function isSameCopy(rest: string, text: string): boolean {
  const paths = text.replace(/^(?:--\S+ )+/, '');
  return (
    /[$"'\\[<]/.test(paths) ||
    / in \S+ ?$/.test(rest) ||
    rest
      .replace(/ # buildkit$/, '')
      .replace(/^(?:--\S+ )+/, '')
      .trim() === paths
  );
}

/** BuildKit: `RUN /bin/sh -c make # buildkit`. Others: `/bin/sh -c make`, and `/bin/sh -c #(nop)  CMD ["a"]`. */
function readHistory(createdBy: string): { readonly name: string; readonly rest: string } {
  const text = createdBy.replaceAll(/\s+/g, ' ').trim();
  const [, quiet] = /#\(nop\) ?(.*)$/.exec(text) ?? [];
  const [, name, rest = ''] = /^([A-Z]+)\b ?(.*)$/.exec(quiet ?? text) ?? [];
  return name === undefined ? { name: 'RUN', rest: text } : { name, rest };
}
