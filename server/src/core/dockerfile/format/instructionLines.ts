import { char, isSpace, skipSpaces, trimmedEnd } from '../parse/chars.ts';
import type { LineReader } from '../parse/lineReader.ts';
import { commentStart, continuationAt, isBlankLine, nextLine } from '../parse/lineReader.ts';
import { isHorizontal } from './shellSpaces.ts';

/** A line of the document that belongs to an instruction, heredocs left out. */
export interface InstructionLine {
  readonly kind: 'code' | 'comment' | 'blank';
  readonly start: number;
  /** Behind the white space at its start. */
  readonly textStart: number;
  /** Behind its text, before the blanks in front of the continuation character. */
  readonly textEnd: number;
  /** Where the continuation character stands, or -1. */
  readonly continuation: number;
  /** Before its line end. */
  readonly end: number;
  /** Where it begins to count for the logical line: at `start`, but for the first line behind the white space there. */
  readonly source: number;
  /** Where `source` is in the logical line. */
  readonly at: number;
  /** Where its continuation character, or its end, is in the logical line. */
  readonly atEnd: number;
}

/** Reads the lines of the instruction that begins on the reader's current line, as the parser joins them. */
export function instructionLines(reader: LineReader, escape: number): readonly InstructionLine[] {
  const first = skipSpaces(reader.text, reader.start, reader.end);
  let line = codeLine(reader, first, escape, 0);
  const lines = [line];
  while (line.continuation >= 0 && nextLine(reader)) {
    const comment = commentStart(reader);
    if (comment >= 0) lines.push(otherLine(reader, 'comment', comment, line.atEnd));
    else if (isBlankLine(reader)) lines.push(otherLine(reader, 'blank', reader.start, line.atEnd));
    else lines.push((line = codeLine(reader, reader.start, escape, line.atEnd)));
  }
  return lines;
}

function codeLine(reader: LineReader, from: number, escape: number, at: number): InstructionLine {
  const { text, start, end } = reader;
  const continuation = continuationAt(reader, from, escape);
  let textStart = from;
  while (textStart < end && isHorizontal(text.charCodeAt(textStart))) textStart++;
  return {
    kind: 'code',
    start,
    textStart,
    textEnd: continuation < 0 ? codeEnd(text, textStart, end, escape) : blanksBefore(text, textStart, continuation),
    continuation,
    end,
    source: from,
    at,
    atEnd: at + (continuation < 0 ? end : continuation) - from,
  };
}

/** White space behind an escape character stays: without it, the line would be continued. */
function codeEnd(text: string, start: number, end: number, escape: number): number {
  const trimmed = trimmedEnd(text, start, end);
  return text.charCodeAt(trimmed - 1) === escape ? end : trimmed;
}

function blanksBefore(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isHorizontal(text.charCodeAt(at - 1))) at--;
  return at;
}

function otherLine(
  { text, start, end }: LineReader,
  kind: 'comment' | 'blank',
  textStart: number,
  at: number,
): InstructionLine {
  let textEnd = end;
  while (textEnd > textStart && isSpace(text.charCodeAt(textEnd - 1))) textEnd--;
  return { kind, start, textStart, textEnd, continuation: -1, end, source: start, at, atEnd: at };
}

/** How many columns blanks take, from a column on; tabs reach to the next multiple of `tabSize`. */
export function columnsOf(text: string, from: number, tabSize: number): number {
  let column = from;
  for (let at = 0; at < text.length; at++) {
    column += text.charCodeAt(at) === char.tab ? tabSize - (column % tabSize) : 1;
  }
  return column - from;
}
