import { scalarType } from '../yaml/scalar.ts';
import type { Entry, Node } from '../yaml/nodes.ts';

/** A value to write: a text, a piece of YAML as it is, a list, or a map. A map's value may be left out. */
export type Value = string | Raw | readonly Value[] | ReadonlyMap<string, Value | undefined>;

export interface Raw {
  readonly raw: string;
}

export function raw(text: string | number | boolean): Raw {
  return { raw: String(text) };
}

/** A text as a YAML scalar: without quotes where every reader takes it for that text, else in double quotes. */
function scalar(text: string): string {
  const isPlain = /^[\w./@%][\w./@%+=,-]*(?:[ :][\w./@%+=,-]+)*$/.test(text) && !isOdd(text);
  return isPlain ? text : JSON.stringify(text);
}

/** Words and numbers that a reader would not take for text, those of YAML 1.1 included. */
function isOdd(text: string): boolean {
  if (
    /^(?:y|n|yes|no|on|off|true|false|null|~)$/i.test(text) ||
    /^[\d.:_-]+$/.test(text) ||
    /[%@]/.test(text.charAt(0))
  )
    return true;
  const node = {
    kind: 'scalar',
    style: 'plain',
    text,
    span: { start: 0, end: 0 },
    anchor: undefined,
    tag: undefined,
  } as const;
  return scalarType(node) !== 'string';
}

/** A value on one line, in brackets and braces. */
export function flowText(value: Value | undefined): string {
  if (value === undefined) return 'null';
  if (typeof value === 'string') return /[,[\]{}]/.test(value) ? JSON.stringify(value) : scalar(value);
  if ('raw' in value) return value.raw;
  if (isList(value)) return `[${value.map(flowText).join(', ')}]`;
  return `{${[...value].map(([key, inner]) => `${scalar(key)}: ${flowText(inner)}`).join(', ')}}`;
}

/** The lines of a list or map, or the one line of a text, from column 0. */
export function blockLines(value: Value | undefined, unit: string): readonly string[] {
  if (value === undefined) return [''];
  if (typeof value === 'string') return [scalar(value)];
  if ('raw' in value) return [value.raw];
  if (isList(value)) return value.flatMap((item) => itemLines(item, unit));
  return [...value].flatMap(([key, inner]) => entryLines(key, inner, unit));
}

/** An item with its dash. */
export function itemLines(item: Value, unit: string): readonly string[] {
  return blockLines(item, unit).map((line, index) => `${index === 0 ? '- ' : '  '}${line}`);
}

/** A key with its value. */
export function entryLines(key: string, value: Value | undefined, unit: string): readonly string[] {
  if (value === undefined) return [`${scalar(key)}:`];
  if (typeof value === 'string' || 'raw' in value) return [`${scalar(key)}: ${blockLines(value, unit).join('')}`];
  return [`${scalar(key)}:`, ...blockLines(value, unit).map((line) => unit + line)];
}

/** The items of a list; none of anything else. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return value !== undefined && typeof value !== 'string' && !('raw' in value) && isList(value) ? value : [];
}

/** The entries of a map; none of anything else. */
export function entriesIn(value: Value | undefined): ReadonlyMap<string, Value | undefined> {
  const isMap = value !== undefined && typeof value !== 'string' && !('raw' in value) && !isList(value);
  return isMap ? value : new Map();
}

function isList(value: Exclude<Value, string | Raw>): value is readonly Value[] {
  return Array.isArray(value);
}

/** Lines below one another, the further ones indented to a column. */
export function joined(lines: readonly string[], column: number, lineBreak: string): string {
  return lines.join(`${lineBreak}${' '.repeat(column)}`);
}

/** The column of an offset in its line. */
export function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}

/** Where the dash of an item stands; undefined where it is in another line. */
export function dashOf(text: string, { span }: Node): number | undefined {
  const lineStart = text.lastIndexOf('\n', span.start - 1) + 1;
  const before = /-[ \t]+(?:[&!]\S+[ \t]+)*$/.exec(text.slice(lineStart, span.start));
  return before ? lineStart + before.index : undefined;
}

/** Behind the last character of an entry, its colon at least. */
export function entryEnd(text: string, { key, value }: Entry): number {
  const colon = text.indexOf(':', key.span.end);
  return Math.max(value.span.end, colon < 0 ? key.span.end : colon + 1);
}

/** Whether an anchor, a tag or an alias stands in a value, so that it cannot be written anew. */
export function isMarked(node: Node): boolean {
  if (node.anchor !== undefined || node.tag !== undefined || node.kind === 'alias') return true;
  if (node.kind === 'list') return node.items.some(isMarked);
  return (
    node.kind === 'map' && node.entries.some(({ key, value }) => key.text === '<<' || isMarked(key) || isMarked(value))
  );
}
