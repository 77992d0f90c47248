/** The result of a pattern: a value, a pattern that the builder rejects, or too much work to do here. */
export type PatternResult =
  { readonly kind: 'value'; readonly value: string } | { readonly kind: 'unknown' } | { readonly kind: 'invalid' };

/**
 * Takes a matching start (`#`, `##`) or end (`%`, `%%`) off `value`, the shortest or the longest.
 * `pattern` begins with the operator. `*` and `?` are wildcards, brackets are not (shell/lex.go).
 */
export function trimPattern(value: string, pattern: string): PatternResult {
  const operator = pattern.charAt(0);
  const isLongest = pattern.charAt(1) === operator;
  const glob = parseGlob(pattern.slice(isLongest ? 2 : 1));
  if (!glob) return invalid;
  if (isTooMuch(value, glob)) return unknown;
  for (let step = 0; step <= value.length; step++) {
    const length = isLongest ? value.length - step : step;
    const part = operator === '#' ? value.slice(0, length) : value.slice(value.length - length);
    if (!matches(part, glob)) continue;
    return { kind: 'value', value: operator === '#' ? value.slice(length) : value.slice(0, value.length - length) };
  }
  return { kind: 'value', value };
}

/** Replaces the first match of `pattern` in `value`, or all. */
export function replacePattern(
  value: string,
  pattern: string,
  replacement: string,
  which: 'first' | 'all',
): PatternResult {
  const glob = parseGlob(pattern);
  if (!glob) return invalid;
  // What Go makes of `$` in a replacement, and of empty matches, is nothing that a Dockerfile relies on.
  if (
    isTooMuch(value, glob) ||
    replacement.length > 500 ||
    (which === 'all' && (glob.length === 0 || replacement.includes('$')))
  )
    return unknown;
  let result = '';
  let at = 0;
  while (at <= value.length) {
    const end = longestMatch(value, at, glob);
    if (end < 0 || (which === 'all' && end === at)) result += value.charAt(at++);
    else {
      result += replacement;
      if (which === 'first') return { kind: 'value', value: result + value.slice(end) };
      at = end;
    }
  }
  return { kind: 'value', value: result };
}

const invalid: PatternResult = { kind: 'invalid' };
const unknown: PatternResult = { kind: 'unknown' };

/** A pattern: `*`, `?`, or a character to be found as it is, marked by a backslash. */
type Glob = readonly string[];

function parseGlob(pattern: string): Glob | undefined {
  const glob: string[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const next = pattern.charAt(at);
    if (next !== '\\') {
      glob.push(next === '*' || next === '?' ? next : `\\${next}`);
      continue;
    }
    const escaped = pattern.charAt(++at);
    if (escaped === '' || !'*?\\}/'.includes(escaped)) return undefined;
    glob.push(`\\${escaped}`);
  }
  return glob;
}

/** Matching tries every part of the value; long values and patterns are not worth it. */
function isTooMuch(value: string, glob: Glob): boolean {
  return value.length > 500 || glob.length > 100;
}

function longestMatch(value: string, start: number, glob: Glob): number {
  for (let end = value.length; end >= start; end--) if (matches(value.slice(start, end), glob)) return end;
  return -1;
}

/** Whether the whole text matches. Backtracks to the last `*` only, so the work is bounded by text times pattern. */
function matches(text: string, glob: Glob): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let starAt = 0;
  while (at < text.length) {
    const token = glob[next];
    if (token === '*') {
      star = next++;
      starAt = at;
    } else if (token === '?' || token === `\\${text.charAt(at)}`) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (glob[next] === '*') next++;
  return next === glob.length;
}
