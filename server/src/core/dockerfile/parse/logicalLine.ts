import type { Span } from '../../text/span.ts';

/**
 * The text of an instruction with its continuations joined, as BuildKit reads it,
 * and the way back to the document: each character knows where it stands there.
 */
export interface LogicalLine {
  readonly text: string;
  /** Where the pieces begin, in `text`: the first is 0. */
  readonly starts: readonly number[];
  /** Where the pieces begin, in the document. They move when the text before them grows or shrinks. */
  readonly sources: number[];
}

/** The document's offset of the character at `at`; behind the last character, the end of that one. */
function sourceOffset(line: LogicalLine, at: number): number {
  if (at >= line.text.length && at > 0) return sourceOffset(line, line.text.length - 1) + 1;
  const piece = pieceOf(line.starts, at);
  return (line.sources[piece] ?? 0) + at - (line.starts[piece] ?? 0);
}

/** The span in the document of the characters `start…end`. It covers the continuations between them. */
export function sourceSpan(line: LogicalLine, start: number, end: number): Span {
  if (line.starts.length === 1) {
    const source = line.sources[0] ?? 0;
    return { start: source + start, end: source + end };
  }
  const from = sourceOffset(line, start);
  return { start: from, end: end > start ? sourceOffset(line, end - 1) + 1 : from };
}

/** The spans in the document of the characters `start…end`, one for each line that holds some of them. */
export function sourceSpans(line: LogicalLine, start: number, end: number): readonly Span[] {
  const { starts, sources, text } = line;
  const spans: Span[] = [];
  for (let piece = pieceOf(starts, start); piece < starts.length; piece++) {
    const pieceStart = starts[piece] ?? 0;
    if (pieceStart >= end) break;
    const from = Math.max(start, pieceStart);
    const to = Math.min(end, starts[piece + 1] ?? text.length);
    const shift = (sources[piece] ?? 0) - pieceStart;
    if (from < to) spans.push({ start: from + shift, end: to + shift });
  }
  return spans;
}

/** The offset in the line of the document's `offset`; between two pieces, the start of the later one. */
export function logicalOffset(line: LogicalLine, offset: number): number {
  const { starts, sources, text } = line;
  const piece = pieceOf(sources, offset);
  const start = starts[piece] ?? 0;
  const end = starts[piece + 1] ?? text.length;
  return Math.min(Math.max(start + offset - (sources[piece] ?? 0), start), end);
}

/** The last piece that begins at or before `at`; `starts` are those in the line, or those in the document. */
function pieceOf(starts: readonly number[], at: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
