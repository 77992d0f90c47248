/** A zero-based line and a zero-based UTF-16 column in it. */
export interface LinePosition {
  readonly line: number;
  readonly character: number;
}

/** Converts between offsets and lines. Lines end in LF, CRLF or a lone CR, as the Language Server Protocol says. */
export interface LineIndex {
  readonly lineCount: number;
  /** The offset at which `line` begins; past the last line, the length of the text. */
  lineStart(line: number): number;
  /** The offset behind the last character of `line`, before its line break. */
  lineEnd(line: number): number;
  positionAt(offset: number): LinePosition;
  /** The nearest offset to a position; positions outside the text are clamped. */
  offsetAt(position: LinePosition): number;
}

export function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const lineStart = (line: number): number => (line < 0 ? 0 : (starts[line] ?? text.length));
  const lineEnd = (line: number): number => {
    let end = lineStart(line + 1);
    if (line + 1 >= starts.length) return end;
    if (text.charCodeAt(end - 1) === lf) end--;
    if (text.charCodeAt(end - 1) === cr && end > lineStart(line)) end--;
    return end;
  };
  return {
    lineCount: starts.length,
    lineStart,
    lineEnd,
    positionAt(offset) {
      const clamped = Math.min(Math.max(offset, 0), text.length);
      const line = lineOf(starts, clamped);
      return { line, character: clamped - lineStart(line) };
    },
    offsetAt({ line, character }) {
      if (line < 0) return 0;
      return Math.min(lineStart(line) + Math.max(character, 0), lineEnd(line));
    },
  };
}

const lf = 10;
const cr = 13;

function lineStarts(text: string): number[] {
  const starts = [0];
  let nextCr = text.indexOf('\r');
  for (let at = 0; at < text.length; at = starts.at(-1) ?? text.length) {
    const nextLf = text.indexOf('\n', at);
    if (nextCr >= 0 && nextCr < at) nextCr = text.indexOf('\r', at);
    const isCr = nextCr >= 0 && (nextLf < 0 || nextCr < nextLf);
    const end = isCr ? nextCr : nextLf;
    if (end < 0) break;
    starts.push(isCr && nextLf === end + 1 ? end + 2 : end + 1);
  }
  return starts;
}

function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
