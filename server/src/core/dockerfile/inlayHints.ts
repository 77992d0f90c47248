import type { InlayHint, InlayHintKind } from '../language.ts';
import type { Span } from '../text/span.ts';
import type { DockerfileModel } from './model.ts';
import type { Instruction, Word } from './parse/ast.ts';
import { expand } from './parse/expand.ts';
import { logicalOffset } from './parse/logicalLine.ts';
import type { VariableUse } from './parse/variables.ts';
import { variablesIn } from './parse/variables.ts';
import type { Scope } from './variables/scope.ts';
import { visitExpandedWords } from './variables/values.ts';

/** The values of variables where they are used, and the stages that numbers mean, in the lines that `span` touches. */
export function inlayHints(
  model: DockerfileModel,
  span: Span,
  kinds: ReadonlySet<InlayHintKind>,
): readonly InlayHint[] {
  const hints = [
    ...(kinds.has('stage') ? stageHints(model, span) : []),
    ...(kinds.has('variable') ? variableHints(model, span) : []),
  ];
  return hints.sort((a, b) => a.offset - b.offset);
}

/** `--from=0` names a stage by its place, which a reader would have to count. */
function stageHints(model: DockerfileModel, range: Span): readonly InlayHint[] {
  return model.references().flatMap(({ span, name, target, instruction }) => {
    const text = target?.name?.text ?? target?.base?.text;
    const isNumber = instruction.kind !== 'from' && /^[+-]?\d+$/.test(name);
    if (!isNumber || text === undefined || !isWithin(span.end, range)) return [];
    return [{ offset: span.end, kind: 'stage', text: clipped(text) }];
  });
}

function variableHints(model: DockerfileModel, range: Span): readonly InlayHint[] {
  const escape = model.tree.escape.charCodeAt(0);
  const hints: InlayHint[] = [];
  visitExpandedWords(model, (instruction, words, scope) => {
    if (instruction.span.start > range.end || instruction.span.end < range.start) return;
    for (const word of words) addHints({ hints, instruction, scope, escape }, word, range);
  });
  return hints;
}

interface Place {
  readonly hints: InlayHint[];
  readonly instruction: Instruction;
  readonly scope: Scope;
  readonly escape: number;
}

function addHints(place: Place, word: Word, range: Span): void {
  for (const use of variablesIn(place.instruction.line, word, place.escape)) {
    const offset = use.span.end;
    const value = isWithin(offset, range) ? valueOfUse(place, use) : undefined;
    if (value) place.hints.push({ offset, kind: 'variable', text: clipped(value) });
  }
}

function valueOfUse({ instruction, scope, escape }: Place, { span }: VariableUse): string | undefined {
  const { line } = instruction;
  const text = line.text.slice(logicalOffset(line, span.start), logicalOffset(line, span.end - 1) + 1);
  return expand(text, escape, scope, 'word').value;
}

function isWithin(offset: number, { start, end }: Span): boolean {
  return offset >= start && offset <= end;
}

/** A hint is read in passing, within a line of code. */
const maxLength = 40;

function clipped(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}
