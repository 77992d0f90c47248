import type { Completion } from '../language.ts';
import { directiveCompletions } from './directiveCompletion.ts';
import { flagCompletions, flagValueCompletions } from './flagCompletion.ts';
import { instructionDocs } from './docs.ts';
import type { InstructionSpec } from './instructions.ts';
import { instructionSpecs } from './instructions.ts';
import type { DockerfileModel } from './model.ts';
import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { Instruction, InstructionKind } from './parse/ast.ts';
import type { InstructionPosition } from './position.ts';
import { positionAt, wordAround } from './position.ts';
import { stageNames } from './stageCompletion.ts';
import { variableCompletions } from './variableCompletion.ts';

/** What can be written at `offset`: instructions, flags and their values, directives, stages, variables. */
export function completion(model: DockerfileModel, offset: number): readonly Completion[] {
  const position = positionAt(model, offset);
  // Between two lines of an instruction a cursor touches none of its words.
  if (position.kind === 'instruction') {
    return inInstruction(model, position, offset).filter(({ span }) => touches(span, offset));
  }
  if (position.kind === 'directive' || position.kind === 'comment') return directiveCompletions(model, offset);
  if (position.kind === 'body') return [];
  const span = { start: offset, end: offset };
  return keywordCompletions(model, { span, isBare: true, current: undefined, isTrigger: false });
}

function inInstruction(model: DockerfileModel, position: InstructionPosition, offset: number): readonly Completion[] {
  const { instruction, isTrigger, at } = position;
  const { keyword, line } = instruction;
  if (at <= keyword.at + keyword.text.length) {
    const isBare = line.text.slice(keyword.at + keyword.text.length).trim() === '';
    return keywordCompletions(model, { span: keyword.span, isBare, current: instruction, isTrigger });
  }
  const variables = variableCompletions(model, instruction, at);
  if (variables) return variables;
  const flag = instruction.flags.find(
    ({ valueWord }) => valueWord && at >= valueWord.at && at <= valueWord.at + valueWord.text.length,
  );
  if (flag) return flagValueCompletions(model, instruction, flag, at);
  const word = wordAround(line, at, offset);
  const index = argumentIndex(instruction, word.start);
  const flags = index === 0 ? flagCompletions(instruction, word, at) : [];
  if (line.text.charAt(word.start) === '-') return flags;
  return [
    ...(argumentCompletions.get(instruction.kind)?.(model, { instruction, index, span: word.span }) ?? []),
    ...flags,
  ];
}

interface KeywordPlace {
  readonly span: Span;
  /** Whether nothing follows, so that a whole snippet fits. */
  readonly isBare: boolean;
  /** The instruction whose keyword is being written. */
  readonly current: Instruction | undefined;
  readonly isTrigger: boolean;
}

function keywordCompletions(model: DockerfileModel, place: KeywordPlace): readonly Completion[] {
  const { tree, stages } = model;
  const first = stages.find(({ from }) => from !== place.current)?.from;
  const isBeforeFrom = !first || first.span.start >= place.span.start;
  const other = tree.instructions.find((known) => known !== place.current && known.kind !== 'unknown')?.keyword.text;
  const toCase = other === undefined || other !== other.toLowerCase() ? (text: string) => text : lowerKeyword;
  return instructionSpecs
    .filter((spec) => (place.isTrigger ? spec.isTrigger : !isBeforeFrom || beforeFrom.has(spec.kind)))
    .map((spec, index) => keywordCompletion(spec, index, place, toCase));
}

const beforeFrom = new Set(['from', 'arg']);

function keywordCompletion(
  spec: InstructionSpec,
  index: number,
  { span, isBare }: KeywordPlace,
  toCase: (text: string) => string,
): Completion {
  return {
    label: toCase(spec.keyword),
    kind: 'keyword',
    span,
    newText: isBare ? toCase(spec.snippet) : toCase(spec.keyword),
    isSnippet: isBare,
    detail: spec.summary,
    sortText: String(index).padStart(2, '0'),
    ...(spec.insteadOf ? { deprecated: true } : {}),
    docs: instructionDocs(spec),
  };
}

/** Writes the keyword at the start in lower case, and leaves the rest. */
function lowerKeyword(text: string): string {
  return text.replace(/^[A-Z]+/, (keyword) => keyword.toLowerCase());
}

interface ArgumentPlace {
  readonly instruction: Instruction;
  /** How many arguments stand before it. */
  readonly index: number;
  readonly span: Span;
}

type ArgumentCompletions = (model: DockerfileModel, place: ArgumentPlace) => readonly Completion[];

const argumentCompletions: ReadonlyMap<InstructionKind, ArgumentCompletions> = new Map([
  [
    'from',
    (model, { instruction, index, span }) => {
      if (index === 0) return [...stageNames(model, instruction, span), ...plain(['scratch'], span)];
      return index === 1 ? plain([instruction.keyword.text === 'from' ? 'as' : 'AS'], span) : [];
    },
  ],
  [
    'onbuild',
    (model, { instruction, index, span }) =>
      index === 0 ? keywordCompletions(model, { span, isBare: true, current: instruction, isTrigger: true }) : [],
  ],
  ['healthcheck', (_, { index, span }) => (index === 0 ? plain(['CMD', 'NONE'], span) : [])],
  ['stopsignal', (_, { index, span }) => (index === 0 ? plain(signals, span) : [])],
]);

/** The signals that one gives to STOPSIGNAL. */
const signals = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH', 'SIGKILL'];

/** How many arguments stand before the word that begins at `start`. */
function argumentIndex({ line, argumentsAt }: Instruction, start: number): number {
  const before = line.text.slice(Math.min(argumentsAt, start), start).trim();
  return before === '' ? 0 : before.split(/\s+/).length;
}

function plain(values: readonly string[], span: Span): readonly Completion[] {
  return values.map((label, index) => ({
    label,
    kind: 'value',
    span,
    newText: label,
    isSnippet: false,
    sortText: `1${String(index).padStart(2, '0')}`,
    docs: [],
  }));
}
