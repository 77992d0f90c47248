import { message } from '../../text/message.ts';
import type { Scope } from '../variables/scope.ts';
import { isSet, valueOf } from '../variables/scope.ts';
import { char, skipSpaces } from './chars.ts';
import type { ExpandedWord, WordList } from './expandedWords.ts';
import { addParted, addWhole, endWord, wordList } from './expandedWords.ts';
import type { ExpansionMode, ExpansionProblem, Lexer } from './expansionState.ts';
import {
  badPattern,
  fail,
  giveUp,
  lookUp,
  maxExpanded,
  readName,
  spent,
  unknown,
  unsupported,
} from './expansionState.ts';
import { replacePattern, trimPattern } from './patterns.ts';

/** What an expansion makes of a text. */
export interface Expansion {
  /** The expanded text; undefined where it cannot be known, or where there is a problem. */
  readonly value: string | undefined;
  /** The text parted by spaces that are not quoted. Of use only where the value is known. */
  readonly words: readonly ExpandedWord[];
  readonly problem: ExpansionProblem | undefined;
}

/** Expands variables and takes out quotes, as BuildKit does it (shell/lex.go), with the same errors. */
export function expand(text: string, escape: number, scope: Scope, mode: ExpansionMode): Expansion {
  const lexer: Lexer = {
    text,
    escape,
    scope,
    budget: maxExpanded,
    mode,
    at: 0,
    isKnown: true,
    rawEscapes: mode === 'raw',
    depth: 0,
    problem: undefined,
  };
  const words = wordList();
  const value = readUntil(lexer, nowhere, words);
  endWord(words);
  return { value: lexer.isKnown ? value : undefined, words: words.list, problem: lexer.problem };
}

const nowhere = -1;

/** Nobody nests substitutions so deep; a hostile text must not overflow the stack. */
const maxDepth = 100;

/** Reads up to the character `stop`, and over it. Undefined after a problem. */
function readUntil(lexer: Lexer, stop: number, words?: WordList): string | undefined {
  const { text } = lexer;
  const from = lexer.at;
  let result = '';
  while (lexer.at < text.length) {
    const start = lexer.at;
    const code = text.charCodeAt(start);
    if (code === stop) {
      lexer.at++;
      return result;
    }
    const piece = readPiece(lexer, code, stop);
    if (piece === undefined) return undefined;
    result += piece;
    if (words) addPiece(lexer, words, start, piece);
  }
  return stop === nowhere
    ? result
    : fail(
        lexer,
        'bad-substitution',
        from,
        message('This substitution does not end: {0} is missing.', String.fromCharCode(stop)),
      );
}

function readPiece(lexer: Lexer, code: number, stop: number): string | undefined {
  if (code === char.dollar) return readDollar(lexer);
  if (lexer.mode !== 'body' && code === char.singleQuote) return readSingleQuotes(lexer);
  if (lexer.mode !== 'body' && code === char.doubleQuote) return readDoubleQuotes(lexer);
  if (code === lexer.escape) return readEscape(lexer);
  if (code === char.less) return readLess(lexer);
  return readPlain(lexer, stop);
}

function readPlain(lexer: Lexer, stop: number): string {
  const { text, at } = lexer;
  let end = at + 1;
  while (end < text.length && !isSpecial(lexer, text.charCodeAt(end), stop)) end++;
  lexer.at = end;
  return text.slice(at, end);
}

function isSpecial(lexer: Lexer, code: number, stop: number): boolean {
  return (
    code === stop ||
    code === char.dollar ||
    code === char.singleQuote ||
    code === char.doubleQuote ||
    code === char.less ||
    code === lexer.escape
  );
}

/** Quoted and escaped text, and `<<`, join the word that is being read; other text may end it. */
function addPiece(lexer: Lexer, words: WordList, start: number, piece: string): void {
  const { text, mode, escape, at } = lexer;
  const first = text.charCodeAt(start);
  const isQuote = mode !== 'body' && (first === char.singleQuote || first === char.doubleQuote);
  const source = { start, end: at };
  const added = mode === 'raw' ? text.slice(start, at) : piece;
  if (isQuote || first === escape || first === char.less) addWhole(words, added, source);
  else addParted(words, added, source, first === char.dollar && mode !== 'raw' ? 'value' : 'literal');
}

/** `<<` and the white space behind it belong to one word with what follows: a heredoc may be `<< EOF`. */
function readLess(lexer: Lexer): string {
  const { text, at } = lexer;
  lexer.at = text.charCodeAt(at + 1) === char.less ? skipSpaces(text, at + 2, text.length) : at + 1;
  return text.slice(at, lexer.at);
}

function readEscape(lexer: Lexer): string {
  const { text, at } = lexer;
  lexer.at = Math.min(at + 2, text.length);
  return text.slice(lexer.rawEscapes ? at : at + 1, lexer.at);
}

function readSingleQuotes(lexer: Lexer): string | undefined {
  const { text, at } = lexer;
  const end = text.indexOf("'", at + 1);
  if (end < 0) return fail(lexer, 'unterminated-quote', at, message("The quote ' is not closed."));
  lexer.at = end + 1;
  return text.slice(at + 1, end);
}

function readDoubleQuotes(lexer: Lexer): string | undefined {
  const { text, escape } = lexer;
  const start = lexer.at++;
  let result = '';
  while (lexer.at < text.length) {
    const code = text.charCodeAt(lexer.at);
    if (code === char.doubleQuote) {
      lexer.at++;
      return result;
    }
    if (code === char.dollar) {
      const value = readDollar(lexer);
      if (value === undefined) return undefined;
      result += value;
    } else if (code === escape) result += readQuotedEscape(lexer);
    else {
      const plain = lexer.at++;
      while (lexer.at < text.length && !isSpecial(lexer, text.charCodeAt(lexer.at), nowhere)) lexer.at++;
      result += text.slice(plain, lexer.at);
    }
  }
  return fail(lexer, 'unterminated-quote', start, message('The quote " is not closed.'));
}

/** Within double quotes only `"`, `$` and the escape character itself can be escaped. */
function readQuotedEscape(lexer: Lexer): string {
  const { text, at, escape } = lexer;
  const next = text.charCodeAt(at + 1);
  const escapes = next === char.doubleQuote || next === char.dollar || next === escape;
  lexer.at = escapes ? at + 2 : at + 1;
  return text.slice(escapes && !lexer.rawEscapes ? at + 1 : at, lexer.at);
}

function readDollar(lexer: Lexer): string | undefined {
  const start = lexer.at++;
  if (lexer.text.charCodeAt(lexer.at) === char.openBrace) return readBraces(lexer, start);
  const name = readName(lexer);
  return name === '' ? '$' : lookUp(lexer, name);
}

function readBraces(lexer: Lexer, start: number): string | undefined {
  const { text } = lexer;
  lexer.at++;
  if (lexer.at >= text.length) return fail(lexer, 'bad-substitution', start, message('The closing } is missing.'));
  if ('{}:'.includes(text.charAt(lexer.at))) {
    return fail(lexer, 'bad-substitution', start, message('A variable name must follow ${, as in {0}.', '${NAME}'));
  }
  const name = readName(lexer);
  const modifier = text.charAt(lexer.at++);
  if (modifier === '}') return lookUp(lexer, name);
  if (modifier === '') return fail(lexer, 'bad-substitution', start, message('The closing } is missing.'));
  if (++lexer.depth > maxDepth) return giveUp(lexer);
  const value = modifier === '/' ? readReplacement(lexer, name) : readModified(lexer, name, modifier, start);
  lexer.depth--;
  return value;
}

function readModified(lexer: Lexer, name: string, first: string, start: number): string | undefined {
  const hasColon = first === ':';
  const modifier = hasColon ? lexer.text.charAt(lexer.at++) : first;
  if (modifier === '') return fail(lexer, 'bad-substitution', start, message('The closing } is missing.'));
  const isPattern = modifier === '#' || modifier === '%';
  if (!'+-?#%'.includes(modifier) && !hasColon) return unsupported(lexer, start, first);
  if (isPattern && hasColon) return unsupported(lexer, start, `:${modifier}`);
  const word = readNested(lexer, char.closeBrace, isPattern);
  if (word === undefined) return undefined;
  if (lexer.mode === 'raw') return '';
  if (!'+-?#%'.includes(modifier)) return unsupported(lexer, start, `:${modifier}`);
  if (isPattern) return trimmed(lexer, name, modifier + word, start);
  return choose(lexer, { name, modifier, hasColon, word, start });
}

interface Choice {
  readonly name: string;
  readonly modifier: string;
  readonly hasColon: boolean;
  readonly word: string;
  readonly start: number;
}

/** `-`, `+` and `?`, with or without colon. */
function choose(lexer: Lexer, { name, modifier, hasColon, word, start }: Choice): string | undefined {
  const state = isSet(lexer.scope, name);
  const value = state ? valueOf(lexer.scope, name) : '';
  if (state === undefined || (state && value === undefined && hasColon)) return unknown(lexer);
  const counts = state && !(hasColon && value === '');
  if (modifier === '+') return counts ? word : '';
  if (counts) return spent(lexer, value);
  if (modifier === '-') return word;
  const problem =
    word === ''
      ? message('{0} must have a value here, and has none.', name)
      : message('{0} must have a value here, and has none: {1}', name, word);
  return fail(lexer, 'unset-variable', start, problem);
}

function trimmed(lexer: Lexer, name: string, pattern: string, start: number): string | undefined {
  const value = lookUp(lexer, name);
  const result = trimPattern(value, pattern);
  if (result.kind === 'value') return result.value;
  return result.kind === 'unknown' ? unknown(lexer) : badPattern(lexer, start, pattern);
}

function readReplacement(lexer: Lexer, name: string): string | undefined {
  const isAll = lexer.text.charCodeAt(lexer.at) === char.slash;
  const start = isAll ? lexer.at++ : lexer.at;
  const pattern = readNested(lexer, char.slash, true);
  const replacement = pattern === undefined ? undefined : readNested(lexer, char.closeBrace, true);
  if (pattern === undefined || replacement === undefined) return undefined;
  const result = replacePattern(lookUp(lexer, name), pattern, replacement, isAll ? 'all' : 'first');
  if (result.kind === 'value') return result.value;
  return result.kind === 'unknown' ? unknown(lexer) : badPattern(lexer, start, pattern);
}

function readNested(lexer: Lexer, stop: number, rawEscapes: boolean): string | undefined {
  const before = lexer.rawEscapes;
  lexer.rawEscapes = rawEscapes;
  const word = readUntil(lexer, stop);
  lexer.rawEscapes = before;
  return word;
}
