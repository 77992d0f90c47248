/** Codes of the characters that the parser looks at. */
export const char = {
  tab: 9,
  lf: 10,
  cr: 13,
  space: 32,
  doubleQuote: 34,
  hash: 35,
  dollar: 36,
  singleQuote: 39,
  dash: 45,
  slash: 47,
  colon: 58,
  less: 60,
  equals: 61,
  openBracket: 91,
  backslash: 92,
  closeBracket: 93,
  backtick: 96,
  openBrace: 123,
  closeBrace: 125,
  bom: 0xfeff,
} as const;

/** Go's `unicode.IsSpace`, which BuildKit uses to trim lines and to part quoted words. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return code === char.space || (code >= char.tab && code <= char.cr);
  return code === 0x85 || code === 0xa0 || isWideSpace(code);
}

/** What parts the keyword and plain words: `[\t\v\f\r ]` of BuildKit's parser.go, no other spaces. */
export function isBlank(code: number): boolean {
  return code === char.space || (code >= char.tab && code <= char.cr && code !== char.lf);
}

/** The first offset in `start…end` that is not a space; `end` where all are. */
export function skipSpaces(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** The offset behind the last character of `start…end` that is not a space; `start` where all are. */
export function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && isSpace(text.charCodeAt(at - 1))) at--;
  return at;
}

function isWideSpace(code: number): boolean {
  if (code < 0x1680) return false;
  if (code >= 0x2000 && code <= 0x200a) return true;
  return code === 0x1680 || code === 0x2028 || code === 0x2029 || code === 0x202f || code === 0x205f || code === 0x3000;
}
