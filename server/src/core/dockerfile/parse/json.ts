import type { JsonString } from './ast.ts';
import { char } from './chars.ts';
import type { LogicalLine } from './logicalLine.ts';
import { sourceSpan } from './logicalLine.ts';

/**
 * What `start…end` of a line is as JSON: an array of strings, a valid array with something else in it
 * (which BuildKit rejects), or no valid array at all (which it takes for a command or for words).
 */
export type JsonArray = 'none' | 'mixed' | readonly JsonString[];

/** Reads the JSON form (`parseJSON` of line_parsers.go). */
export function readJsonArray(line: LogicalLine, start: number, end: number): JsonArray {
  const { text } = line;
  if (text.charCodeAt(start) !== char.openBracket || text.charCodeAt(end - 1) !== char.closeBracket) return 'none';
  const strings: JsonString[] = [];
  let at = skipJsonSpace(text, start + 1, end);
  if (text.charCodeAt(at) === char.closeBracket) return at + 1 === end ? strings : 'none';
  while (at < end) {
    const stringEnd = jsonStringEnd(text, at, end);
    if (stringEnd < 0) return startsOtherValue(text, at) && isJson(text.slice(start, end)) ? 'mixed' : 'none';
    const value = jsonStringValue(text.slice(at, stringEnd));
    if (value === undefined) return 'none';
    strings.push({ span: sourceSpan(line, at, stringEnd), value });
    at = skipJsonSpace(text, stringEnd, end);
    const code = text.charCodeAt(at);
    if (code === char.closeBracket) return at + 1 === end ? strings : 'none';
    if (code !== comma) return 'none';
    at = skipJsonSpace(text, at + 1, end);
  }
  return 'none';
}

const comma = 44;

function skipJsonSpace(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && (text.charCodeAt(at) === char.space || text.charCodeAt(at) === char.tab)) at++;
  return at;
}

/** The offset behind the closing quote; -1 where no string begins or ends. */
function jsonStringEnd(text: string, start: number, end: number): number {
  if (text.charCodeAt(start) !== char.doubleQuote) return -1;
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === char.doubleQuote) return at + 1;
    if (code === char.backslash) at++;
  }
  return -1;
}

function jsonStringValue(literal: string): string | undefined {
  // The pattern is what JSON forbids unescaped, and the start of every escape.
  // oxlint-disable-next-line no-control-regex
  if (!/[\\\u0000-\u001f]/.test(literal)) return literal.slice(1, -1);
  const value = parsed(literal);
  return typeof value === 'string' ? value : undefined;
}

/** Whether a number, array, object, true, false or null may begin here. Spares JSON.parse for `[ -f x ]`. */
function startsOtherValue(text: string, at: number): boolean {
  return /[-0-9[{tfn]/.test(text.charAt(at));
}

/** Whether it is JSON to BuildKit, which takes no deeper nesting than Go's parser. */
function isJson(text: string): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === char.doubleQuote) at = Math.max(jsonStringEnd(text, at, text.length) - 1, at);
    else if (code === char.openBracket || code === char.openBrace) depth++;
    else if (code === char.closeBracket || code === char.closeBrace) depth--;
    if (depth > maxDepth) return false;
  }
  return parsed(text) !== undefined;
}

const maxDepth = 10_000;

/** The value of a JSON text; undefined where it is none. */
function parsed(text: string): unknown {
  // JSON.parse has no other way to say no.
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
