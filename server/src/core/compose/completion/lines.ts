import { countWhile } from '../../text/countWhile.ts';

/** The structure of one line of block style: its dashes and its key. Columns count from 0. */
export interface Line {
  /** Where the line begins in the text. */
  readonly start: number;
  readonly text: string;
  /** The column of the first character that is no blank; the length of the line where there is none. */
  readonly indent: number;
  /** The columns of the dashes that begin list items. */
  readonly dashes: readonly number[];
  /** The column behind the dashes, where a key or a value begins. */
  readonly column: number;
  /** The key, where there is one, without quotes. */
  readonly key: string | undefined;
  /** The column behind the colon of the key; without a key, that of the value. */
  readonly valueColumn: number;
  /** Whether nothing but blanks or a comment stands in the line. */
  readonly blank: boolean;
}

const linePattern = /^([ \t]*)((?:-(?: +|$))*)(.*)$/;
const keyPattern = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'[\]{},&*!|>%@`][^#]*?)[ \t]*:(?=[ \t]|$)/;

/** Reads a line of block style. A line that is something else has no key and no dashes worth speaking of. */
function readLine(text: string, start: number): Line {
  const match = linePattern.exec(text);
  const [indent, markers, rest] = [match?.[1]?.length ?? 0, match?.[2] ?? '', match?.[3] ?? text];
  const column = indent + markers.length;
  const key = keyPattern.exec(rest);
  return {
    start,
    text,
    indent,
    dashes: [...markers.matchAll(/-/g)].map(({ index }) => indent + index),
    column,
    key: key?.[1]?.replaceAll(/^["']|["']$/g, ''),
    valueColumn: column + (key?.[0].length ?? 0),
    blank: markers === '' && /^\s*(?:#.*)?$/.test(rest),
  };
}

/** The lines of a text, read when they are asked for: a place needs few of them. */
export interface Lines {
  readonly count: number;
  /** Where a line begins in the text. */
  start(index: number): number;
  /** The line that an offset is in. */
  at(offset: number): number;
  /** How many blanks and tabs a line begins with. */
  indent(index: number): number;
  line(index: number): Line;
}

export function readLines(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const start = (index: number): number => starts[index] ?? text.length;
  return {
    count: starts.length,
    start,
    at: (offset) => Math.max(0, countWhile(starts.length, (index) => start(index) <= offset) - 1),
    indent(index) {
      const begin = start(index);
      let end = begin;
      while (text.charCodeAt(end) === blank || text.charCodeAt(end) === tab) end++;
      return end - begin;
    },
    line(index) {
      const end = index + 1 < starts.length ? start(index + 1) - 1 : text.length;
      return readLine(text.slice(start(index), end).replace(/\r$/, ''), start(index));
    },
  };
}

const blank = 32;
/** YAML has none in the indentation; who has typed one is helped on all the same. */
const tab = 9;

/** What stands behind the key of a line, without anchor, tag and comment. */
export function inlineValue({ text, valueColumn }: Line): string {
  return text
    .slice(valueColumn)
    .replace(/(?:^|\s)#.*$/, '')
    .trim()
    .replace(/^(?:[&!]\S*\s*)+/, '');
}

/** Whether the value that begins in a line is a block of text, after `|` or `>`. */
export function beginsBlockText(line: Line): boolean {
  return /^[|>][-+\d]*$/.test(inlineValue(line));
}
