import type { Span } from '../text/span.ts';

/** A variable in a shell script, by the offsets of its name in the script's text. */
export interface ShellVariable extends Span {
  readonly name: string;
  /** `X=1`, `for X in` and `read X` define it for this shell; all else uses it. */
  readonly role: 'definition' | 'use';
}

/**
 * The variables that a POSIX shell reads or sets in a script: `$X`, `${X…}`, names in `$((…))`, assignments,
 * and the names behind words such as `export`. Not those in single quotes, comments and quoted heredocs.
 * Half-written scripts are normal: an open quote reaches to the end. Takes time in proportion to the text.
 */
export function shellVariables(text: string): readonly ShellVariable[] {
  const scanner: Scanner = { text, at: 0, found: [], frames: [], heredocs: [], expects: 'command' };
  while (scanner.at < text.length) step(scanner);
  return scanner.found;
}

/** The variables in a text whose quotes mean nothing: the body of a heredoc that is expanded. */
export function bodyVariables(text: string): readonly ShellVariable[] {
  return [...text.matchAll(/\\[^]|\$\{?[#!]?([A-Za-z_]\w*)/g)].flatMap(({ 0: all, 1: name, index }) => {
    const end = index + all.length;
    return name === undefined ? [] : [{ name, start: end - name.length, end, role: 'use' as const }];
  });
}

interface Scanner {
  readonly text: string;
  at: number;
  readonly found: ShellVariable[];
  /** What is open around the offset, the innermost last. */
  readonly frames: ('double' | 'parenthesis' | 'arithmetic')[];
  /** The heredocs that begin at the next line. */
  readonly heredocs: { readonly name: string; readonly isQuoted: boolean }[];
  /** What the next word may be: a command, names of variables, one such name, or just an argument. */
  expects: 'command' | 'reads' | 'sets' | 'loop' | 'argument';
}

/** Behind these words a command follows. */
const keywords = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', '{', 'time']);

/** Behind these words the names of variables follow. */
const naming: ReadonlyMap<string, Scanner['expects']> = new Map([
  ['export', 'reads'],
  ['local', 'reads'],
  ['readonly', 'reads'],
  ['declare', 'reads'],
  ['typeset', 'reads'],
  ['unset', 'reads'],
  ['read', 'sets'],
  ['for', 'loop'],
]);

/** What a character begins, where it is not just part of a word. Each moves the scanner on. */
const readers: Readonly<Record<string, (scanner: Scanner) => void>> = {
  '\\': (scanner) => void (scanner.at += 2),
  $: readDollar,
  '"': readDoubleQuote,
  "'": readSingleQuote,
  '(': readOpening,
  ')': readClosing,
  ';': (scanner) => separate(scanner),
  '&': (scanner) => separate(scanner),
  '|': (scanner) => separate(scanner),
  '`': (scanner) => separate(scanner),
  '\n': readNewline,
  '#': readComment,
  '<': readLess,
};

const inDoubleQuotes = new Set(['\\', '$', '"']);

function step(scanner: Scanner): void {
  const { text, at, frames } = scanner;
  const frame = frames.at(-1);
  const next = text.charAt(at);
  if (frame === 'arithmetic' && /[A-Za-z_]/.test(next)) return readName(scanner, at, 'use');
  if (scanner.expects === 'command' && '$"\'\\'.includes(next) && isWordStart(scanner)) scanner.expects = 'argument';
  const read = frame !== 'double' || inDoubleQuotes.has(next) ? readers[next] : undefined;
  if (read) return read(scanner);
  if (frame !== 'double' && frame !== 'arithmetic' && isWordStart(scanner)) return readWord(scanner);
  scanner.at++;
}

function isWordStart({ text, at }: Scanner): boolean {
  return /\S/.test(text.charAt(at)) && (at === 0 || /[\s;&|(`]/.test(text.charAt(at - 1)));
}

/** Reads what can be told from the beginning of a word. What follows of it is read as it comes. */
function readWord(scanner: Scanner): void {
  const { text, at, expects } = scanner;
  const word = match(/[^\s;&|()<>$"'\\`=+]+|[^]/y, text, at);
  const end = at + word.length;
  const isName = /^[A-Za-z_]\w*$/.test(word);
  scanner.at = end;
  if (expects === 'command') {
    if (isName && match(/\+?=/y, text, end) !== '') addName(scanner, at, end, 'definition');
    else scanner.expects = keywords.has(word) ? 'command' : (naming.get(word) ?? 'argument');
  } else if (expects !== 'argument' && isName) {
    addName(scanner, at, end, expects === 'reads' && text.charAt(end) !== '=' ? 'use' : 'definition');
    if (expects === 'loop') scanner.expects = 'argument';
  }
}

function separate(scanner: Scanner): void {
  scanner.at++;
  scanner.expects = 'command';
}

function readOpening(scanner: Scanner): void {
  scanner.frames.push(scanner.frames.at(-1) === 'arithmetic' ? 'arithmetic' : 'parenthesis');
  separate(scanner);
}

function readDollar(scanner: Scanner): void {
  const { text, at } = scanner;
  if (text.startsWith('$((', at)) {
    scanner.frames.push('arithmetic', 'arithmetic');
    scanner.at += 3;
  } else if (text.startsWith('$(', at)) {
    scanner.frames.push('parenthesis');
    scanner.at += 2;
    scanner.expects = 'command';
  } else readName(scanner, at + match(/\$\{?[#!]?(?=[A-Za-z_])|\$/y, text, at).length, 'use');
}

function readName(scanner: Scanner, start: number, role: ShellVariable['role']): void {
  scanner.at = start + match(/[A-Za-z_]\w*/y, scanner.text, start).length;
  if (scanner.at > start) addName(scanner, start, scanner.at, role);
}

function addName({ found, text }: Scanner, start: number, end: number, role: ShellVariable['role']): void {
  found.push({ name: text.slice(start, end), start, end, role });
}

function readDoubleQuote(scanner: Scanner): void {
  if (scanner.frames.at(-1) === 'double') scanner.frames.pop();
  else scanner.frames.push('double');
  scanner.at++;
}

function readSingleQuote(scanner: Scanner): void {
  const end = scanner.text.indexOf("'", scanner.at + 1);
  scanner.at = end < 0 ? scanner.text.length : end + 1;
}

function readClosing(scanner: Scanner): void {
  const closed = scanner.frames.pop();
  scanner.at++;
  if (closed !== 'arithmetic') scanner.expects = closed ? 'argument' : 'command';
}

function readComment(scanner: Scanner): void {
  const end = isWordStart(scanner) ? scanner.text.indexOf('\n', scanner.at) : scanner.at + 1;
  scanner.at = end < 0 ? scanner.text.length : end;
}

function readLess(scanner: Scanner): void {
  const { text, at, frames } = scanner;
  if (text.startsWith('<<<', at)) {
    scanner.at += 3;
    return;
  }
  const [all, quote = '', name = ''] = /<<-?[ \t]*(["'\\]?)(\w+)\1?/y.exec(text.slice(at, at + maxName)) ?? [];
  if (all !== undefined && frames.at(-1) !== 'arithmetic') scanner.heredocs.push({ name, isQuoted: quote !== '' });
  scanner.at += all?.length ?? 1;
}

const maxName = 200;

/** A line's end ends a command, and begins the heredocs that the line announced. */
function readNewline(scanner: Scanner): void {
  separate(scanner);
  for (const { name, isQuoted } of scanner.heredocs.splice(0)) {
    const start = scanner.at;
    const end = heredocEnd(scanner.text, start, name);
    const shift = (found: ShellVariable): ShellVariable => ({
      ...found,
      start: start + found.start,
      end: start + found.end,
    });
    if (!isQuoted) scanner.found.push(...bodyVariables(scanner.text.slice(start, end)).map(shift));
    scanner.at = end;
  }
}

/** Where the line of a heredoc's closing name begins; the end of the text where there is none. */
function heredocEnd(text: string, start: number, name: string): number {
  let at = start;
  while (at < text.length) {
    const lf = text.indexOf('\n', at);
    const end = lf < 0 ? text.length : lf;
    if (text.slice(at, end).trim() === name) return at;
    at = end + 1;
  }
  return text.length;
}

/** What a sticky pattern matches at an offset; empty where it does not. */
function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}
