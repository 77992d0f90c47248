import type { Span } from '../../text/span.ts';
import { char, trimmedEnd } from '../parse/chars.ts';
import type { CommandLine, Flag, Instruction, Word } from '../parse/ast.ts';
import type { LogicalLine } from '../parse/logicalLine.ts';
import { logicalOffset } from '../parse/logicalLine.ts';
import { foreignShellSpaces, isHorizontal, plainSpaces, shellSpaces } from './shellSpaces.ts';

/** White space of a logical line, in its offsets, that can be made wider or narrower but not be taken away. */
export interface SpaceRun {
  readonly start: number;
  readonly end: number;
  /** Between the parts of an instruction, or within a command or a JSON array, whose text is the author's. */
  readonly kind: 'structure' | 'text';
}

/** Whose quotes the commands of a file have: those of `sh`, or others. */
export type ShellKind = 'posix' | 'foreign';

/** The white space of an instruction that changes nothing of its meaning, in the order of the logical line. */
export function freeSpaces(instruction: Instruction, shell: ShellKind): readonly SpaceRun[] {
  const { line } = instruction;
  const { text } = line;
  const runs: SpaceRun[] = [];
  let at = 0;
  const isOneLine = line.starts.length === 1;
  for (const part of parts(instruction)) {
    // One space on one line is as it shall be.
    if (!isOneLine || part.start - at !== 1 || text.charCodeAt(at) !== char.space) addGap(runs, text, at, part.start);
    // Within a text, only the white space around a line break can change.
    if (!isOneLine)
      for (const { start, end } of innerSpaces(text, part, shell)) runs.push({ start, end, kind: 'text' });
    at = part.end;
  }
  addGap(runs, text, at, text.length);
  return runs;
}

/** A piece of a logical line whose white space is its own affair. */
interface Part {
  readonly start: number;
  readonly end: number;
  readonly inner: 'fixed' | 'shell' | 'json';
}

function innerSpaces(text: string, { start, end, inner }: Part, shell: ShellKind): readonly Span[] {
  if (inner === 'json') return jsonSpaces(text, start, end);
  if (inner === 'fixed') return [];
  return shell === 'posix' ? shellSpaces(text, start, end) : foreignShellSpaces(text, start, end);
}

/**
 * Behind `<<` white space is part of a heredoc's name. A lone `--` may stand between flags and arguments, and other
 * white space than blanks is no white space in JSON.
 */
function addGap(runs: SpaceRun[], text: string, start: number, end: number): void {
  if (end <= start || text.endsWith('<<', start) || text.endsWith('<<-', start)) return;
  for (let at = start; at < end; at++) if (!isHorizontal(text.charCodeAt(at))) return;
  runs.push({ start, end, kind: 'structure' });
}

/** Between the strings of an array that is known to be valid. */
function jsonSpaces(text: string, start: number, end: number): readonly Span[] {
  const runs: Span[] = [];
  let at = start;
  while (at < end) {
    const quote = text.indexOf('"', at);
    const stop = quote < 0 || quote > end ? end : quote;
    for (const run of plainSpaces(text, at, stop)) runs.push(run);
    at = stop + 1;
    while (at < end && text.charCodeAt(at) !== char.doubleQuote) at += text.charCodeAt(at) === char.backslash ? 2 : 1;
    at++;
  }
  return runs;
}

function parts(instruction: Instruction): readonly Part[] {
  const { keyword, flags, line } = instruction;
  const before = [fixed(keyword), ...flags.map((flag) => flagPart(line, flag))];
  if (instruction.kind === 'onbuild') return [...before, ...(instruction.trigger ? parts(instruction.trigger) : [])];
  return [...before, ...argumentParts(instruction)];
}

function flagPart(line: LogicalLine, { span }: Flag): Part {
  return { start: logicalOffset(line, span.start), end: logicalOffset(line, span.end - 1) + 1, inner: 'fixed' };
}

function argumentParts(instruction: Exclude<Instruction, { kind: 'onbuild' }>): readonly Part[] {
  if (instruction.kind === 'unknown') return rest(instruction, 'fixed');
  if ('words' in instruction) return instruction.words.map(fixed);
  if ('pairs' in instruction) {
    const { pairs, legacy } = instruction;
    return pairs.flatMap(({ name, value }) => {
      if (legacy && value) return [fixed(name), fixed(value)];
      const end = value ? value.at + value.text.length : name.at + name.text.length;
      return [{ start: name.at, end, inner: 'fixed' }];
    });
  }
  if ('items' in instruction) {
    if (instruction.form === 'json') return rest(instruction, 'json');
    // What is nearly an array might become one.
    if (instruction.items[0]?.value.startsWith('[')) return rest(instruction, 'fixed');
    return instruction.items.flatMap(({ word }) => (word ? [fixed(word)] : []));
  }
  if ('value' in instruction) return instruction.value ? [fixed(instruction.value)] : [];
  const type = 'type' in instruction && instruction.type ? [fixed(instruction.type)] : [];
  return [...type, ...commandParts(instruction, instruction.command, type.at(-1)?.end ?? instruction.argumentsAt)];
}

function commandParts(instruction: Instruction, command: CommandLine | undefined, start: number): readonly Part[] {
  if (!command) return [];
  // SHELL must be in JSON form, so that a shell form of it is half typed at best.
  if (command.form === 'shell')
    return [{ ...fixed(command.word), inner: instruction.kind === 'shell' ? 'fixed' : 'shell' }];
  const { text } = instruction.line;
  return [{ start: text.indexOf('[', start), end: trimmedEnd(text, 0, text.length), inner: 'json' }];
}

function rest({ line: { text }, argumentsAt }: Instruction, inner: Part['inner']): readonly Part[] {
  return [{ start: argumentsAt, end: Math.max(argumentsAt, trimmedEnd(text, 0, text.length)), inner }];
}

function fixed({ at, text }: Word): Part {
  return { start: at, end: at + text.length, inner: 'fixed' };
}
