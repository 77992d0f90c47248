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
  readonly frames: Frame[];
  /** The heredocs that begin at the next line. */
  readonly heredocs: { readonly name: string; readonly isQuoted: boolean }[];
  expects: Expectation;
}

/** What the next word may be: a command, names of variables, one such name, or just an argument. */
type Expectation = 'command' | 'reads' | 'sets' | 'loop' | 'argument';

/** Quotes or parentheses that are open, and what the next word may be behind them. */
interface Frame {
  readonly kind: 'double' | 'parenthesis' | 'arithmetic';
  readonly expects: Expectation;
}

/** Behind these words a command follows. */
const keywords = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', '{', 'time']);

/** Behind these words the names of variables follow. */
const naming: ReadonlyMap<string, Expectation> = new Map([
  ['export', 'reads'],
  ['readonly', 'reads'],
  ['unset', 'reads'],
  ['local', 'sets'],
  ['declare', 'sets'],
  ['typeset', 'sets'],
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
  const frame = frames.at(-1)?.kind;
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
  open(scanner, isArithmetic(scanner) ? 'arithmetic' : 'parenthesis');
  separate(scanner);
}

function readDollar(scanner: Scanner): void {
  const { text, at } = scanner;
  if (text.startsWith('$((', at)) {
    open(scanner, 'arithmetic');
    open(scanner, 'arithmetic');
    scanner.at += 3;
  } else if (text.startsWith('$(', at)) {
    open(scanner, 'parenthesis');
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
  if (scanner.frames.at(-1)?.kind === 'double') scanner.frames.pop();
  else open(scanner, 'double');
  scanner.at++;
}

/** What single quotes hold means nothing to this shell, but programs such as another shell read it. */
function readSingleQuote(scanner: Scanner): void {
  const { text, at } = scanner;
  const close = text.indexOf("'", at + 1);
  const end = close < 0 ? text.length : close;
  const before = text.slice(Math.max(at - maxName, 0), at);
  const read = quotedReaders.find(([program]) => program.test(before))?.[1];
  if (read) addShifted(scanner, read(text.slice(at + 1, end)), at + 1);
  scanner.at = end + 1;
}

/** Programs that find variables in their quoted argument, and how they read it. */
const quotedReaders: readonly (readonly [RegExp, (text: string) => readonly ShellVariable[]])[] = [
  [/(?:^|[\s/])(?:ba|da|a|z|k|mk)?sh(?:\s+-[\w-]+)*\s+-\w*c\s+$/, shellVariables],
  [/(?:^|[\s/])envsubst\s+$/, bodyVariables],
];

function addShifted({ found }: Scanner, inner: readonly ShellVariable[], by: number): void {
  for (const { name, role, start, end } of inner) found.push({ name, role, start: start + by, end: end + by });
}

/** Behind `f()` comes the body of a function, behind `a)` of a case a command; else the word goes on that was left. */
function readClosing(scanner: Scanner): void {
  const closed = scanner.frames.pop();
  const isEmpty = scanner.text.charAt(scanner.at - 1) === '(';
  scanner.at++;
  scanner.expects = closed && !isEmpty ? closed.expects : 'command';
}

function open({ frames, expects }: Scanner, kind: Frame['kind']): void {
  frames.push({ kind, expects });
}

function isArithmetic({ frames }: Scanner): boolean {
  return frames.at(-1)?.kind === 'arithmetic';
}

function readComment(scanner: Scanner): void {
  const end = isWordStart(scanner) ? scanner.text.indexOf('\n', scanner.at) : scanner.at + 1;
  scanner.at = end < 0 ? scanner.text.length : end;
}

function readLess(scanner: Scanner): void {
  const { text, at } = scanner;
  if (text.startsWith('<<<', at)) {
    scanner.at += 3;
    return;
  }
  const [all, quote = '', name = ''] = /<<-?[ \t]*(["'\\]?)(\w+)\1?/y.exec(text.slice(at, at + maxName)) ?? [];
  if (all !== undefined && !isArithmetic(scanner)) scanner.heredocs.push({ name, isQuoted: quote !== '' });
  scanner.at += all?.length ?? 1;
}

const maxName = 200;

/** A line's end ends a command, and begins the heredocs that the line announced. */
function readNewline(scanner: Scanner): void {
  separate(scanner);
  for (const { name, isQuoted } of scanner.heredocs.splice(0)) {
    const start = scanner.at;
    const end = heredocEnd(scanner.text, start, name);
    if (!isQuoted) addShifted(scanner, bodyVariables(scanner.text.slice(start, end)), start);
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
