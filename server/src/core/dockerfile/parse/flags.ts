import type { Flag } from './ast.ts';
import { char, isSpace, skipSpaces } from './chars.ts';
import type { LogicalLine } from './logicalLine.ts';
import { sourceSpan } from './logicalLine.ts';
import { wordAt } from './words.ts';

/** Flags, and where the arguments behind them begin. */
export interface Flags {
  readonly flags: readonly Flag[];
  readonly end: number;
}

/**
 * The words with leading `--` behind a keyword (`extractBuilderFlags` of split_command.go). A lone `--` ends them.
 * Quotes and escapes are taken out, and the escape character is `\` here, whatever the directive says.
 */
export function readFlags(line: LogicalLine, start: number, end: number): Flags {
  const { text } = line;
  let at = skipSpaces(text, start, end);
  if (!isFlagStart(text, at, end)) return { flags: noFlags, end: at };
  const flags: Flag[] = [];
  while (isFlagStart(text, at, end)) {
    const flagStart = at;
    const flagEnd = flagWordEnd(text, at, end);
    const plain = unquoted(text.slice(flagStart, flagEnd));
    at = skipSpaces(text, flagEnd, end);
    if (plain === '--') break;
    flags.push(flagAt(line, flagStart, flagEnd, plain));
  }
  return { flags, end: at };
}

const noFlags: readonly Flag[] = [];

function isFlagStart(text: string, at: number, end: number): boolean {
  return at + 1 < end && text.charCodeAt(at) === char.dash && text.charCodeAt(at + 1) === char.dash;
}

function flagWordEnd(text: string, start: number, end: number): number {
  let quote = 0;
  let at = start;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (quote === 0 && isSpace(code)) return at;
    if (code === char.backslash) at++;
    else if (code === quote) quote = 0;
    else if (quote === 0 && (code === char.doubleQuote || code === char.singleQuote)) quote = code;
    at++;
  }
  return end;
}

function flagAt(line: LogicalLine, start: number, end: number, plain: string): Flag {
  const equals = plain.indexOf('=');
  const written = line.text.indexOf('=', start);
  const nameEnd = equals < 0 || written < 0 || written >= end ? end : written;
  return {
    span: sourceSpan(line, start, end),
    name: plain.slice(2, equals < 0 ? plain.length : equals),
    nameSpan: sourceSpan(line, start, nameEnd),
    value: equals < 0 ? undefined : plain.slice(equals + 1),
    valueWord: equals < 0 ? undefined : wordAt(line, Math.min(nameEnd + 1, end), end),
  };
}

/** A flag without its quotes and escapes. */
function unquoted(word: string): string {
  if (!/["'\\]/.test(word)) return word;
  let result = '';
  let quote = '';
  for (let at = 0; at < word.length; at++) {
    const next = word.charAt(at);
    if (next === '\\') result += word.charAt(++at);
    else if (next === quote) quote = '';
    else if (quote === '' && (next === '"' || next === "'")) quote = next;
    else result += next;
  }
  return result;
}
