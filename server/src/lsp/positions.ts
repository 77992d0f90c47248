import type { LineIndex } from '../core/text/lineIndex.ts';
import type { Span } from '../core/text/span.ts';
import type { Position, Range } from 'vscode-languageserver';

/** How the client counts the columns of a position. */
export type Encoding = 'utf-8' | 'utf-16';

/** Converts between offsets and the client's positions, for one text. */
export interface Positions {
  position(offset: number): Position;
  range(span: Span): Range;
  offset(position: Position): number;
  span(range: Range): Span;
}

export function positionsOf(text: string, lines: LineIndex, encoding: Encoding): Positions {
  const { position, offset } = encoding === 'utf-16' ? utf16(lines) : utf8(text, lines);
  return {
    position,
    offset,
    range: (span) => ({ start: position(span.start), end: position(span.end) }),
    span: (range) => {
      const start = offset(range.start);
      return { start, end: Math.max(start, offset(range.end)) };
    },
  };
}

type Conversions = Pick<Positions, 'position' | 'offset'>;

function utf16(lines: LineIndex): Conversions {
  return { position: (offset) => lines.positionAt(offset), offset: (position) => lines.offsetAt(position) };
}

function utf8(text: string, lines: LineIndex): Conversions {
  return { position: utf8PositionAt(text, lines), offset: utf8OffsetAt(text, lines) };
}

function utf8PositionAt(text: string, lines: LineIndex): (offset: number) => Position {
  // Most questions come in the order of the text: a long line is counted once, not for each of them.
  let last = { line: -1, character: 0, bytes: 0 };
  return (offset) => {
    const { line, character } = lines.positionAt(offset);
    const start = lines.lineStart(line);
    const goesOn = line === last.line && character >= last.character;
    let bytes = goesOn ? last.bytes : 0;
    for (let at = start + (goesOn ? last.character : 0); at < start + character; at++) {
      bytes += byteLength(text.charCodeAt(at));
    }
    last = { line, character, bytes };
    return { line, character: bytes };
  };
}

function utf8OffsetAt(text: string, lines: LineIndex): (position: Position) => number {
  return ({ line, character }) => {
    if (line < 0) return 0;
    const end = lines.lineEnd(line);
    let at = lines.lineStart(line);
    for (let bytes = 0; at < end; at++) {
      bytes += byteLength(text.charCodeAt(at));
      if (bytes > character) break;
    }
    return at;
  };
}

/** Half of a surrogate pair stands for two of the pair's four bytes. */
function byteLength(unit: number): number {
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  return unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
}
