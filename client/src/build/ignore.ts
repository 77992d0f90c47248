/** Tells of a path in the build context, with `/`, whether it is left out. */
export interface Ignore {
  leavesOut(path: string): boolean;
  /** Whether something below an ignored folder may be taken in again, so that it has to be looked into. */
  readonly hasExceptions: boolean;
}

interface Pattern {
  readonly takesIn: boolean;
  readonly matches: RegExp;
}

/**
 * A .dockerignore file, with the engine's own meaning: patterns are rooted in the context, a pattern also matches what
 * lies below it, `!` takes in again, and the last pattern that matches decides.
 * Source: moby/patternmatcher, patternmatcher.go and ignorefile/ignorefile.go.
 */
export function parseIgnore(text: string): Ignore {
  const patterns = text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map(patternOf)
    .filter((pattern) => pattern !== undefined);
  return {
    hasExceptions: patterns.some((pattern) => pattern.takesIn),
    leavesOut: (path) => {
      const decisive = patterns.findLast((pattern) => matchesPathOrParent(pattern, path));
      return decisive !== undefined && !decisive.takesIn;
    },
  };
}

function patternOf(line: string): Pattern | undefined {
  const trimmed = line.trim();
  const takesIn = trimmed.startsWith('!');
  const clean = cleanPath(takesIn ? trimmed.slice(1).trim() : trimmed);
  return clean === '' ? undefined : { takesIn, matches: regExpOf(clean) };
}

function matchesPathOrParent({ matches }: Pattern, path: string): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (matches.test(path.slice(0, end))) return true;
  }
  return false;
}

/** As Go's filepath.Clean does it, without the leading slash: `.` parts and double slashes go, `..` takes back. */
function cleanPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    // What leads out of the context stays, and matches nothing.
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** Go's filepath.Match with `**` for any number of folders. A pattern that cannot be read matches nothing. */
function regExpOf(pattern: string): RegExp {
  let source = '';
  for (let at = 0; at < pattern.length;) {
    const [piece, length] = pieceAt(pattern, at);
    source += piece;
    at += length;
  }
  try {
    return new RegExp(`^${source}$`, 's');
  } catch {
    return /^(?!)/;
  }
}

function pieceAt(pattern: string, at: number): readonly [source: string, length: number] {
  const char = pattern.charAt(at);
  if (pattern.startsWith('**/', at)) return ['(?:.*/)?', 3];
  if (pattern.startsWith('**', at)) return ['.*', 2];
  if (char === '*') return ['[^/]*', 1];
  if (char === '?') return ['[^/]', 1];
  if (char === '\\') return [escapeRegExp(pattern.charAt(at + 1)), 2];
  const set = char === '[' ? /^\[\^?(?:\\.|[^\\\]])+\]/s.exec(pattern.slice(at))?.[0] : undefined;
  if (set !== undefined) return [`(?!/)${set}`, set.length];
  return [escapeRegExp(char), 1];
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
