import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';

/** A line of a .dockerignore file that says something. */
export interface IgnorePattern {
  /** The pattern as written, with its `!`. */
  readonly span: Span;
  readonly text: string;
  /** Zero-based. */
  readonly line: number;
  /** `!`: takes in again what patterns before it leave out. */
  readonly isException: boolean;
  /** The path as the engine compares it: cleaned, without a slash at its start. */
  readonly path: string;
  readonly matcher: RegExp;
  /** What the engine rejects the file for. */
  readonly problem: Message | undefined;
}

/**
 * The patterns of a .dockerignore file, in their order. A `#` begins a comment at the very start of a line only; white
 * space around a pattern and behind its `!` does not count.
 * Source: moby/patternmatcher, ignorefile/ignorefile.go and patternmatcher.go.
 */
export function readPatterns(text: string): readonly IgnorePattern[] {
  const patterns: IgnorePattern[] = [];
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 0; start <= text.length; line++) {
    const lf = text.indexOf('\n', start);
    const end = lf < 0 ? text.length : lf;
    const raw = text.slice(start, end);
    const trimmed = raw.trim();
    if (trimmed !== '' && !raw.startsWith('#')) {
      const at = start + raw.indexOf(trimmed);
      patterns.push(patternOf(trimmed, { start: at, end: at + trimmed.length }, line));
    }
    start = end + 1;
  }
  return patterns;
}

function patternOf(text: string, span: Span, line: number): IgnorePattern {
  const isException = text.startsWith('!');
  const path = cleanPath(isException ? text.slice(1).trim() : text);
  return { span, text, line, isException, path, matcher: regExpOf(path), problem: problemOf(text, path) };
}

function problemOf(text: string, path: string): Message | undefined {
  if (/^!\s*$/.test(text)) return message('A pattern is missing behind the exclamation mark.');
  return isWellFormed(path)
    ? undefined
    : message('{0} is no pattern: a bracket is not closed, or nothing follows a backslash.', text);
}

/** The last pattern that matches a path or a folder that it lies in: that one decides. */
export function decisivePattern(patterns: readonly IgnorePattern[], path: string): IgnorePattern | undefined {
  return patterns.findLast((pattern) => matches(pattern, path));
}

/** Whether the engine is not sent a path of the build context. */
export function isLeftOut(patterns: readonly IgnorePattern[], path: string): boolean {
  const decisive = decisivePattern(patterns, path);
  return decisive !== undefined && !decisive.isException;
}

/** Whether a pattern matches a path, or a folder that it lies in. */
export function matches({ matcher }: IgnorePattern, path: string): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (matcher.test(path.slice(0, end))) return true;
  }
  return false;
}

/** As Go's filepath.Clean does it, without the leading slash: `.` parts and double slashes go, `..` takes back. */
function cleanPath(path: string): string {
  const isRooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    // What leads out of the context stays, and matches nothing.
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !isRooted) parts.push(part);
  }
  return parts.join('/');
}

/** Whether Go's filepath.Match takes a pattern. */
function isWellFormed(pattern: string): boolean {
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern.charAt(at);
    if (char === '\\' && ++at >= pattern.length) return false;
    if (char !== '[') continue;
    const end = classEnd(pattern, at);
    if (end < 0) return false;
    at = end;
  }
  return true;
}

/** Where the class that begins at `start` ends; -1 where it is none. */
function classEnd(pattern: string, start: number): number {
  let at = start + (pattern.charAt(start + 1) === '^' ? 2 : 1);
  for (let count = 0; at < pattern.length; count++) {
    if (pattern.charAt(at) === ']' && count > 0) return at;
    at = classCharEnd(pattern, at);
    if (at >= 0 && pattern.charAt(at) === '-') at = classCharEnd(pattern, at + 1);
    if (at < 0) return -1;
  }
  return -1;
}

function classCharEnd(pattern: string, at: number): number {
  const char = pattern.charAt(at);
  if (char === '' || char === '-' || char === ']') return -1;
  return char === '\\' ? (at + 1 < pattern.length ? at + 2 : -1) : at + 1;
}

/** The pattern as the engine reads it: Go's filepath.Match with `**` for any number of folders. */
function regExpOf(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length;) {
    const [piece, length] = pieceAt(pattern, at);
    source += piece;
    at += length;
  }
  // A pattern that cannot be read matches nothing.
  try {
    return pattern === '' ? nothing : new RegExp(`^${source}$`, 's');
  } catch {
    return nothing;
  }
}

const nothing = /^(?!)/;

function pieceAt(pattern: string, at: number): readonly [source: string, length: number] {
  const char = pattern.charAt(at);
  if (char === '*' && pattern.charAt(at + 1) === '*') {
    let end = at;
    while (pattern.charAt(end) === '*') end++;
    return pattern.charAt(end) === '/' ? ['(?:.*/)?', end + 1 - at] : ['.*', end - at];
  }
  if (char === '*') return ['[^/]*', 1];
  if (char === '?') return [`(?:${pair}|[^/\\uD800-\\uDFFF])`, 1];
  if (char === '\\') return [escapeRegExp(pattern.charAt(at + 1)), 2];
  const end = char === '[' ? classEnd(pattern, at) : -1;
  if (end > 0) return [classSource(pattern.slice(at, end + 1)), end + 1 - at];
  return [escapeRegExp(char), 1];
}

/** The engine counts characters, not halves of them. */
const pair = String.raw`[\uD800-\uDBFF][\uDC00-\uDFFF]`;

function classSource(text: string): string {
  return text.startsWith('[^') ? String.raw`(?:${pair}|(?![/\uD800-\uDFFF])${text})` : `(?!/)${text}`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
