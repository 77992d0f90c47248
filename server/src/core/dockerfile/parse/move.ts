import type { Span } from '../../text/span.ts';
import type { CommandLine, Flag, Heredoc, Instruction, Pair, Segment, Word } from './ast.ts';

// Half a file moves with every key that is typed: loops that count spare the objects that iterators are made of.

/**
 * Moves a segment and all that it holds by a number of characters. It is changed in place, which is no more than an
 * addition for each span: nothing else may rely on where it was.
 */
export function moveSegment(segment: Segment, shift: number): void {
  moveSpan(segment, shift);
  moveEach(segment.comments, shift);
  moveEach(segment.errors, shift);
  if (segment.instruction) moveInstruction(segment.instruction, shift);
}

function moveInstruction(instruction: Instruction, shift: number): void {
  const sources: number[] = instruction.line.sources;
  for (let piece = 0; piece < sources.length; piece++) sources[piece] = (sources[piece] ?? 0) + shift;
  const { blankLines, heredocs } = instruction;
  for (let at = 0; at < blankLines.length; at++) moveSpan(blankLines[at], shift);
  for (let at = 0; at < heredocs.length; at++) moveHeredoc(heredocs[at], shift);
  moveNode(instruction, shift);
}

/** An instruction behind ONBUILD shares its line, comments and heredocs with it. */
function moveNode(instruction: Instruction, shift: number): void {
  moveSpan(instruction.span, shift);
  moveSpan(instruction.keyword.span, shift);
  const { flags } = instruction;
  for (let at = 0; at < flags.length; at++) moveFlag(flags[at], shift);
  if (instruction.kind === 'onbuild') {
    if (instruction.trigger) moveNode(instruction.trigger, shift);
  } else moveArguments(instruction, shift);
}

function moveArguments(instruction: Exclude<Instruction, { kind: 'onbuild' }>, shift: number): void {
  if ('words' in instruction) moveEach(instruction.words, shift);
  else if ('items' in instruction) moveEach(instruction.items, shift);
  else if ('pairs' in instruction) {
    const { pairs } = instruction;
    for (let at = 0; at < pairs.length; at++) movePair(pairs[at], shift);
  } else if ('rest' in instruction) moveWord(instruction.rest, shift);
  else if ('value' in instruction) moveWord(instruction.value, shift);
  else {
    if ('type' in instruction) moveWord(instruction.type, shift);
    moveCommand(instruction.command, shift);
  }
}

function moveCommand(command: CommandLine | undefined, shift: number): void {
  if (command?.form === 'json') {
    moveSpan(command.span, shift);
    moveEach(command.strings, shift);
  } else moveWord(command?.word, shift);
}

function movePair(pair: Pair | undefined, shift: number): void {
  if (!pair) return;
  moveSpan(pair.span, shift);
  if (pair.name.span !== pair.span) moveSpan(pair.name.span, shift);
  moveWord(pair.value, shift);
}

function moveFlag(flag: Flag | undefined, shift: number): void {
  moveSpan(flag?.span, shift);
  moveSpan(flag?.nameSpan, shift);
  moveWord(flag?.valueWord, shift);
}

function moveHeredoc(heredoc: Heredoc | undefined, shift: number): void {
  moveSpan(heredoc?.span, shift);
  moveSpan(heredoc?.nameSpan, shift);
  moveSpan(heredoc?.body, shift);
  moveSpan(heredoc?.terminator, shift);
}

function moveWord(word: Word | undefined, shift: number): void {
  moveSpan(word?.span, shift);
}

function moveEach(nodes: readonly { readonly span: Span }[], shift: number): void {
  for (let at = 0; at < nodes.length; at++) moveSpan(nodes[at]?.span, shift);
}

function moveSpan(span: Span | undefined, shift: number): void {
  if (!span) return;
  const moving: { start: number; end: number } = span;
  moving.start += shift;
  moving.end += shift;
}
