import type { Completion } from '../language.ts';
import { argumentCompletions } from './completion/arguments.ts';
import { directiveCompletions } from './completion/directives.ts';
import { flagCompletions, flagValueCompletions } from './completion/flags.ts';
import { heredocEnds, heredocOpenings } from './completion/heredocs.ts';
import { offer } from './completion/offers.ts';
import { checkCommentCompletions, pragmaCompletions } from './completion/pragmas.ts';
import { programsInBody } from './completion/programs.ts';
import { bodyVariableCompletions, operatorCompletions, variableCompletions } from './completion/variables.ts';
import { instructionDocs } from './docs.ts';
import type { InstructionSpec } from './instructions.ts';
import { instructionSpecs } from './instructions.ts';
import type { DockerfileModel } from './model.ts';
import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { Instruction } from './parse/ast.ts';
import type { InstructionPosition } from './position.ts';
import type { Pattern } from './patterns.ts';
import { patterns } from './patterns.ts';
import { positionAt, wordAround } from './position.ts';

/** What can be written at `offset`: instructions, flags and their values, directives, stages, variables. */
export function completion(model: DockerfileModel, offset: number): readonly Completion[] {
  const position = positionAt(model, offset);
  // Between two lines of an instruction a cursor touches none of its words.
  if (position.kind === 'instruction') {
    return inInstruction(model, position, offset).filter(({ span }) => touches(span, offset));
  }
  if (position.kind === 'directive') return directiveCompletions(model, offset);
  if (position.kind === 'comment') {
    const { span } = position.comment;
    const offers = [...pragmaCompletions(model, span, offset), ...directiveCompletions(model, offset)];
    return offers.length > 0 ? offers : checkCommentCompletions(model, span, offset);
  }
  if (position.kind === 'body') {
    return bodyVariableCompletions(model, offset) ?? [...heredocEnds(model, offset), ...programsInBody(model, offset)];
  }
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
  const variables = variableCompletions(model, instruction, at) ?? operatorCompletions(instruction, at);
  if (variables) return variables;
  const flag = instruction.flags.find(
    ({ valueWord }) => valueWord && at >= valueWord.at && at <= valueWord.at + valueWord.text.length,
  );
  if (flag) return flagValueCompletions(model, instruction, flag, at);
  const word = wordAround(line, at, offset);
  const index = argumentIndex(instruction, word.start);
  const flags = index === 0 ? flagCompletions(instruction, word, at) : [];
  if (line.text.charAt(word.start) === '-') return flags;
  const heredocs = heredocOpenings(model, instruction, word);
  if (heredocs.length > 0) return heredocs;
  // A trigger cannot have triggers of its own.
  if (instruction.kind === 'onbuild' && index === 0 && !isTrigger) {
    return keywordCompletions(model, { span: word.span, isBare: true, current: instruction, isTrigger: true });
  }
  return [...argumentCompletions(model, { instruction, index, word, at, offset }), ...flags];
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
  const keywords = instructionSpecs
    .filter((spec) => (place.isTrigger ? spec.isTrigger : !isBeforeFrom || beforeFrom.has(spec.kind)))
    .map((spec, index) => keywordCompletion(spec, index, place, toCase));
  if (place.isTrigger || !place.isBare) return keywords;
  return [...keywords, ...patternCompletions(model, place, isBeforeFrom && !first ? 'file' : 'stage')];
}

/** Whole files where none is begun yet, groups of instructions within a stage. */
function patternCompletions(
  { tree }: DockerfileModel,
  { span, current }: KeywordPlace,
  wanted: Pattern['place'],
): readonly Completion[] {
  const isBegun = tree.instructions.some((instruction) => instruction !== current);
  if (wanted === 'file' && isBegun) return [];
  // The file has its own `# syntax=` already, or other directives that must stay first.
  const hasTop = tree.directives.length > 0 || tree.comments.length > 0;
  return patterns
    .filter(({ place }) => place === wanted)
    .map(({ label, summary, snippet }, index) => {
      const newText = hasTop ? snippet.replace(/^# syntax=.*\n/, '') : snippet;
      const docs: Completion['docs'] = [{ kind: 'code', language: 'dockerfile', code: plainText(newText) }];
      return offer(label, span, index, { kind: 'snippet', newText, isSnippet: true, detail: summary, group: 5, docs });
    });
}

function plainText(snippet: string): string {
  return snippet.replaceAll(/\$\{\d:([^}]*)\}|\$\d/g, '$1').replaceAll(/\\([$\\}])/g, '$1');
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

/** How many arguments stand before the word that begins at `start`. */
function argumentIndex({ line, argumentsAt }: Instruction, start: number): number {
  const before = line.text.slice(Math.min(argumentsAt, start), start).trim();
  return before === '' ? 0 : before.split(/\s+/).length;
}
