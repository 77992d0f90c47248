import type { Span } from '../../text/span.ts';
import type { CommandLine, Flag, Heredoc, Instruction, Segment, Word } from './ast.ts';

/**
 * Moves a segment and all that it holds by a number of characters. It is changed in place, which is no more than an
 * addition for each span: nothing else may rely on where it was.
 */
export function moveSegment(segment: Segment, shift: number): void {
  moveSpan(segment, shift);
  for (const { span } of segment.comments) moveSpan(span, shift);
  for (const { span } of segment.errors) moveSpan(span, shift);
  if (segment.instruction) moveInstruction(segment.instruction, shift);
}

function moveInstruction(instruction: Instruction, shift: number): void {
  const sources: number[] = instruction.line.sources;
  for (let piece = 0; piece < sources.length; piece++) sources[piece] = (sources[piece] ?? 0) + shift;
  for (const span of instruction.blankLines) moveSpan(span, shift);
  for (const heredoc of instruction.heredocs) moveHeredoc(heredoc, shift);
  moveNode(instruction, shift);
}

/** An instruction behind ONBUILD shares its line, comments and heredocs with it. */
function moveNode(instruction: Instruction, shift: number): void {
  moveSpan(instruction.span, shift);
  moveSpan(instruction.keyword.span, shift);
  for (const flag of instruction.flags) moveFlag(flag, shift);
  if (instruction.kind === 'onbuild') {
    if (instruction.trigger) moveNode(instruction.trigger, shift);
  } else moveArguments(instruction, shift);
}

function moveArguments(instruction: Exclude<Instruction, { kind: 'onbuild' }>, shift: number): void {
  if ('words' in instruction) for (const { span } of instruction.words) moveSpan(span, shift);
  else if ('items' in instruction) for (const { span } of instruction.items) moveSpan(span, shift);
  else if ('pairs' in instruction) {
    for (const { span, name, value } of instruction.pairs) {
      moveSpan(span, shift);
      if (name.span !== span) moveSpan(name.span, shift);
      moveWord(value, shift);
    }
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
    for (const { span } of command.strings) moveSpan(span, shift);
  } else moveWord(command?.word, shift);
}

function moveFlag({ span, nameSpan, valueWord }: Flag, shift: number): void {
  moveSpan(span, shift);
  moveSpan(nameSpan, shift);
  moveWord(valueWord, shift);
}

function moveHeredoc({ span, nameSpan, body, terminator }: Heredoc, shift: number): void {
  moveSpan(span, shift);
  moveSpan(nameSpan, shift);
  moveSpan(body, shift);
  if (terminator) moveSpan(terminator, shift);
}

function moveWord(word: Word | undefined, shift: number): void {
  if (word) moveSpan(word.span, shift);
}

function moveSpan(span: Span, shift: number): void {
  const moving: { start: number; end: number } = span;
  moving.start += shift;
  moving.end += shift;
}
