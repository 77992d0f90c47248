import { perObject } from '../perObject.ts';
import type { Span } from '../text/span.ts';
import { expand } from './parse/expand.ts';
import type { DockerfileTree, Flag, From, Instruction, InstructionOf, Word } from './parse/ast.ts';
import { parseDockerfile } from './parse/parse.ts';
import { sourceSpan } from './parse/logicalLine.ts';
import { mountFields } from './mountFields.ts';
import type { Scope } from './variables/scope.ts';
import { globalScope, setVariable } from './variables/scope.ts';

/** A Dockerfile: its tree, and the stages that it is made of. */
export interface DockerfileModel {
  readonly tree: DockerfileTree;
  readonly text: string;
  /** What stands before the first FROM. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly Stage[];
  /** All places that name a stage, or an image to take files from, in the order of the text. Computed when first asked for. */
  readonly references: () => readonly StageReference[];
}

/** What a FROM begins. It keeps its identity as long as edits leave it, and what it builds on, as they are. */
export interface Stage {
  readonly index: number;
  readonly from: From;
  /** The word behind AS. */
  readonly name: Word | undefined;
  /** The image or stage it builds on, as written. */
  readonly base: Word | undefined;
  /** The stage that it builds on, where `base` names an earlier one. */
  readonly baseStage: Stage | undefined;
  /** The base with variables expanded; undefined where its value depends on the build. */
  readonly baseName: string | undefined;
  /** The instructions behind FROM. */
  readonly instructions: readonly Instruction[];
  readonly span: Span;
}

/** A place that names a stage: FROM, `COPY --from`, or `from` in `RUN --mount`. */
export interface StageReference {
  /** The name as written. */
  readonly span: Span;
  readonly name: string;
  /** Where it stands. */
  readonly instruction: InstructionOf<'from' | 'copy' | 'run'>;
  /** Whether that stands behind ONBUILD: it counts in the stages that build on this one. */
  readonly isTrigger: boolean;
  /** The stage that it stands in. */
  readonly from: Stage;
  /** The stage that it names; absent for an image or a named context. */
  readonly target: Stage | undefined;
}

/**
 * Reads a Dockerfile. Never throws. What is still there of an earlier model is taken over, with its identity; the
 * earlier model is not to be used any more.
 */
export function dockerfileModel(text: string, earlier?: DockerfileModel): DockerfileModel {
  const tree = parseDockerfile(text, earlier?.tree);
  const firstFrom = tree.instructions.findIndex(({ kind }) => kind === 'from');
  const globals = firstFrom < 0 ? tree.instructions : tree.instructions.slice(0, firstFrom);
  const before = new Map(earlier?.stages.map((stage) => [stage.from, stage]));
  const stages = firstFrom < 0 ? [] : stagesOf(tree, globals, before);
  let references: readonly StageReference[] | undefined;
  return { tree, text, globals, stages, references: () => (references ??= findReferences(stages)) };
}

/** The variables that FROM lines see: those of the ARG before the first of them. */
function scopeOfGlobals(tree: DockerfileTree, globals: readonly Instruction[]): Scope {
  const scope = globalScope();
  const escape = tree.escape.charCodeAt(0);
  for (const instruction of globals) {
    if (instruction.kind !== 'arg') continue;
    for (const { name, value } of instruction.pairs) {
      if (value) setVariable(scope, name.text, expand(value.text, escape, scope, 'word').value);
    }
  }
  return scope;
}

function findReferences(stages: readonly Stage[]): readonly StageReference[] {
  const named = namedStages(stages);
  const references: StageReference[] = [];
  for (const stage of stages) {
    const { from, base, baseStage } = stage;
    if (base)
      references.push({
        span: base.span,
        name: base.text,
        instruction: from,
        isTrigger: false,
        from: stage,
        target: baseStage,
      });
    for (const { instruction, isTrigger } of takersOf(stage)) {
      for (const { name, span } of namesIn(instruction)) {
        const target = isNumber(name) ? stages[Number(name)] : named.get(name.toLowerCase());
        references.push({ span, name, instruction, isTrigger, from: stage, target });
      }
    }
  }
  return references;
}

/** An instruction that may name a stage to take files from. */
type Taker = Pick<StageReference, 'isTrigger'> & { readonly instruction: InstructionOf<'copy' | 'run'> };

const takersOf = perObject(({ instructions }: Stage): readonly Taker[] => {
  const takers: Taker[] = [];
  for (const instruction of instructions) {
    const inner = instruction.kind === 'onbuild' ? instruction.trigger : instruction;
    if (inner?.kind !== 'copy' && inner?.kind !== 'run') continue;
    if (inner.flags.some(mayNameStage)) takers.push({ instruction: inner, isTrigger: inner !== instruction });
  }
  return takers;
});

function mayNameStage({ name, value }: Flag): boolean {
  return name === 'from' || (name === 'mount' && value?.includes('from') === true);
}

function isNumber(name: string): boolean {
  return /^[+-]?\d+$/.test(name);
}

function stagesOf(
  tree: DockerfileTree,
  globals: readonly Instruction[],
  before: ReadonlyMap<From, Stage>,
): readonly Stage[] {
  const scope = scopeOfGlobals(tree, globals);
  const escape = tree.escape.charCodeAt(0);
  const named = new Map<string, Stage>();
  const stages: Stage[] = [];
  let at = globals.length;
  while (at < tree.instructions.length) {
    const from = tree.instructions[at];
    let end = at + 1;
    while (end < tree.instructions.length && tree.instructions[end]?.kind !== 'from') end++;
    if (from?.kind === 'from') {
      const baseName = baseNameOf(from, escape, scope);
      const place = { from, index: stages.length, baseName, baseStage: named.get(baseName ?? '') };
      const range = { all: tree.instructions, start: at + 1, end };
      const stage =
        keptStage(before.get(from), place, range) ?? stageOf(place, tree.instructions.slice(range.start, end));
      stages.push(stage);
      if (stage.name) named.set(stage.name.text.toLowerCase(), stage);
    }
    at = end;
  }
  return stages;
}

function baseNameOf(from: From, escape: number, scope: Scope): string | undefined {
  const base = from.words[0]?.text;
  if (base === undefined || !/[$"'\\`]/.test(base)) return base;
  return expand(base, escape, scope, 'word').value;
}

/** Where a stage stands, and what it builds on. */
type StagePlace = Pick<Stage, 'from' | 'index' | 'baseName' | 'baseStage'>;

function stageOf(place: StagePlace, instructions: readonly Instruction[]): Stage {
  const { from } = place;
  const [image, as, name] = from.words;
  const isNamed = as?.text.toLowerCase() === 'as';
  const stage = {
    ...place,
    name: isNamed ? name : undefined,
    base: image,
    instructions,
    get span(): Span {
      return { start: from.span.start, end: (instructions.at(-1) ?? from).span.end };
    },
  };
  distances.set(
    stage,
    instructions.map(({ span }) => span.start - from.span.start),
  );
  return stage;
}

/** How far behind their FROM the instructions of a stage stood when it was found. */
const distances = new WeakMap<Stage, readonly number[]>();

/** Some of the instructions of a file. */
interface InstructionRange {
  readonly all: readonly Instruction[];
  readonly start: number;
  readonly end: number;
}

/** The stage as it was before, where nothing is new in it, and nothing has moved in it. */
function keptStage(
  before: Stage | undefined,
  place: StagePlace,
  { all, start, end }: InstructionRange,
): Stage | undefined {
  if (!before || before.index !== place.index || before.baseName !== place.baseName) return undefined;
  if (before.baseStage !== place.baseStage || before.instructions.length !== end - start) return undefined;
  const known = distances.get(before) ?? [];
  const offset = place.from.span.start;
  for (let at = 0; at < end - start; at++) {
    const instruction = all[start + at];
    if (instruction !== before.instructions[at] || (instruction?.span.start ?? 0) - offset !== known[at])
      return undefined;
  }
  return before;
}

function namedStages(stages: readonly Stage[]): ReadonlyMap<string, Stage> {
  return new Map(stages.flatMap((stage) => (stage.name ? [[stage.name.text.toLowerCase(), stage]] : [])));
}

interface Named {
  readonly name: string;
  readonly span: Span;
}

function namesIn(instruction: InstructionOf<'copy' | 'run'>): readonly Named[] {
  if (instruction.kind === 'copy') return instruction.flags.flatMap(copySource);
  return instruction.flags.flatMap((flag) => mountSources(instruction, flag));
}

function copySource(flag: Flag): readonly Named[] {
  if (flag.name !== 'from' || !flag.value || !flag.valueWord) return [];
  return [{ name: flag.value, span: unquotedSpan(flag.valueWord) }];
}

const noNames: readonly Named[] = [];

/** Quotes around a value are no part of the name. */
function unquotedSpan({ text, span }: Word): Span {
  const isQuoted = /^(["']).*\1$/s.test(text);
  return isQuoted ? { start: span.start + 1, end: span.end - 1 } : span;
}

function mountSources(run: InstructionOf<'run'>, flag: Flag): readonly Named[] {
  if (!flag.value?.includes('from')) return noNames;
  return mountFields(flag)
    .filter(({ key, value }) => key === 'from' && value !== undefined && value !== '')
    .map(({ value = '', valueStart, end }) => ({ name: value, span: sourceSpan(run.line, valueStart, end) }));
}
