import type { Step } from './path.ts';

/** Where a place stands in flow style, in brackets and braces. */
export interface FlowPlace {
  /** The way from the bracket that opens it all. */
  readonly path: readonly Step[];
  /** Whether a key of a map is to be written here. */
  readonly isKey: boolean;
  /** The keys of the map, or the items of the list, that stand before. */
  readonly used: readonly string[];
  /** Where the word at the place begins. */
  readonly wordStart: number;
}

interface Frame {
  readonly isMap: boolean;
  /** The key whose value comes next; undefined before its colon. */
  key: string | undefined;
  readonly used: string[];
}

/** Reads flow style from its opening bracket up to a place. Undefined where the place is behind its end, or in a comment. */
export function flowPlace(text: string, start: number, offset: number): FlowPlace | undefined {
  const reading: Reading = { frames: [], word: '', wordStart: start };
  const tokens = new RegExp(tokenPattern, 'gy');
  tokens.lastIndex = start;
  while (tokens.lastIndex < offset) {
    const at = tokens.lastIndex;
    const [token = text.charAt(at)] = tokens.exec(text) ?? [];
    tokens.lastIndex = at + token.length;
    const isLast = at + token.length > offset;
    if (isLast && token.startsWith('#')) return undefined;
    if (isLast || isWord(token) || isInnerColon(reading, token, text.charAt(at + 1))) takeWord(reading, token, at);
    else takeMark(reading, token);
    if (reading.frames.length === 0) return undefined;
  }
  const frame = reading.frames.at(-1);
  if (!frame) return undefined;
  return {
    path: reading.frames.flatMap(stepOf),
    isKey: frame.isMap && frame.key === undefined,
    used: frame.used,
    wordStart: reading.word === '' ? offset : reading.wordStart,
  };
}

interface Reading {
  readonly frames: Frame[];
  /** What was read since the last mark. */
  word: string;
  wordStart: number;
}

/** Blanks, quoted texts, comments, marks, and the rest. */
const tokenPattern =
  /\s+|"(?:[^"\\]|\\.)*"?|'(?:[^']|'')*'?|(?<=\s)#[^\n]*|[[\]{},]|:(?=[\s,[\]{}"']|$)|(?:(?!:[\s,[\]{}]|:$)[^\s,[\]{}])+/
    .source;

function isWord(token: string): boolean {
  return !/^(?:[[\]{},:\s]|#)/.test(token) || /^:./.test(token);
}

/** A colon within a value, such as that of an image whose tag comes next. */
function isInnerColon({ frames, word }: Reading, token: string, next: string): boolean {
  const frame = frames.at(-1);
  return token === ':' && word !== '' && !/\s/.test(next) && (!frame?.isMap || frame.key !== undefined);
}

function takeWord(reading: Reading, token: string, at: number): void {
  if (/^\s/.test(token)) return;
  if (reading.word === '') reading.wordStart = at;
  reading.word += token;
}

function takeMark(reading: Reading, mark: string): void {
  const { frames } = reading;
  if (/^[\s#]/.test(mark)) return;
  const frame = frames.at(-1);
  const word = unquote(reading.word);
  reading.word = '';
  if (mark === '[' || mark === '{') frames.push({ isMap: mark === '{', key: undefined, used: [] });
  else if (mark === ']' || mark === '}') frames.pop();
  else if (mark === ':' && frame?.isMap) {
    frame.key = word;
    frame.used.push(word);
  } else if (mark === ',' && frame) {
    if (!frame.isMap && word !== '') frame.used.push(word);
    frame.key = undefined;
  }
}

function stepOf({ isMap, key }: Frame): readonly Step[] {
  if (!isMap) return ['item'];
  return key === undefined ? [] : [{ key }];
}

function unquote(word: string): string {
  return word.replaceAll(/^["']|["']$/g, '');
}
