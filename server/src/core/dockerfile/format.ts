import type { FormatOptions } from '../language.ts';
import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import { instructionEdits } from './format/instructionEdits.ts';
import { instructionLines } from './format/instructionLines.ts';
import { keywordEdits } from './format/keywords.ts';
import type { LooseContext, LooseLine } from './format/looseLines.ts';
import { looseEdits, looseLine } from './format/looseLines.ts';
import type { ShellKind } from './format/spaces.ts';
import { freeSpaces } from './format/spaces.ts';
import type { DockerfileModel } from './model.ts';
import type { Instruction } from './parse/ast.ts';
import { skipSpaces } from './parse/chars.ts';
import type { LineReader } from './parse/lineReader.ts';
import { lineReader, nextLine } from './parse/lineReader.ts';

/**
 * The edits that bring the lines that `span` touches in shape. They change white space and the case of keywords only,
 * and nothing of what is built: the text of commands, strings, heredocs and comments stays.
 */
export function format(model: DockerfileModel, span: Span, options: FormatOptions): readonly TextEdit[] {
  const { text } = model;
  // White space may not push a line over what the builder reads, or back under it.
  if (model.tree.errors.some(({ code }) => code === 'line-too-long')) return [];
  const start = lineStart(text, span.start);
  const lf = text.indexOf('\n', Math.max(span.start, span.end - 1));
  const end = lf < 0 ? text.length : lf + 1;
  // What is put in where the next line begins belongs to that line.
  const lastStart = end === text.length ? end : end - 1;
  return allEdits(model, options).filter(
    (edit) => edit.span.start >= start && edit.span.start <= lastStart && edit.span.end <= end,
  );
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** A walk over the lines of a file. */
interface Walk {
  readonly model: DockerfileModel;
  readonly options: FormatOptions;
  readonly reader: LineReader;
  readonly shell: ShellKind;
  readonly lineBreak: string;
  readonly edits: TextEdit[];
  /** The lines since the last instruction. */
  loose: LooseLine[];
}

function allEdits(model: DockerfileModel, options: FormatOptions): readonly TextEdit[] {
  const { text, tree } = model;
  const lineBreak = /\r?\n/.exec(text)?.[0] ?? '\n';
  const walk: Walk = {
    model,
    options,
    reader: lineReader(text),
    shell: shellKind(model),
    lineBreak,
    edits: [],
    loose: [],
  };
  for (const [index, instruction] of tree.instructions.entries()) {
    const start = instruction.line.sources[0] ?? 0;
    while (nextLine(walk.reader) && walk.reader.end < start) walk.loose.push(looseLine(walk.reader));
    const isStage = instruction.kind === 'from' && instruction !== model.stages[0]?.from;
    const after = index === 0 ? 'first' : isStage ? 'stage' : 'instruction';
    addLooseEdits(walk, after, walk.reader.start);
    addInstructionEdits(walk, instruction);
  }
  const last = tree.instructions.at(-1);
  const isOpen = innermost(last)?.heredocs.some(({ terminator }) => !terminator) === true;
  if (!isOpen) addEnd(walk, walk.reader.at);
  return walk.edits;
}

function addInstructionEdits(walk: Walk, instruction: Instruction): void {
  const { model, reader, options, shell } = walk;
  const lines = instructionLines(reader, model.tree.escape.charCodeAt(0));
  const spaces = freeSpaces(instruction, shell);
  const layout = { text: model.text, instruction, lines, spaces, options };
  for (const edit of merged(keywordEdits(instruction, options), instructionEdits(layout))) walk.edits.push(edit);
  const heredoc = innermost(instruction)?.heredocs.at(-1);
  if (heredoc) while (reader.end < (heredoc.terminator ?? heredoc.body).end && nextLine(reader));
}

function merged(a: readonly TextEdit[], b: readonly TextEdit[]): readonly TextEdit[] {
  return a.length === 0
    ? b
    : [...a, ...b].sort((one, other) => one.span.start - other.span.start || one.span.end - other.span.end);
}

function addLooseEdits(walk: Walk, after: LooseContext['after'], end: number): void {
  const { model, options, lineBreak } = walk;
  const context = { text: model.text, options, end, after, lineBreak };
  for (const edit of looseEdits(walk.loose, context)) walk.edits.push(edit);
  walk.loose = [];
}

/** Blank lines at the end go, and the last line gets a line break. */
function addEnd(walk: Walk, end: number): void {
  const { reader, edits, lineBreak } = walk;
  const { text, tree } = walk.model;
  while (nextLine(reader)) walk.loose.push(looseLine(reader));
  const isEmpty = tree.instructions.length === 0 && walk.loose.every(({ isBlank }) => isBlank);
  if (!isEmpty) addLooseEdits(walk, tree.instructions.length === 0 ? 'first' : 'end', end);
  if (skipSpaces(text, text.lastIndexOf('\n') + 1, text.length) === text.length) return;
  edits.push({ span: { start: text.length, end: text.length }, newText: lineBreak });
}

function innermost(instruction: Instruction | undefined): Instruction | undefined {
  return instruction?.kind === 'onbuild' && instruction.trigger ? innermost(instruction.trigger) : instruction;
}

/** Quotes are read as `sh` reads them unless the file is for Windows or chooses another shell. */
function shellKind({ tree }: DockerfileModel): ShellKind {
  const isForeign = tree.instructions.some((instruction) => {
    const inner = innermost(instruction);
    if (inner?.kind !== 'shell') return false;
    const program = inner.command?.form === 'json' ? inner.command.strings[0]?.value : undefined;
    return !/(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(program ?? '');
  });
  return tree.escape === '`' || isForeign ? 'foreign' : 'posix';
}
