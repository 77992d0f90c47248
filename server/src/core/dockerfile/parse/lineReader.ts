import type { Span } from '../../text/span.ts';
import { char, isSpace, skipSpaces } from './chars.ts';

/** Reads a text line by line, as BuildKit's scanner does: lines end in LF, and lose all CR and LF at their end. */
export interface LineReader {
  readonly text: string;
  /** Where the next line begins. */
  at: number;
  /** The line read last, without its end. */
  start: number;
  end: number;
  /** Lines that are longer than BuildKit's scanner takes. */
  readonly tooLong: Span[];
}

/** The longest line that BuildKit reads, its line end included, in bytes of UTF-8. */
const maxLineBytes = 65_536;

/** Stands before the first line, behind a byte order mark. */
export function lineReader(text: string): LineReader {
  const at = text.charCodeAt(0) === char.bom ? 1 : 0;
  return { text, at, start: at, end: at, tooLong: [] };
}

/** Moves to the next line; false at the end of the text. */
export function nextLine(reader: LineReader): boolean {
  const { text, at } = reader;
  if (at >= text.length) return false;
  const lf = text.indexOf('\n', at);
  const next = lf < 0 ? text.length : lf + 1;
  let end = lf < 0 ? next : lf;
  while (end > at && text.charCodeAt(end - 1) === char.cr) end--;
  reader.start = at;
  reader.end = end;
  reader.at = next;
  // A UTF-16 code unit takes three bytes at most.
  if ((next - at) * 3 > maxLineBytes && utf8Length(text, at, next) > maxLineBytes)
    reader.tooLong.push({ start: at, end });
  return true;
}

/** Whether the current line has nothing but white space before a `#`; says where that is, else -1. */
export function commentStart(reader: LineReader): number {
  const at = skipSpaces(reader.text, reader.start, reader.end);
  return at < reader.end && reader.text.charCodeAt(at) === char.hash ? at : -1;
}

/**
 * Where the current line's continuation character stands, or -1. It is the last character but for blanks, and not
 * preceded by another one: `\\` at the end of a line continues nothing. `start` is where the line's text begins.
 */
export function continuationAt(reader: LineReader, start: number, escape: number): number {
  const { text } = reader;
  let at = reader.end;
  while (at > start && (text.charCodeAt(at - 1) === char.space || text.charCodeAt(at - 1) === char.tab)) at--;
  if (at <= start || text.charCodeAt(at - 1) !== escape) return -1;
  return at - 1 > start && text.charCodeAt(at - 2) === escape ? -1 : at - 1;
}

/** Whether the current line holds nothing but white space. */
export function isBlankLine(reader: LineReader): boolean {
  for (let at = reader.start; at < reader.end; at++) if (!isSpace(reader.text.charCodeAt(at))) return false;
  return true;
}

function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800) bytes += 2;
    else if (code >= 0xd800 && code < 0xdc00) {
      bytes += 4;
      at++;
    } else bytes += 3;
  }
  return bytes;
}
