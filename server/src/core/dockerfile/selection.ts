import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { DockerfileModel } from './model.ts';
import { mountFields } from './mountFields.ts';
import type { CommandLine, Comment, Flag, Heredoc, Instruction, Pair, Word } from './parse/ast.ts';
import { logicalOffset, sourceSpan } from './parse/logicalLine.ts';
import { instructionAt, positionAt, stageAt, wordAround } from './position.ts';
import { partsAround } from '../shell/around.ts';
import { parseScript } from '../shell/parse.ts';

/**
 * What a selection at `offset` grows to, step by step: the word, the argument, the logical parts of the instruction,
 * the instruction, with its comments, the stage, the file. Each span holds the one before, and the offset.
 */
export function selection(model: DockerfileModel, offset: number): readonly Span[] {
  const { text } = model;
  const stage = stageAt(model, offset);
  const fitting = [
    wordIn(text, offset),
    ...spansAt(model, offset),
    ...(stage ? [stage.span, { start: outerSpans(stage.from)[1].start, end: stage.span.end }] : []),
    { start: 0, end: text.length },
  ]
    .filter((span) => span.end > span.start && touches(span, offset))
    .sort((a, b) => a.end - a.start - (b.end - b.start));
  const steps: Span[] = [];
  for (const span of fitting) {
    const last = steps.at(-1);
    if (!last || (holds(span, last) && span.end - span.start > last.end - last.start)) steps.push(span);
  }
  return steps.length > 0 ? steps : [{ start: 0, end: text.length }];
}

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && outer.end >= inner.end;
}

/** The letters, digits and `_` around an offset. */
function wordIn(text: string, offset: number): Span {
  let start = offset;
  let end = offset;
  while (start > 0 && /\w/.test(text.charAt(start - 1))) start--;
  while (end < text.length && /\w/.test(text.charAt(end))) end++;
  return { start, end };
}

function spansAt(model: DockerfileModel, offset: number): readonly Span[] {
  const position = positionAt(model, offset);
  const instruction = instructionAt(model, offset);
  const around = instruction ? outerSpans(instruction) : [];
  if (position.kind === 'directive') {
    const { span, nameSpan, valueSpan } = position.directive;
    return [nameSpan, valueSpan, span];
  }
  if (position.kind === 'comment') return [...around, ...commentSpans(model, position.comment)];
  if (position.kind !== 'instruction' || !instruction) {
    return [...around, ...(instruction?.heredocs.flatMap((heredoc) => bodySpans(model, heredoc, offset)) ?? [])];
  }
  const { instruction: inner, at } = position;
  return [...around, inner.span, ...tokenSpans(inner, at, offset), ...innerSpans(inner, offset)];
}

/** An instruction alone, and with the comments above it. */
function outerSpans({ span, comments }: Instruction): readonly [Span, Span] {
  return [span, { start: comments[0]?.span.start ?? span.start, end: span.end }];
}

/** A comment, and the block of comments that it stands in. */
function commentSpans({ tree, text }: DockerfileModel, comment: Comment): readonly Span[] {
  const { comments } = tree;
  let first = comments.indexOf(comment);
  let last = first;
  const follows = (index: number): boolean =>
    /^\r?\n[^\S\n]*$/.test(text.slice(comments[index]?.span.end ?? 0, comments[index + 1]?.span.start ?? 0));
  while (first > 0 && follows(first - 1)) first--;
  while (last + 1 < comments.length && follows(last)) last++;
  const block = { start: comments[first]?.span.start ?? 0, end: comments[last]?.span.end ?? 0 };
  return [comment.span, block];
}

/** The line of a heredoc's body, the body, and both with the closing name. */
function bodySpans({ text }: DockerfileModel, { body, terminator }: Heredoc, offset: number): readonly Span[] {
  const whole = { start: body.start, end: terminator?.end ?? body.end };
  if (!touches(whole, offset)) return [];
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  const lf = text.indexOf('\n', offset);
  return [{ start, end: lf < 0 ? text.length : lf }, body, whole, ...(terminator ? [terminator] : [])];
}

/** What stands between blanks, without the signs that part it from others, where that does not cut a quoted text in two. */
function tokenSpans({ line }: Instruction, at: number, offset: number): readonly Span[] {
  let { start, end } = wordAround(line, at, offset);
  while (start < end && separators.has(line.text.charAt(start))) start++;
  while (start < end && separators.has(line.text.charAt(end - 1))) end--;
  const quotes = line.text.slice(start, end).match(/["']/g)?.length ?? 0;
  return quotes % 2 === 0 && start < end ? [sourceSpan(line, start, end)] : [];
}

const separators = new Set([';', '&', '|', '(', ')', '[', ']', ',']);

function innerSpans(instruction: Instruction, offset: number): readonly Span[] {
  const { keyword, flags, line, argumentsAt, heredocs } = instruction;
  const header = sourceSpan(line, keyword.at, line.text.length);
  return [
    keyword.span,
    header,
    sourceSpan(line, argumentsAt, line.text.trimEnd().length),
    ...flags.flatMap((flag) => flagSpans(instruction, flag)),
    ...heredocs.flatMap(({ span, nameSpan }) => [span, nameSpan]),
    ...argumentSpans(instruction, offset),
  ];
}

function flagSpans({ line }: Instruction, flag: Flag): readonly Span[] {
  const fields = mountFields(flag).flatMap(({ start, keyEnd, valueStart, end }) => [
    sourceSpan(line, start, keyEnd),
    sourceSpan(line, valueStart, end),
    sourceSpan(line, start, end),
  ]);
  return [flag.nameSpan, flag.span, ...wordSpans(flag.valueWord), ...fields];
}

function argumentSpans(instruction: Instruction, offset: number): readonly Span[] {
  if ('words' in instruction) return instruction.words.map(({ span }) => span);
  if ('pairs' in instruction) return instruction.pairs.flatMap(pairSpans);
  if ('items' in instruction) return instruction.items.flatMap(({ span, word }) => (word ? [span] : stringSpans(span)));
  if ('command' in instruction) return commandSpans(instruction, instruction.command, offset);
  return 'value' in instruction ? wordSpans(instruction.value) : [];
}

function wordSpans(word: Word | undefined): readonly Span[] {
  return word ? [word.span] : [];
}

function pairSpans({ name, value, span }: Pair): readonly Span[] {
  return [name.span, ...wordSpans(value), span];
}

/** A string with its quotes, and without. */
function stringSpans({ start, end }: Span): readonly Span[] {
  return [
    { start: start + 1, end: end - 1 },
    { start, end },
  ];
}

function commandSpans({ line }: Instruction, command: CommandLine | undefined, offset: number): readonly Span[] {
  if (!command) return [];
  if (command.form === 'json') return [command.span, ...command.strings.flatMap(({ span }) => stringSpans(span))];
  const { text, at, span } = command.word;
  const parts = partsAround(parseScript(text), logicalOffset(line, offset) - at);
  return [span, ...parts.map(({ start, end }) => sourceSpan(line, at + start, at + end))];
}
