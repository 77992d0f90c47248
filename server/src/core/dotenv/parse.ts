import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';

/** A line of a file with variables, or several where its quotes reach over them. */
export interface EnvEntry {
  readonly name: string;
  readonly nameSpan: Span;
  /**
   * The text behind the separator: without quotes and escapes, variables not filled in yet. Undefined for a name alone,
   * which takes over the value that the variable has outside.
   */
  readonly raw: string | undefined;
  /** Quotes included. */
  readonly valueSpan: Span;
  /** Whether variables in the value are filled in: not in single quotes. */
  readonly isTemplate: boolean;
}

/** Where Compose cannot read a file with variables. It reads no further. */
export interface EnvProblem {
  readonly span: Span;
  readonly message: Message;
}

/** A file with variables, such as `.env`. */
export interface EnvFile {
  readonly text: string;
  readonly entries: readonly EnvEntry[];
  /** Each line that Compose does not take; it stops at the first. */
  readonly problems: readonly EnvProblem[];
}

/** Reads a file with variables as Compose does (compose-go `dotenv/parser.go`); goes on behind a mistake, to find all. */
export function parseEnv(text: string): EnvFile {
  const entries: EnvEntry[] = [];
  const problems: EnvProblem[] = [];
  let position = text.startsWith('\uFEFF') ? 1 : 0;
  for (;;) {
    position = statementStart(text, position);
    if (position >= text.length) return { text, entries, problems };
    const read = statement(text, position);
    if ('problem' in read) problems.push(read.problem);
    else entries.push(read.entry);
    position = read.end;
  }
}

type Statement =
  { readonly entry: EnvEntry; readonly end: number } | { readonly problem: EnvProblem; readonly end: number };

/** Behind blanks, line breaks and comments. */
function statementStart(text: string, from: number): number {
  startPattern.lastIndex = from;
  startPattern.exec(text);
  return startPattern.lastIndex;
}

const startPattern = /(?:\s+|#[^\n]*)*/y;

function statement(text: string, from: number): Statement {
  exportPattern.lastIndex = from;
  const start = exportPattern.test(text) ? exportPattern.lastIndex : from;
  keyPattern.lastIndex = start;
  const key = keyPattern.exec(text)?.[0] ?? '';
  const end = start + key.length;
  const separator = text.charAt(end);
  const name = key.trimEnd();
  const nameSpan = { start, end: start + name.length };
  if (separator !== '' && !/[=:\n]/.test(separator)) return badCharacter(text, { start: end, end: end + 1 });
  // Behind the last line without a separator and a line break, Compose sees the start of the same line again.
  if (separator === '' && name === '') return { problem: noName(nameSpan), end: text.length };
  if (/ /.test(name)) return { problem: blankInName(nameSpan), end: lineEnd(text, end) };
  if (separator === '' || separator === '\n')
    return { entry: inherited(name, nameSpan), end: Math.min(end + 1, text.length) };
  if (name === '') return { problem: noName({ start, end: end + 1 }), end: lineEnd(text, end) };
  return assignment(text, { name, nameSpan }, skipBlanks(text, end + 1));
}

const exportPattern = /export[\t\v\f\r \u0085\u00A0]+(?=\S)/y;
const keyPattern = /[\p{L}\p{N}_.\-[\]\t\v\f\r \u0085\u00A0]*/uy;

function assignment(text: string, named: Pick<EnvEntry, 'name' | 'nameSpan'>, start: number): Statement {
  const quote = text.charAt(start);
  if (quote === '"' || quote === "'") return quoted(text, named, start);
  const end = lineEnd(text, start);
  const value = (text.slice(start, end).split(' #')[0] ?? '').trimEnd();
  const valueSpan = { start, end: start + value.length };
  return { entry: { ...named, raw: value, valueSpan, isTemplate: true }, end };
}

function quoted(text: string, named: Pick<EnvEntry, 'name' | 'nameSpan'>, start: number): Statement {
  const quote = text.charAt(start);
  const close = closingQuote(text, start);
  if (close === -1) {
    const span = { start, end: lineEnd(text, start) };
    return { problem: { span, message: message('The closing quote {0} is missing.', quote) }, end: span.end };
  }
  const inner = text.slice(start + 1, close).replaceAll(quote === '"' ? /\\"/g : /\\'/g, quote);
  const raw = quote === '"' ? withEscapes(inner) : inner;
  const valueSpan = { start, end: close + 1 };
  return { entry: { ...named, raw, valueSpan, isTemplate: quote === '"' }, end: close + 1 };
}

/** Two backslashes do not cancel each other: only the one right before a quote escapes it. */
function closingQuote(text: string, start: number): number {
  let escaped = false;
  for (let index = start + 1; index < text.length; index++) {
    const char = text.charAt(index);
    if (char === text.charAt(start) && !escaped) return index;
    escaped = !escaped && char === '\\';
  }
  return -1;
}

function withEscapes(text: string): string {
  return text.replaceAll(/\\(?:([abcfnrtv$"\\])|0([0-7]{1,3})|0\d{0,3})/g, (all, letter?: string, octal?: string) => {
    if (letter !== undefined) return escapes[letter] ?? all;
    return octal?.length === 3 ? String.fromCodePoint(Number.parseInt(octal, 8)) : all;
  });
}

const escapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  // A dollar sign stands for itself when variables are filled in.
  $: '$$',
  '"': '"',
  '\\': '\\',
};

function inherited(name: string, nameSpan: Span): EnvEntry {
  return { name, nameSpan, raw: undefined, valueSpan: { start: nameSpan.end, end: nameSpan.end }, isTemplate: false };
}

function badCharacter(text: string, span: Span): Statement {
  const words = message(
    '{0} cannot stand in the name of a variable. Write `NAME=value`.',
    text.slice(span.start, span.end),
  );
  return { problem: { span, message: words }, end: lineEnd(text, span.end) };
}

function blankInName(span: Span): EnvProblem {
  return { span, message: message('The name of a variable cannot have a space. Write `NAME=value`.') };
}

function noName(span: Span): EnvProblem {
  return { span, message: message('The name of the variable is missing before the separator.') };
}

function skipBlanks(text: string, from: number): number {
  blankPattern.lastIndex = from;
  blankPattern.exec(text);
  return blankPattern.lastIndex;
}

const blankPattern = /[\t\v\f\r \u0085\u00A0]*/y;

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  return newline === -1 ? text.length : newline;
}
