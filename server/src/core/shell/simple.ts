import type { Assignment, Redirection, SimpleCommand, Word } from './ast.ts';
import { match, peek, skipBlanks, skipLines, take, type Reader } from './reader.ts';
import { readWord } from './words.ts';

/** The word that stands here, where it can be a reserved one. */
export function reservedWord(reader: Reader): string {
  return match(reader, /(?:[a-z]{2,8}|[{}!]|\[\[)(?=[ \t\r\n;&|()<>]|\\\r?\n|$)/y);
}

/** Reads assignments, words and redirections up to what ends a command; undefined where nothing of it stands. */
export function readSimple(reader: Reader): SimpleCommand | undefined {
  const start = reader.at;
  const parts: SimpleParts = { assignments: [], words: [], redirections: [] };
  const isTest = reservedWord(reader) === '[[';
  const readNext = isTest ? readTestPiece : readPiece;
  let end = start;
  for (skipBlanks(reader); readNext(reader, parts); skipBlanks(reader)) end = reader.at;
  if (isTest && parts.words.at(-1)?.text !== ']]') reader.isComplete = false;
  return end === start ? undefined : { kind: 'simple', start, end, ...parts };
}

interface SimpleParts {
  readonly assignments: Assignment[];
  readonly words: Word[];
  readonly redirections: Redirection[];
}

/** Reads the next piece of a command; false where there is none. */
function readPiece(reader: Reader, { assignments, words, redirections }: SimpleParts): boolean {
  if (isRedirection(reader)) redirections.push(readRedirection(reader));
  else if (isWordStart(reader)) {
    const assignment = words.length === 0 ? readAssignment(reader) : undefined;
    if (assignment) assignments.push(assignment);
    else words.push(readWord(reader));
  } else if (peek(reader) === '(' && peek(reader, -1) === '=' && words.length > 1) {
    // `declare name=(…)`: the words of the array follow the name.
    for (const value of readArray(reader)) words.push(value);
  } else return false;
  return true;
}

/** Within `[[ … ]]` signs are operators of the test. */
function readTestPiece(reader: Reader, { words, redirections }: SimpleParts): boolean {
  if (words.at(-1)?.text === ']]') {
    if (!isRedirection(reader)) return false;
    redirections.push(readRedirection(reader));
    return true;
  }
  if (!isWordStart(reader)) return readTestOperator(reader);
  words.push(readWord(reader));
  return true;
}

function readTestOperator(reader: Reader): boolean {
  const sign = match(reader, /&&|\|\||[()<>|&]|\n/y);
  reader.at += sign.length;
  return sign !== '';
}

function readAssignment(reader: Reader): Assignment | undefined {
  const start = reader.at;
  const head = match(reader, /[A-Za-z_]\w*(?:\[[^\]\s]*\])?\+?=/y);
  if (head === '') return undefined;
  const [name = ''] = /^\w+/.exec(head) ?? [];
  reader.at += head.length;
  // A number sign begins no comment here.
  const hasValue = isWordStart(reader) || peek(reader) === '#';
  const values = peek(reader) === '(' ? readArray(reader) : hasValue ? [readWord(reader)] : [];
  return { start, end: reader.at, name, nameSpan: { start, end: start + name.length }, values };
}

function readArray(reader: Reader): readonly Word[] {
  const values: Word[] = [];
  reader.at++;
  for (skipLines(reader); isWordStart(reader); skipLines(reader)) values.push(readWord(reader));
  if (!take(reader, ')')) reader.isComplete = false;
  return values;
}

/** Whether a word begins here. */
export function isWordStart(reader: Reader): boolean {
  const next = peek(reader);
  if (next === '' || next === '#') return false;
  if ((next === '<' || next === '>') && peek(reader, 1) === '(') return true;
  return !' \t\r\n;&|()<>'.includes(next);
}

const redirection = /(?:\d*|\{\w+\})(?:<<<|<<-?|<>|<&|>>|>\||>&|<|>)|&>>?/y;

/** Whether a redirection stands here. */
export function isRedirection(reader: Reader): boolean {
  const sign = match(reader, redirection);
  return sign !== '' && !(/^[<>]$/.test(sign) && peek(reader, 1) === '(');
}

/** Reads a redirection. The body of a heredoc is read at the end of the line. */
export function readRedirection(reader: Reader): Redirection {
  const start = reader.at;
  const written = match(reader, redirection);
  reader.at += written.length;
  const operator = written.replace(/^(?:\d+|\{\w+\})/, '');
  skipBlanks(reader);
  const target = isWordStart(reader) ? readWord(reader) : undefined;
  if (!target) reader.isComplete = false;
  const found = { start, end: reader.at, operator, target, heredoc: undefined };
  if (target && (operator === '<<' || operator === '<<-')) {
    const isQuoted = target.parts.some((part) => part.quote !== undefined || reader.text.charAt(part.start) === '\\');
    reader.heredocs.push({
      redirection: found,
      name: target.text,
      expands: !isQuoted,
      stripsTabs: operator === '<<-',
    });
  }
  return found;
}
