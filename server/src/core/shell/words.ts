import type { Span } from '../text/span.ts';
import type { Part, Script, Word } from './ast.ts';
import { match, maxDepth, peek, type Reader, readerOf, take } from './reader.ts';

/** Reads the word that begins here; empty where none does. */
export function readWord(reader: Reader): Word {
  const start = reader.at;
  const parts: Part[] = [];
  for (;;) {
    const before = reader.at;
    readPart(reader, parts);
    if (reader.at === before) break;
  }
  // A line end that is taken away is no part of the word before it.
  for (let last = parts.at(-1); last && isLineEnd(reader, last); last = parts.at(-1)) {
    reader.at = last.start;
    parts.pop();
  }
  return wordOf(start, reader.at, parts);
}

function isLineEnd({ text }: Reader, part: Part): boolean {
  return part.kind === 'text' && part.text === '' && part.quote === undefined && text.charAt(part.start) === '\\';
}

/** A word of parts. */
export function wordOf(start: number, end: number, parts: readonly Part[]): Word {
  let text = '';
  let isPlain = true;
  for (const part of parts) {
    if (part.kind === 'text') text += part.text;
    else {
      text += '$';
      isPlain = false;
    }
  }
  return { start, end, parts, text, isPlain };
}

/** Characters that mean nothing, outside of quotes and inside of double ones. */
const plain = /[^ \t\r\n;&|()<>'"\\$`]+/y;
const plainInQuotes = /[^"\\$`]+/y;

function readPart(reader: Reader, parts: Part[]): void {
  const start = reader.at;
  const next = peek(reader);
  if (next === '') return;
  if (next === "'") readSingleQuotes(reader, parts);
  else if (next === '"') readDoubleQuotes(reader, parts);
  else if (next === '\\') readEscape(reader, parts);
  else if (next === '$') readDollar(reader, parts, undefined);
  else if (next === '`') readBackticks(reader, parts, undefined);
  else if ((next === '<' || next === '>') && peek(reader, 1) === '(') readProcess(reader, parts);
  else {
    reader.at += match(reader, plain).length;
    if (reader.at > start) addText(parts, { start, end: reader.at }, reader.text.slice(start, reader.at));
  }
}

function addText(parts: Part[], { start, end }: Span, text: string, quote?: '"' | "'"): void {
  parts.push({ kind: 'text', start, end, text, quote });
}

function readSingleQuotes(reader: Reader, parts: Part[]): void {
  const start = reader.at;
  const close = reader.text.indexOf("'", start + 1);
  const isClosed = close >= 0;
  if (!isClosed) reader.isComplete = false;
  const end = isClosed ? close : reader.end;
  reader.at = isClosed ? close + 1 : reader.end;
  addText(parts, { start, end: reader.at }, reader.text.slice(start + 1, end), "'");
}

/** A line end behind a backslash is taken away, any other character stands for itself. */
function readEscape(reader: Reader, parts: Part[]): void {
  const start = reader.at;
  const lineEnd = match(reader, /\\\r?\n/y);
  if (lineEnd !== '') {
    reader.at += lineEnd.length;
    // Nothing but the end of the line: a word may go on behind it, or end here.
    addText(parts, { start, end: reader.at }, '');
    return;
  }
  const escaped = peek(reader, 1);
  if (escaped === '') reader.isComplete = false;
  reader.at = Math.min(start + 2, reader.end);
  addText(parts, { start, end: reader.at }, escaped === '' ? '\\' : escaped);
}

function readDoubleQuotes(reader: Reader, parts: Part[]): void {
  const opening = reader.at++;
  const first = parts.length;
  for (let next = peek(reader); next !== '"'; next = peek(reader)) {
    if (next === '') {
      reader.isComplete = false;
      break;
    }
    readQuotedPart(reader, parts);
  }
  if (peek(reader) === '"') reader.at++;
  // Empty quotes are a word, too.
  if (parts.length === first) addText(parts, { start: opening, end: reader.at }, '', '"');
}

function readQuotedPart(reader: Reader, parts: Part[]): void {
  const start = reader.at;
  const next = peek(reader);
  if (next === '$') readDollar(reader, parts, '"');
  else if (next === '`') readBackticks(reader, parts, '"');
  else if (next === '\\') {
    const escaped = peek(reader, 1);
    reader.at = Math.min(start + 2, reader.end);
    const text = '$`"\\'.includes(escaped) ? escaped : escaped === '\n' ? '' : `\\${escaped}`;
    addText(parts, { start, end: reader.at }, text, '"');
  } else {
    reader.at += match(reader, plainInQuotes).length;
    addText(parts, { start, end: reader.at }, reader.text.slice(start, reader.at), '"');
  }
}

/** The quotes around a piece of a word. */
type Quote = '"' | undefined;

function readDollar(reader: Reader, parts: Part[], quote: Quote): void {
  const start = reader.at;
  const next = peek(reader, 1);
  if (next === '(' && peek(reader, 2) === '(') {
    const names = readArithmetic(reader, 3);
    // A subshell may begin the script of a substitution.
    if (names) parts.push({ kind: 'arithmetic', start, end: reader.at, quote, names });
    else readSubstitution(reader, parts, quote);
  } else if (next === '(') readSubstitution(reader, parts, quote);
  else if (next === '{') readBraces(reader, parts, quote);
  else if (next === "'" && quote === undefined) readAnsiQuotes(reader, parts);
  else if (next === '"' && quote === undefined) reader.at++;
  else {
    const name = match(reader, /[A-Za-z_]\w*|[\d@*#?$!-]/y, 1);
    reader.at = start + 1 + name.length;
    if (name === '') addText(parts, { start, end: reader.at }, '$', quote);
    else {
      const nameSpan = { start: start + 1, end: reader.at };
      parts.push({ kind: 'variable', start, end: reader.at, quote, name, nameSpan, modifier: '', operand: [] });
    }
  }
}

/** `$'…'`, in which a backslash escapes the quote. */
function readAnsiQuotes(reader: Reader, parts: Part[]): void {
  const start = reader.at;
  const body = match(reader, /(?:\\[^]|[^'\\])*/y, 2);
  reader.at = Math.min(start + 2 + body.length, reader.end);
  if (!take(reader, "'")) reader.isComplete = false;
  addText(parts, { start, end: reader.at }, body, "'");
}

function readSubstitution(reader: Reader, parts: Part[], quote: Quote): void {
  const start = reader.at;
  reader.at += 2;
  const script = nested(reader, ')');
  parts.push({ kind: 'command', start, end: reader.at, quote, script });
}

/** `<(…)` and `>(…)` of bash. */
function readProcess(reader: Reader, parts: Part[]): void {
  readSubstitution(reader, parts, undefined);
}

function nested(reader: Reader, closer: ')' | '`'): Script {
  const start = reader.at;
  if (reader.depth >= maxDepth) {
    reader.isComplete = false;
    reader.at = reader.end;
    return { start, end: reader.at, items: [], isComplete: false };
  }
  reader.depth++;
  const script = reader.readNested(reader, closer);
  reader.depth--;
  if (!take(reader, closer)) reader.isComplete = false;
  return script;
}

/** What stands between backticks is a script of its own; backticks within it are escaped. */
function readBackticks(reader: Reader, parts: Part[], quote: Quote): void {
  const start = reader.at;
  const body = match(reader, /(?:\\[^]|[^`\\])*/y, 1);
  const end = Math.min(start + 1 + body.length, reader.end);
  const inner: Reader = {
    ...readerOf(reader.text, { start: start + 1, end, readNested: reader.readNested }),
    depth: reader.depth + 1,
  };
  const script =
    inner.depth > maxDepth ? { start: start + 1, end, items: [], isComplete: false } : reader.readNested(inner, '`');
  reader.at = end;
  if (!inner.isComplete || !take(reader, '`')) reader.isComplete = false;
  parts.push({ kind: 'command', start, end: reader.at, quote, script });
}

function readBraces(reader: Reader, parts: Part[], quote: Quote): void {
  const start = reader.at;
  reader.at += 2;
  reader.at += match(reader, /[#!](?=[\w@*])/y).length;
  const nameStart = reader.at;
  reader.at += match(reader, /[A-Za-z_]\w*|\d+|[@*#?$!-]/y).length;
  const nameSpan = { start: nameStart, end: reader.at };
  const name = reader.text.slice(nameStart, reader.at);
  const modifier = match(reader, /:?[-+=?]|##?|%%?|\/\/?|\^\^?|,,?|:|\[|@/y);
  reader.at += modifier.length;
  const operand = readOperand(reader, quote);
  parts.push({ kind: 'variable', start, end: reader.at, quote, name, nameSpan, modifier, operand });
}

/** The parts up to the brace that closes. */
function readOperand(reader: Reader, quote: Quote): readonly Part[] {
  const operand: Part[] = [];
  reader.depth++;
  if (reader.depth > maxDepth) reader.at = reader.end;
  while (peek(reader) !== '}' && peek(reader) !== '') readOperandPart(reader, operand, quote);
  if (!take(reader, '}')) reader.isComplete = false;
  reader.depth--;
  return operand;
}

function readOperandPart(reader: Reader, parts: Part[], quote: Quote): void {
  const start = reader.at;
  const text = match(reader, /[^}'"\\$`]+/y);
  if (text !== '') {
    reader.at += text.length;
    addText(parts, { start, end: reader.at }, text, quote);
  } else if (peek(reader) === "'" && quote === '"') {
    reader.at++;
    addText(parts, { start, end: reader.at }, "'", quote);
  } else readPart(reader, parts);
}

/**
 * Reads `((…))` from `length` characters behind the offset on, and gives the variables in it. Reads nothing where the
 * parentheses do not close together: they are subshells then.
 */
export function readArithmetic(reader: Reader, length: number): readonly Span[] | undefined {
  const start = Math.min(reader.at + length, reader.end);
  let end = start;
  for (let depth = 2; depth > 0 && end < reader.end; end++) {
    const next = reader.text.charAt(end);
    if (next === '(') depth++;
    else if (next !== ')') continue;
    else if (--depth === 1 && end + 1 < reader.end && reader.text.charAt(end + 1) !== ')') return undefined;
  }
  const inside = reader.text.slice(start, end);
  if (!inside.endsWith('))')) reader.isComplete = false;
  reader.at = end;
  return [...inside.matchAll(/(?<![\w.])[A-Za-z_]\w*/g)].map(({ 0: name, index }) => ({
    start: start + index,
    end: start + index + name.length,
  }));
}
