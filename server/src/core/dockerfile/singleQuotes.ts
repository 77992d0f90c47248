/** What a list in single quotes, such as `['a', 'b']`, is in JSON; undefined for all that is no such list. */
export function jsonOfSingleQuotes(text: string): string | undefined {
  const [, inner] = /^\[\s*('(?:[^'\\"]*)'(?:\s*,\s*'(?:[^'\\"]*)')*)(?:\s*,)?\s*\]$/.exec(text.trim()) ?? [];
  if (inner === undefined) return undefined;
  const strings = [...inner.matchAll(/'([^']*)'/g)].map(([, value = '']) => JSON.stringify(value));
  return `[${strings.join(', ')}]`;
}
