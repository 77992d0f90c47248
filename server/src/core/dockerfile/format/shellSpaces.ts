import type { Span } from '../../text/span.ts';
import { char } from '../parse/chars.ts';

/**
 * The white space in a shell command that does nothing but part words, so that more or less of it means the same.
 * What stands in quotes, in backquotes and in `${…}` is left out, and so is everything where the end of a quote is in
 * doubt: a command that this does not understand has no such white space. Offsets are those of `text`.
 */
export function shellSpaces(text: string, start: number, end: number): readonly Span[] {
  const scan: Scan = { text, end, at: start, open: [], shields: 0, runs: [], hasCase: undefined, state: 'reading' };
  while (scan.at < end && scan.state === 'reading') step(scan);
  return scan.state === 'in doubt' || scan.open.length > 0 ? [] : scan.runs;
}

/** The same for a shell whose quotes are not those of `sh`: what stands before the first quote. */
export function foreignShellSpaces(text: string, start: number, end: number): readonly Span[] {
  const quote = text.slice(start, end).search(/["'`^]/);
  return plainSpaces(text, start, quote < 0 ? end : start + quote);
}

/** All runs of blanks in `start…end`. */
export function plainSpaces(text: string, start: number, end: number): Span[] {
  const runs: Span[] = [];
  let at = start;
  while (at < end) {
    const from = at;
    while (at < end && isHorizontal(text.charCodeAt(at))) at++;
    if (at > from && isFree(text, from)) runs.push({ start: from, end: at });
    while (at < end && !isHorizontal(text.charCodeAt(at))) at++;
  }
  return runs;
}

/** A space or tab: other white space is a character like any other to a shell. */
export function isHorizontal(code: number): boolean {
  return code === char.space || code === char.tab;
}

interface Scan {
  readonly text: string;
  readonly end: number;
  at: number;
  /** What is open, as the character that opened it. */
  readonly open: number[];
  /** How many of those keep their white space. */
  shields: number;
  readonly runs: Span[];
  /** Whether the text has the word `case`; looked up when it matters. */
  hasCase: boolean | undefined;
  state: 'reading' | 'done' | 'in doubt';
}

const openParenthesis = 40;
const closeParenthesis = 41;

function step(scan: Scan): void {
  const code = scan.text.charCodeAt(scan.at);
  const read = readers.get(code);
  if (read) read(scan);
  else scan.at++;
}

const readers: ReadonlyMap<number, (scan: Scan) => void> = new Map([
  [char.space, readSpaces],
  [char.tab, readSpaces],
  [char.backslash, (scan) => void (scan.at += 2)],
  [char.singleQuote, readSingleQuotes],
  [char.doubleQuote, (scan) => toggle(scan, char.doubleQuote)],
  [char.backtick, (scan) => toggle(scan, char.backtick)],
  [char.dollar, readDollar],
  [openParenthesis, readParenthesis],
  [closeParenthesis, readCloseParenthesis],
  [char.closeBrace, readCloseBrace],
  [char.hash, readHash],
]);

function readSpaces(scan: Scan): void {
  const start = scan.at;
  while (scan.at < scan.end && isHorizontal(scan.text.charCodeAt(scan.at))) scan.at++;
  if (scan.shields === 0 && isFree(scan.text, start)) scan.runs.push({ start, end: scan.at });
}

/** White space behind an escape character is text, and behind `<<` it is part of a heredoc's name. */
function isFree(text: string, start: number): boolean {
  const before = text.charCodeAt(start - 1);
  if (isHorizontal(before) || before === char.backslash || before === char.backtick) return false;
  return !text.endsWith('<<', start) && !text.startsWith('<<-', start - 3);
}

function readSingleQuotes(scan: Scan): void {
  const { text, at, end, open } = scan;
  if (open.at(-1) === char.doubleQuote) {
    scan.at++;
    return;
  }
  const close = text.indexOf("'", at + 1);
  // Within $'…' some shells read escapes and others do not.
  const isAnsi = text.charCodeAt(at - 1) === char.dollar && text.slice(at, close).includes('\\');
  if (close < 0 || close >= end || isAnsi) scan.state = 'in doubt';
  scan.at = close + 1;
}

function toggle(scan: Scan, quote: number): void {
  if (scan.open.at(-1) === quote) close(scan);
  else open(scan, quote);
  scan.at++;
}

function readDollar(scan: Scan): void {
  const next = scan.text.charCodeAt(scan.at + 1);
  scan.at += 2;
  if (next === char.openBrace) open(scan, char.openBrace);
  else if (next === openParenthesis) openCommand(scan);
  else scan.at--;
}

/** The patterns of `case` have parentheses that nothing opens. Where they would end a quote, all is in doubt. */
function openCommand(scan: Scan): void {
  if (scan.shields > 0 && (scan.hasCase ??= /\bcase\b/.test(scan.text))) scan.state = 'in doubt';
  open(scan, openParenthesis);
}

function readParenthesis(scan: Scan): void {
  const top = scan.open.at(-1);
  if (top === undefined || top === openParenthesis || top === char.backtick) open(scan, openParenthesis);
  scan.at++;
}

function readCloseParenthesis(scan: Scan): void {
  if (scan.open.at(-1) === openParenthesis) close(scan);
  scan.at++;
}

function readCloseBrace(scan: Scan): void {
  if (scan.open.at(-1) === char.openBrace) close(scan);
  scan.at++;
}

/** A comment of the shell reaches to the end of the logical line. To the builder, quotes in it are quotes. */
function readHash(scan: Scan): void {
  const { text, at, end } = scan;
  const isComment = scan.shields === 0 && /[\s;&|()]/.test(text.charAt(at - 1));
  scan.at++;
  if (!isComment) return;
  const quote = text.slice(at, end).search(/["'`]/);
  for (const run of plainSpaces(text, at, quote < 0 ? end : at + quote)) scan.runs.push(run);
  scan.state = 'done';
}

function open(scan: Scan, opener: number): void {
  scan.open.push(opener);
  if (opener !== openParenthesis) scan.shields++;
}

function close(scan: Scan): void {
  if (scan.open.pop() !== openParenthesis) scan.shields--;
}
