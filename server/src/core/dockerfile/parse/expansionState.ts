import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Scope } from '../variables/scope.ts';
import { isSet, valueOf } from '../variables/scope.ts';

/** What the builder rejects in an expansion; the offsets count in the expanded text. */
export interface ExpansionProblem {
  readonly code: string;
  readonly start: number;
  readonly end: number;
  readonly message: Message;
}

/** How quotes and escapes are treated. */
export type ExpansionMode =
  /** Quotes and escapes are taken out: the arguments of instructions. */
  | 'word'
  /** Quotes mean nothing: the bodies of heredocs. */
  | 'body'
  /** Everything stays as it is written; only the words matter. */
  | 'raw';

/** The state of an expansion. */
export interface Lexer {
  readonly text: string;
  readonly escape: number;
  readonly scope: Scope;
  readonly mode: ExpansionMode;
  at: number;
  isKnown: boolean;
  rawEscapes: boolean;
  depth: number;
  /** How many characters variables may still bring in: values of values grow without end. */
  budget: number;
  problem: ExpansionProblem | undefined;
}

/** A longer expansion counts as unknown. */
export const maxExpanded = 100_000;

/** The value of a variable, empty where it is not set. One that the file does not tell makes the expansion unknown. */
export function lookUp(lexer: Lexer, name: string): string {
  const state = isSet(lexer.scope, name);
  if (state === false) return '';
  return spent(lexer, state ? valueOf(lexer.scope, name) : undefined);
}

/** Takes a variable's value into the expansion, within the budget; undefined makes the expansion unknown. */
export function spent(lexer: Lexer, value: string | undefined): string {
  lexer.budget -= value?.length ?? 0;
  return value === undefined || lexer.budget < 0 ? unknown(lexer) : value;
}

/** Reads a variable name: digits, one special character such as `?`, or letters, digits and `_`. May be empty. */
export function readName(lexer: Lexer): string {
  const end = nameEnd(lexer.text, lexer.at);
  const name = lexer.text.slice(lexer.at, end);
  lexer.at = end;
  return name;
}

/** The end of the variable name that begins at `start`, by the rules of BuildKit's `processName`. */
export function nameEnd(text: string, start: number): number {
  const first = text.charAt(start);
  if (/[0-9]/.test(first)) {
    let end = start + 1;
    while (end < text.length && /[0-9]/.test(text.charAt(end))) end++;
    return end;
  }
  if (first !== '' && '@*#?-$!'.includes(first)) return start + 1;
  let end = start;
  while (end < text.length) {
    const letter = String.fromCodePoint(text.codePointAt(end) ?? 0);
    if (!/[\p{L}\p{Nd}_]/u.test(letter)) break;
    end += letter.length;
  }
  return end;
}

/** Says that the result cannot be known, and goes on: there may be an error behind. */
export function unknown(lexer: Lexer): string {
  lexer.isKnown = false;
  return '';
}

/** Ends the expansion without a result, and without an error. */
export function giveUp(lexer: Lexer): undefined {
  lexer.isKnown = false;
  lexer.at = lexer.text.length;
}

/** Ends the expansion with an error at `start`. */
export function fail(lexer: Lexer, code: string, start: number, problem: Message): undefined {
  lexer.problem ??= { code, start, end: problemEnd(lexer, code, start), message: problem };
  lexer.at = lexer.text.length;
}

/** A substitution is marked up to its brace, a quote up to the end; neither reaches over a line of a heredoc. */
function problemEnd({ text }: Lexer, code: string, start: number): number {
  const brace = code === 'unterminated-quote' ? -1 : text.indexOf('}', start);
  const line = text.indexOf('\n', start);
  const end = brace < 0 ? text.length : brace + 1;
  return line > start && line < end ? line : end;
}

/** The error for a modifier that the builder does not know. */
export function unsupported(lexer: Lexer, start: number, modifier: string): undefined {
  const problem = message(
    'The builder does not know the modifier {0} of a substitution. It knows {1}.',
    modifier,
    ':- - :+ + :? ? # ## % %% / //',
  );
  return fail(lexer, 'bad-substitution', start, problem);
}

/** The error for a pattern that the builder does not take. */
export function badPattern(lexer: Lexer, start: number, pattern: string): undefined {
  return fail(
    lexer,
    'bad-substitution',
    start,
    message('The pattern {0} escapes a character that needs no escape.', pattern),
  );
}
