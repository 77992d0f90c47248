import type { Span } from '../../text/span.ts';
import type { ComposeModel } from '../model.ts';
import { nodesAt } from '../yaml/nodeAt.ts';
import { flowPlace } from './flow.ts';
import type { FlowPlace } from './flow.ts';
import { readLines } from './lines.ts';
import type { Line, Lines } from './lines.ts';
import { blockPlace, itemsOf, siblingsOf } from './path.ts';
import type { Step } from './path.ts';

/** All that completion must know of the place of the cursor. */
export interface Cursor {
  readonly path: readonly Step[];
  /**
   * What may be written: a key or a single value at the start of a line or item (`start`), a value behind a colon (`value`), a key
   * in braces (`flow key`), a value or item in brackets or braces (`flow value`).
   */
  readonly position: 'start' | 'value' | 'flow key' | 'flow value';
  /** Whether a dash stands before the place, in its line. */
  readonly inItem: boolean;
  /** The text to replace. Begins at the start of the line where the indentation is to be mended. */
  readonly span: Span;
  /** Blanks that belong before the new text, for the same reason. */
  readonly lead: string;
  /** What more the lines of a snippet are to be indented by, behind the first: the dashes before it. */
  readonly indent: string;
  /** What is typed already, from the start of the word to the cursor. */
  readonly word: string;
  /** Whether a colon follows the word. */
  readonly hasColon: boolean;
  /** The quote that is open before the word. */
  readonly quote: string;
  /** The keys or items that are there already. */
  readonly used: ReadonlySet<string>;
}

/** Looks at the text around the cursor. Undefined where nothing can be completed: in comments and in blocks of text. */
export function cursorAt(model: ComposeModel, offset: number): Cursor | undefined {
  const { text } = model;
  const lines = readLines(text);
  const index = lines.at(offset);
  const line = lines.line(index);
  if (isComment(line.text.slice(0, offset - line.start))) return undefined;
  const flow = flowStart(model, line, offset);
  if (flow !== undefined) {
    const place = flowPlace(text, flow, offset);
    return place && inFlow({ lines, text, offset }, place, flow);
  }
  if (inLongText(model, line, offset)) return undefined;
  const column = offset - line.start;
  // `- name:` without a blank behind the colon may become a mount or a port as well as a key.
  const isOpen = line.dashes.length > 0 && column === line.valueColumn && line.text.length === column;
  const behindKey = line.key !== undefined && column >= line.valueColumn && !isOpen;
  return behindKey ? behindColon({ lines, text, offset }, line, index) : atStart({ lines, text, offset }, line, index);
}

interface Scene {
  readonly lines: Lines;
  readonly text: string;
  readonly offset: number;
}

/** A key, or an item, at the start of a line or behind a dash. */
function atStart({ lines, text, offset }: Scene, line: Line, index: number): Cursor | undefined {
  const column = Math.min(line.column, offset - line.start);
  if (column < line.column && line.text.slice(column).trim() !== '') return undefined;
  const place = blockPlace(lines, index, column);
  const start = line.start + column;
  const word = text.slice(start, offset);
  if (place.inText || /\s$/.test(word)) return undefined;
  const misplaced = line.dashes.length === 0 && place.column !== column;
  const quote = /^["']/.exec(word)?.[0] ?? '';
  const [end, hasColon] = wordEnd(text, offset, /^[\w.$/-]*/);
  const listColumn = line.dashes.at(-1) ?? place.column;
  const used = [...siblingsOf(lines, index, place.column), ...itemsOf(lines, index, listColumn)];
  return {
    path: place.path,
    position: 'start',
    inItem: line.dashes.length > 0,
    span: { start: misplaced ? line.start : start + quote.length, end },
    // A dash that nothing follows yet needs a blank behind it.
    lead: misplaced ? ' '.repeat(place.column) : text.charAt(start - 1) === '-' && line.dashes.length > 0 ? ' ' : '',
    indent: ' '.repeat(line.dashes.length > 0 ? line.column - line.indent : 0),
    word: word.slice(quote.length),
    hasColon,
    quote,
    used: new Set(used),
  };
}

function behindColon({ lines, text, offset }: Scene, line: Line, index: number): Cursor | undefined {
  const before = text.slice(line.start + line.valueColumn, offset);
  const blanks = /^\s*(?:[&!]\S+\s+)*/.exec(before)?.[0] ?? '';
  if (line.key === undefined || (blanks === '' && before !== '')) return undefined;
  const word = before.slice(blanks.length);
  // A block of text, or behind a value that is complete.
  if (/^[|>]|^"(?:[^"\\]|\\.)*"|^'[^']*'|\s$/.test(word)) return undefined;
  const place = blockPlace(lines, index, line.column);
  const quote = /^["']/.exec(word)?.[0] ?? '';
  const [end] = wordEnd(text, offset, quote === '' ? /^[^\s#]*/ : /^[^"'\r\n]*/);
  return {
    path: [...place.path, { key: line.key }],
    position: 'value',
    inItem: false,
    span: { start: offset - word.length + quote.length, end },
    // A value needs a blank behind the colon.
    lead: blanks === '' ? ' ' : '',
    indent: ' '.repeat(line.column - line.indent),
    word: word.slice(quote.length),
    hasColon: false,
    quote,
    used: new Set(),
  };
}

function inFlow({ lines, text, offset }: Scene, place: FlowPlace, flow: number): Cursor {
  const index = lines.at(flow);
  const outer = pathOfValue(lines, lines.line(index), index);
  const raw = text.slice(place.wordStart, offset);
  const quote = /^["']/.exec(raw)?.[0] ?? '';
  const [end, hasColon] = wordEnd(text, offset, quote === '' ? /^[^\s,[\]{}:]*/ : /^[^"'\r\n]*/);
  return {
    path: [...outer, ...place.path],
    position: place.isKey ? 'flow key' : 'flow value',
    inItem: false,
    span: { start: place.wordStart + quote.length, end },
    lead: !place.isKey && text.charAt(offset - 1) === ':' && raw === '' ? ' ' : '',
    indent: '',
    word: raw.slice(quote.length),
    hasColon,
    quote,
    used: new Set(place.used),
  };
}

/** The way to the value that a line holds behind its key or its dashes. */
function pathOfValue(lines: Lines, line: Line, index: number): readonly Step[] {
  const { path } = blockPlace(lines, index, line.column);
  return line.key === undefined ? path : [...path, { key: line.key }];
}

/** Where the outermost bracket opens that the offset is inside of: in its line, or in an earlier one by the parser. */
function flowStart(model: ComposeModel, line: Line, offset: number): number | undefined {
  const outer = nodesAt(model.yaml, offset).find(
    (node) => node.kind !== 'scalar' && node.kind !== 'alias' && node.flow,
  );
  if (outer && outer.span.start < offset) {
    const closed = /[\]}]/.test(model.text.charAt(outer.span.end - 1));
    if (offset < outer.span.end || !closed) return outer.span.start;
  }
  const from = line.key === undefined ? line.column : line.valueColumn;
  const value = /^\s*(?:[&!]\S+\s+)*(?=[[{])/.exec(line.text.slice(from));
  const start = value ? line.start + from + value[0].length : undefined;
  return start !== undefined && start < offset && flowPlace(model.text, start, offset) ? start : undefined;
}

/** Whether the offset is inside a quoted text that began in an earlier line. */
function inLongText({ yaml }: ComposeModel, line: Line, offset: number): boolean {
  const inner = nodesAt(yaml, offset).at(-1);
  if (inner?.kind !== 'scalar' || inner.style !== 'quoted') return false;
  return inner.span.start < line.start && offset < inner.span.end;
}

function wordEnd(text: string, offset: number, rest: RegExp): readonly [number, boolean] {
  const newline = text.indexOf('\n', offset);
  const tail = text.slice(offset, newline === -1 ? text.length : newline);
  const end = offset + (rest.exec(tail)?.[0].length ?? 0);
  return [end, /^["']?[ \t]*:(?:\s|$)/.test(tail.slice(end - offset))];
}

/** Whether a comment begins before the end of a piece of a line. */
export function isComment(text: string): boolean {
  const bare = text.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'/g, (quoted) => '_'.repeat(quoted.length));
  return /(?:^|\s)#/.test(bare) && !/^[^#]*["'][^"']*#/.test(bare);
}
