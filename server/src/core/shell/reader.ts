import type { HeredocBody, Redirection, Script } from './ast.ts';

/** What the parser reads from. */
export interface Reader {
  /** The text up to the end of the script: what stands behind it is never looked at, and takes no time. */
  readonly text: string;
  readonly end: number;
  at: number;
  /** How deep scripts are nested around the offset. */
  depth: number;
  isComplete: boolean;
  /** The heredocs that begin at the next line. */
  readonly heredocs: PendingHeredoc[];
  /** Reads the script of a substitution up to the sign that closes it, which is left to be read. Given by the parser. */
  readonly readNested: (reader: Reader, closer: ')' | '`') => Script;
}

export interface PendingHeredoc {
  readonly redirection: { -readonly [Key in keyof Redirection]: Redirection[Key] };
  readonly name: string;
  readonly expands: boolean;
  readonly stripsTabs: boolean;
}

/** Deeper scripts are not taken apart: hostile files stay harmless. */
export const maxDepth = 60;

/** A reader at the start of a piece of text. */
export function readerOf(
  text: string,
  { start, end, readNested }: { readonly start: number } & Pick<Reader, 'end' | 'readNested'>,
): Reader {
  return { text: text.slice(0, end), end, at: start, depth: 0, isComplete: true, heredocs: [], readNested };
}

/** The character at the offset, or `ahead` of it; empty behind the end. */
export function peek({ text, at, end }: Reader, ahead = 0): string {
  return at + ahead < end ? text.charAt(at + ahead) : '';
}

/** What a sticky pattern matches here, or `ahead` of it; empty where it does not. */
export function match({ text, at }: Reader, pattern: RegExp, ahead = 0): string {
  pattern.lastIndex = at + ahead;
  return pattern.exec(text)?.[0] ?? '';
}

/** Reads a text if it stands here. */
export function take(reader: Reader, wanted: string): boolean {
  if (!reader.text.startsWith(wanted, reader.at)) return false;
  reader.at += wanted.length;
  return true;
}

/** Reads spaces, and line ends that a backslash takes away. */
export function skipBlanks(reader: Reader): void {
  reader.at += match(reader, /(?:[ \t\r]|\\\r?\n)+/y).length;
}

/** Reads white space, line ends and comments. */
export function skipLines(reader: Reader): void {
  for (;;) {
    skipBlanks(reader);
    if (peek(reader) === '#') reader.at += match(reader, /[^\n]+/y).length;
    if (peek(reader) !== '\n') return;
    readLineEnd(reader);
  }
}

/** Reads a line end, and the heredocs that the line has announced. */
export function readLineEnd(reader: Reader): void {
  reader.at++;
  for (const { redirection, name, expands, stripsTabs } of reader.heredocs.splice(0)) {
    redirection.heredoc = readHeredoc(reader, name, { expands, stripsTabs });
  }
}

function readHeredoc(
  reader: Reader,
  name: string,
  { expands, stripsTabs }: Pick<PendingHeredoc, 'expands' | 'stripsTabs'>,
): HeredocBody {
  const { text, end } = reader;
  const start = reader.at;
  while (reader.at < end) {
    const lineStart = reader.at;
    const lf = text.indexOf('\n', lineStart);
    const lineEnd = lf < 0 ? end : lf;
    reader.at = Math.min(lineEnd + 1, end);
    const line = text.slice(lineStart, lineEnd).replace(/\r$/, '');
    if ((stripsTabs ? line.replace(/^\t+/, '') : line) === name) return { start, end: lineStart, expands };
  }
  reader.isComplete = false;
  return { start, end: reader.at, expands };
}
