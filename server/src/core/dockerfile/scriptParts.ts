import type { Span } from '../text/span.ts';

/** The parts of a one-line shell script that hold `offset`: the quoted text, the command, and the commands joined by pipes. */
export function scriptParts(text: string, offset: number): readonly Span[] {
  const quoted = [...text.matchAll(/\\[^]|"(?:\\[^]|[^"\\])*"|'[^']*'/g)]
    .filter(([all]) => !all.startsWith('\\'))
    .map(({ 0: all, index }) => ({ start: index, end: index + all.length }));
  const command = partAt(text, offset, /&&|\|\||[;|&]/y);
  const pipeline = partAt(text, offset, /&&|\|\||[;&]/y);
  return [...quoted, command, pipeline];
}

/** The part around `offset` between two separators that are not quoted, without the white space around it. */
function partAt(text: string, offset: number, separator: RegExp): Span {
  let start = 0;
  let at = 0;
  while (at < text.length) {
    separator.lastIndex = at;
    const found = separator.exec(text)?.[0];
    if (found === undefined) at = pieceEnd(text, at);
    else if (at >= offset) break;
    else start = at += found.length;
  }
  const part = text.slice(start, at);
  const lead = part.length - part.trimStart().length;
  return { start: start + lead, end: Math.max(start + lead, start + part.trimEnd().length) };
}

/** The end of the quoted text, the escaped character or the plain one that begins at `at`. */
function pieceEnd(text: string, at: number): number {
  const next = text.charAt(at);
  if (next === '\\') return Math.min(at + 2, text.length);
  if (next !== "'" && next !== '"') return at + 1;
  let end = at + 1;
  while (end < text.length && text.charAt(end) !== next) end += next === '"' && text.charAt(end) === '\\' ? 2 : 1;
  return Math.min(end + 1, text.length);
}
