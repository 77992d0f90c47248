import type { Span } from '../../text/span.ts';
import { isSpace } from './chars.ts';

/** A word of an expanded text, and where what it was made of stands in the text before. */
export interface ExpandedWord extends Span {
  readonly text: string;
}

/** Words in the making (`wordsStruct` of shell/lex.go). */
export interface WordList {
  readonly list: ExpandedWord[];
  text: string;
  start: number;
  end: number;
}

/** A list without words. */
export function wordList(): WordList {
  return { list: [], text: '', start: nowhere, end: nowhere };
}

const nowhere = -1;

/** Adds quoted or escaped text: it joins the word as it is. */
export function addWhole(words: WordList, piece: string, { start, end }: Span): void {
  if (words.start < 0) words.start = start;
  words.text += piece;
  words.end = end;
}

/**
 * Adds text that is parted at its spaces. The characters of a variable's value have no place of their own:
 * all of them stand where the variable stands.
 */
export function addParted(words: WordList, piece: string, source: Span, kind: 'literal' | 'value'): void {
  let at = 0;
  while (at < piece.length) {
    const next = runEnd(piece, at);
    const place = kind === 'literal' ? { start: source.start + at, end: source.start + next } : source;
    if (isSpace(piece.charCodeAt(at))) endWord(words);
    else addWhole(words, piece.slice(at, next), place);
    at = next;
  }
}

/** Ends the word that was begun, where there is one. */
export function endWord(words: WordList): void {
  if (words.text.length > 0) words.list.push({ text: words.text, start: words.start, end: words.end });
  words.text = '';
  words.start = nowhere;
}

/** The end of the run of spaces, or of other characters, that begins at `start`. */
function runEnd(text: string, start: number): number {
  const kind = isSpace(text.charCodeAt(start));
  let end = start + 1;
  while (end < text.length && isSpace(text.charCodeAt(end)) === kind) end++;
  return end;
}
