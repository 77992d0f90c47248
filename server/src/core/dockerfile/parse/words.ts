import { char, isBlank, isSpace, skipSpaces } from './chars.ts';
import type { Word } from './ast.ts';
import type { LogicalLine } from './logicalLine.ts';
import { sourceSpan } from './logicalLine.ts';

/** The word at `start…end` of a logical line. */
export function wordAt(line: LogicalLine, start: number, end: number): Word {
  return { text: line.text.slice(start, end), span: sourceSpan(line, start, end), at: start };
}

/** The part `start…end` of a word, counted in its text. */
export function partOf(line: LogicalLine, word: Word, start: number, end = word.text.length): Word {
  return wordAt(line, word.at + start, word.at + end);
}

/** Words parted by blanks, without regard to quotes: FROM, EXPOSE, and the plain form of COPY, ADD and VOLUME. */
export function blankWords(line: LogicalLine, start: number, end: number): Word[] {
  const words: Word[] = [];
  let at = start;
  while (at < end) {
    const wordStart = at;
    while (at < end && !isBlank(line.text.charCodeAt(at))) at++;
    if (at > wordStart) words.push(wordAt(line, wordStart, at));
    while (at < end && isBlank(line.text.charCodeAt(at))) at++;
  }
  return words;
}

/** Words parted by spaces outside of quotes, quotes and escapes kept: ENV, LABEL and ARG (`parseWords` of line_parsers.go). */
export function quotedWords(line: LogicalLine, start: number, end: number, escape: number): Word[] {
  const { text } = line;
  const words: Word[] = [];
  let at = skipSpaces(text, start, end);
  while (at < end) {
    const wordStart = at;
    at = quotedWordEnd(text, at, end, escape);
    // A lone escape character at the end of the line escapes nothing and is dropped.
    const dropped = at > end ? 1 : 0;
    const wordEnd = Math.min(at, end) - dropped;
    if (wordEnd > wordStart) words.push(wordAt(line, wordStart, wordEnd));
    at = skipSpaces(text, at, end);
  }
  return words;
}

/** The end of a quoted word; one past `end` where it ends in a lone escape character. */
function quotedWordEnd(text: string, start: number, end: number, escape: number): number {
  let quote = 0;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (quote === 0 && isSpace(code)) return at;
    if (code === escape && quote !== char.singleQuote) {
      if (at + 1 === end) return end + 1;
      at += 2;
      continue;
    }
    if (code === quote) quote = 0;
    else if (quote === 0 && (code === char.doubleQuote || code === char.singleQuote)) quote = code;
    at++;
  }
  return at;
}
