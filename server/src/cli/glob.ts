/** Whether a path has characters that stand for others. */
export function isGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}

/** The folder that all matches of a glob lie in: its beginning without special characters. Empty for the current one. */
export function baseOf(glob: string): string {
  const special = glob.search(/[*?[\]{}]/);
  return glob.slice(0, glob.lastIndexOf('/', special) + 1);
}

/** A glob as a regular expression for paths parted by `/`: `*`, `?`, `[…]`, `{a,b}`, and `**` for any folders. */
export function globPattern(glob: string): RegExp {
  let source = '';
  let depth = 0;
  for (const [token] of glob.matchAll(/\*\*\/|\*\*|\[[!^]?[^\]/]+\]|[^]/gu)) {
    if (token === '}') depth--;
    source += special(token, depth) ?? escaped(token);
    if (token === '{') depth++;
  }
  try {
    return new RegExp(`^(?:${source})$`, 'u');
  } catch {
    // A brace or a range that makes no sense stands for itself.
    return new RegExp(`^${escaped(glob)}$`, 'u');
  }
}

const tokens: ReadonlyMap<string, string> = new Map([
  ['**/', '(?:[^/]+/)*'],
  ['**', '.*'],
  ['*', '[^/]*'],
  ['?', '[^/]'],
  ['{', '(?:'],
  ['}', ')'],
]);

function special(token: string, depth: number): string | undefined {
  if (token === ',' && depth > 0) return '|';
  if (token.length > 2 && token.startsWith('[')) {
    const isNegated = /^\[[!^]/.test(token);
    return `[${isNegated ? '^' : ''}${token.slice(isNegated ? 2 : 1, -1).replaceAll(/[\\[\]^]/g, String.raw`\$&`)}]`;
  }
  return tokens.get(token);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`);
}
