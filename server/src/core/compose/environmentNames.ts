/** The variables that a file such as `.env` sets, with their values as written. */
export function environmentNames(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(/^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.]*)[ \t]*[=:][ \t]*([^\r\n]*)/gm)].map(
    ([, name = '', value = '']) => [
      name,
      value
        .replace(/^(["'])(.*)\1.*$/, '$2')
        .replace(/[ \t]+#.*$/, '')
        .trim(),
    ],
  );
}
