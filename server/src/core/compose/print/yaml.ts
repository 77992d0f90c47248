import { scalarType } from '../yaml/scalar.ts';
import type { Origin } from '../project/value.ts';
import type { Out, OutEntry, OutScalar } from './out.ts';

/** A text, and which of its pieces come from where. */
export interface Printed {
  readonly text: string;
  readonly sources: readonly Source[];
}

/** A piece of a printed text, and where it comes from. */
export interface Source {
  readonly start: number;
  readonly end: number;
  readonly origin: Origin;
}

/** Writes a configuration as `docker compose config` does, in the style of go-yaml. A `$` is doubled. */
export function printYaml(entries: readonly OutEntry[]): Printed {
  const writer: Writer = { parts: [], length: 0, sources: [] };
  writeEntries(writer, entries, 0);
  return { text: writer.parts.join(''), sources: writer.sources };
}

interface Writer {
  readonly parts: string[];
  length: number;
  readonly sources: Source[];
}

function write(writer: Writer, text: string, origin?: Origin): void {
  const doubled = text.replaceAll('$', '$$$$');
  const start = writer.length;
  writer.parts.push(doubled);
  writer.length += doubled.length;
  if (origin && origin.file !== '') writer.sources.push({ start, end: writer.length, origin });
}

function writeEntry(writer: Writer, { key, keyOrigin, value }: OutEntry, indent: number): void {
  write(writer, scalarText({ kind: 'scalar', text: key, isText: true, origin: keyOrigin }, 'key', 0), keyOrigin);
  write(writer, ':');
  writeValue(writer, value, indent);
}

function writeEntries(writer: Writer, entries: readonly OutEntry[], indent: number): void {
  for (const entry of entries) {
    write(writer, ' '.repeat(indent));
    writeEntry(writer, entry, indent);
  }
}

/** A value behind a key or a dash; what is below it is indented deeper. */
function writeValue(writer: Writer, value: Out, indent: number): void {
  if (value.kind === 'scalar') {
    write(writer, ' ');
    write(writer, scalarText(value, 'value', indent + 2), value.origin);
    return write(writer, '\n');
  }
  const isEmpty = (value.kind === 'map' ? value.entries : value.items).length === 0;
  if (isEmpty) {
    write(writer, ' ');
    write(writer, value.kind === 'map' ? '{}' : '[]', value.origin);
    return write(writer, '\n');
  }
  write(writer, '\n');
  if (value.kind === 'map') writeEntries(writer, value.entries, indent + 2);
  else for (const item of value.items) writeItem(writer, item, indent + 2);
}

function writeItem(writer: Writer, item: Out, indent: number): void {
  write(writer, `${' '.repeat(indent)}-`);
  const [first, ...others] = item.kind === 'map' ? item.entries : [];
  if (first) {
    write(writer, ' ');
    writeEntry(writer, first, indent + 2);
    return writeEntries(writer, others, indent + 2);
  }
  writeValue(writer, item, indent);
}

/** A scalar in the style that go-yaml chooses for it. */
function scalarText({ text, isText }: OutScalar, place: 'key' | 'value', indent: number): string {
  if (!isText) return text;
  if (text.includes('\n') && place === 'value' && isBlockAllowed(text)) return block(text, indent);
  if (text.includes('\n')) return doubleQuoted(text);
  if (!staysText(text)) return doubleQuoted(text);
  if (isPlainAllowed(text)) return text;
  return isSingleAllowed(text) ? `'${text.replaceAll("'", "''")}'` : doubleQuoted(text);
}

/** Whether YAML, old or new, reads a text when no quotes stand around it. */
function staysText(text: string): boolean {
  if (/^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/.test(text)) return false;
  if (/^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/.test(text)) return false;
  const type = scalarType({
    kind: 'scalar',
    text,
    style: 'plain',
    span: { start: 0, end: 0 },
    anchor: undefined,
    tag: undefined,
  });
  return type === 'string';
}

/** libyaml's analysis of a scalar for the plain style outside of brackets. */
function isPlainAllowed(text: string): boolean {
  if (/^(?:---|\.\.\.)/.test(text)) return false;
  if (/^[#,[\]{}&*!|>'"%@`]/.test(text) || /^[-?:](?:\s|$)/.test(text)) return false;
  if (/:(?:\s|$)|\s#/.test(text)) return false;
  return !/^ | $|[\u0085\u2028\u2029]/.test(text) && !hasSpecial(text);
}

function isSingleAllowed(text: string): boolean {
  return !hasSpecial(text);
}

/** Characters that only double quotes can hold. */
function hasSpecial(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- These are what is looked for.
  return /[\u0000-\u0008\u000B-\u001F\u007F-\u0084\u0086-\u009F\uFEFF\uFFFE\uFFFF]|[\uD800-\uDFFF]|\t/.test(text);
}

/** A block cannot show blanks at the end of the text, nor characters that need an escape. */
function isBlockAllowed(text: string): boolean {
  return !hasSpecialInBlock(text) && !/ \n| $/.test(text.replace(/\n+$/, ''));
}

function hasSpecialInBlock(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- These are what is looked for.
  return /[\u0000-\u0008\u000B-\u001F\u007F-\u0084\u0086-\u009F\uD800-\uDFFF\uFEFF\uFFFE\uFFFF]/.test(text);
}

function block(text: string, indent: number): string {
  const hint = /^[ \n]/.test(text) ? '2' : '';
  const chomp = text.endsWith('\n\n') || text === '\n' ? '+' : text.endsWith('\n') ? '' : '-';
  const body = (text.endsWith('\n') ? text.slice(0, -1) : text)
    .split('\n')
    .map((line) => (line === '' ? '' : ' '.repeat(indent) + line));
  return `|${hint}${chomp}\n${body.join('\n')}`;
}

const escapes: Readonly<Record<string, string>> = {
  '\0': '\\0',
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\v': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '\u001B': '\\e',
  '"': '\\"',
  '\\': '\\\\',
  '\u0085': '\\N',
  '\u00A0': '\\_',
  '\u2028': '\\L',
  '\u2029': '\\P',
};

// eslint-disable-next-line no-control-regex -- These are what is looked for.
const escaped = /[\u0000-\u001F"\\\u007F-\u009F\u2028\u2029\uFEFF]|[\u{10000}-\u{10FFFF}]/gu;

function doubleQuoted(text: string): string {
  const content = text.replaceAll(escaped, (char) => {
    const known = escapes[char];
    if (known !== undefined) return known;
    const code = char.codePointAt(0) ?? 0;
    const digits = code.toString(16).toUpperCase();
    if (code > 0xffff) return `\\U${digits.padStart(8, '0')}`;
    return code > 0xff ? `\\u${digits.padStart(4, '0')}` : `\\x${digits.padStart(2, '0')}`;
  });
  return `"${content}"`;
}
