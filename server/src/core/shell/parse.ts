import type { Command, CompoundCommand, ListItem, Operator, Pipeline, Redirection, Script, Word } from './ast.ts';
import { match, maxDepth, peek, readerOf, readLineEnd, skipBlanks, skipLines, take, type Reader } from './reader.ts';
import { isRedirection, isWordStart, readRedirection, readSimple, reservedWord } from './simple.ts';
import { readArithmetic, readWord, wordOf } from './words.ts';

/**
 * Parses a script as sh and bash do. Never throws: half-written scripts are normal, what is open reaches to the end. Takes
 * time in proportion to the text. Source: the Shell Command Language of POSIX.1-2024, and bash's grammar on top of it.
 */
export function parseScript(text: string, start = 0, end = text.length): Script {
  const reader = readerOf(text, { start, end, readNested });
  const items: ListItem[] = [];
  while (reader.at < reader.end) {
    for (const item of readList(reader, noWords).items) items.push(item);
    if (reader.at >= reader.end) break;
    // Something closes that was never opened.
    reader.isComplete = false;
    reader.at += Math.max(match(reader, /\w+|;;?&?|[^]/y).length, 1);
  }
  return { start, end, items, isComplete: reader.isComplete && reader.heredocs.length === 0 };
}

const noWords: ReadonlySet<string> = new Set();

/** Reads commands up to a word that closes, a closing parenthesis, or the `;;` of a case. */
function readList(reader: Reader, closers: ReadonlySet<string>): Script {
  const start = reader.at;
  const items: ListItem[] = [];
  for (;;) {
    skipLines(reader);
    const before = reader.at;
    if (isListEnd(reader, closers)) break;
    const pipeline = readPipeline(reader, closers);
    const operator = readOperator(reader);
    if (pipeline.commands.length > 0) items.push({ pipeline, operator });
    // An operator without a command before it, or two commands without one between them.
    if (pipeline.commands.length === 0 || (!operator && !isListEnd(reader, closers))) reader.isComplete = false;
    if (reader.at === before) break;
  }
  const last = items.at(-1)?.operator?.text;
  if (last === '&&' || last === '||') reader.isComplete = false;
  return { start, end: reader.at, items, isComplete: reader.isComplete };
}

function isListEnd(reader: Reader, closers: ReadonlySet<string>): boolean {
  const next = peek(reader);
  if (next === '' || next === ')') return true;
  if (next === ';' && (peek(reader, 1) === ';' || peek(reader, 1) === '&')) return true;
  const word = reservedWord(reader);
  return word !== '' && (closers.has(word) || strayClosers.has(word));
}

/** Words that close what is open somewhere around. */
const strayClosers: ReadonlySet<string> = new Set(['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}']);

function readOperator(reader: Reader): Operator | undefined {
  skipBlanks(reader);
  if (peek(reader) === '#') skipComment(reader);
  const start = reader.at;
  if (peek(reader) === '\n') {
    readLineEnd(reader);
    return { text: '\n', start, end: start + 1 };
  }
  if (peek(reader) === ';' && (peek(reader, 1) === ';' || peek(reader, 1) === '&')) return undefined;
  const text = (['&&', '||', ';', '&'] as const).find((sign) => take(reader, sign));
  return text && { text, start, end: reader.at };
}

function skipComment(reader: Reader): void {
  reader.at += match(reader, /[^\n]*/y).length;
}

function readPipeline(reader: Reader, closers: ReadonlySet<string>): Pipeline {
  const start = reader.at;
  let isNegated = false;
  for (let word = reservedWord(reader); word === '!' || word === 'time'; word = reservedWord(reader)) {
    isNegated ||= word === '!';
    reader.at += word.length;
    skipBlanks(reader);
    if (word === 'time') reader.at += match(reader, /-p(?=[ \t\r\n;&|]|$)/y).length;
    skipBlanks(reader);
  }
  const commands: Command[] = [];
  let end = reader.at;
  for (;;) {
    const command = readCommand(reader);
    if (!command) break;
    commands.push(command);
    end = command.end;
    skipBlanks(reader);
    if (peek(reader) !== '|' || peek(reader, 1) === '|') break;
    reader.at += peek(reader, 1) === '&' ? 2 : 1;
    skipLines(reader);
    if (!isListEnd(reader, closers)) continue;
    reader.isComplete = false;
    break;
  }
  return { start, end, isNegated, commands };
}

function readCommand(reader: Reader): Command | undefined {
  if (reader.depth >= maxDepth) {
    reader.isComplete = false;
    reader.at = reader.end;
    return undefined;
  }
  reader.depth++;
  const command = readCompound(reader) ?? readSimple(reader);
  reader.depth--;
  return command;
}

type CompoundKind = CompoundCommand['kind'];

function readCompound(reader: Reader): CompoundCommand | undefined {
  const start = reader.at;
  if (peek(reader) === '(') {
    if (peek(reader, 1) !== '(' || !readArithmetic(reader, 2)) return readParentheses(reader);
    return compound(reader, { kind: 'arithmetic', start });
  }
  const functionName = match(reader, /[\w.:-]+(?=[ \t]*\([ \t]*\))/y);
  if (functionName !== '') return readFunction(reader, start, functionName);
  const word = reservedWord(reader);
  const read = compounds[word];
  if (!read) return undefined;
  reader.at += word.length;
  return read(reader, start);
}

const compounds: Readonly<Record<string, (reader: Reader, start: number) => CompoundCommand>> = {
  '{': (reader, start) => compound(reader, { kind: 'group', start, bodies: readBodies(reader, ['}']) }),
  if: (reader, start) =>
    compound(reader, { kind: 'if', start, bodies: readBodies(reader, ['then', 'elif', 'else', 'fi']) }),
  while: (reader, start) => compound(reader, { kind: 'while', start, bodies: readBodies(reader, ['do', 'done']) }),
  until: (reader, start) => compound(reader, { kind: 'until', start, bodies: readBodies(reader, ['do', 'done']) }),
  for: (reader, start) => readFor(reader, start, 'for'),
  select: (reader, start) => readFor(reader, start, 'select'),
  case: readCase,
  function: (reader, start) => {
    skipBlanks(reader);
    return readFunction(reader, start, match(reader, /[^ \t\r\n;&|()<>]+/y));
  },
};

interface CompoundParts extends Partial<Pick<CompoundCommand, 'name' | 'words' | 'bodies'>> {
  readonly kind: CompoundKind;
  readonly start: number;
}

/** A compound command that has been read up to its redirections. */
function compound(reader: Reader, { kind, start, name, words = [], bodies = [] }: CompoundParts): CompoundCommand {
  const redirections: Redirection[] = [];
  let end = reader.at;
  for (skipBlanks(reader); isRedirection(reader); skipBlanks(reader)) {
    redirections.push(readRedirection(reader));
    end = reader.at;
  }
  return { kind, start, end, name, words, bodies, redirections };
}

function readParentheses(reader: Reader): CompoundCommand {
  const start = reader.at++;
  const body = readList(reader, noWords);
  if (!take(reader, ')')) reader.isComplete = false;
  return compound(reader, { kind: 'subshell', start, bodies: [body] });
}

/** Reads lists, each behind a reserved word, up to the last of the words. */
function readBodies(reader: Reader, words: readonly string[]): readonly Script[] {
  const closers = new Set(words);
  const last = words.at(-1);
  const bodies: Script[] = [];
  for (;;) {
    bodies.push(readList(reader, closers));
    const word = reservedWord(reader);
    if (!closers.has(word)) {
      reader.isComplete = false;
      return bodies;
    }
    reader.at += word.length;
    if (word === last) return bodies;
  }
}

function readFor(reader: Reader, start: number, kind: 'for' | 'select'): CompoundCommand {
  skipBlanks(reader);
  const isCounted = peek(reader) === '(' && readArithmetic(reader, 2) !== undefined;
  const name = isCounted ? undefined : readWord(reader);
  const words: Word[] = [];
  skipLines(reader);
  if (reservedWord(reader) === 'in') {
    reader.at += 2;
    for (skipBlanks(reader); isWordStart(reader); skipBlanks(reader)) words.push(readWord(reader));
  }
  skipBlanks(reader);
  take(reader, ';');
  skipLines(reader);
  const opener = reservedWord(reader);
  if (opener !== 'do' && opener !== '{') {
    reader.isComplete = false;
    return compound(reader, { kind, start, name, words });
  }
  reader.at += opener.length;
  return compound(reader, { kind, start, name, words, bodies: readBodies(reader, [opener === 'do' ? 'done' : '}']) });
}

const esac: ReadonlySet<string> = new Set(['esac']);

function readCase(reader: Reader, start: number): CompoundCommand {
  skipBlanks(reader);
  const words = [readWord(reader)];
  const bodies: Script[] = [];
  skipLines(reader);
  if (reservedWord(reader) === 'in') reader.at += 2;
  for (;;) {
    skipLines(reader);
    const before = reader.at;
    if (peek(reader) === '' || reservedWord(reader) === 'esac') break;
    take(reader, '(');
    readPatterns(reader, words);
    if (!take(reader, ')')) break;
    bodies.push(readList(reader, esac));
    reader.at += match(reader, /;;?&?/y).length;
    if (reader.at === before) break;
  }
  if (reservedWord(reader) === 'esac') reader.at += 'esac'.length;
  else reader.isComplete = false;
  return compound(reader, { kind: 'case', start, words, bodies });
}

function readPatterns(reader: Reader, patterns: Word[]): void {
  for (skipBlanks(reader); isWordStart(reader); skipBlanks(reader)) {
    patterns.push(readWord(reader));
    skipBlanks(reader);
    take(reader, '|');
  }
}

function readFunction(reader: Reader, start: number, written: string): CompoundCommand {
  const nameStart = reader.at;
  reader.at += written.length;
  const part = { kind: 'text', start: nameStart, end: reader.at, text: written, quote: undefined } as const;
  skipBlanks(reader);
  reader.at += match(reader, /\([ \t]*\)/y).length;
  skipLines(reader);
  const bodyStart = reader.at;
  const body = readCommand(reader);
  if (!body) reader.isComplete = false;
  const items: readonly ListItem[] = body
    ? [
        {
          pipeline: { start: bodyStart, end: reader.at, isNegated: false, commands: [body] },
          operator: undefined,
        },
      ]
    : [];
  return {
    kind: 'function',
    start,
    end: reader.at,
    name: wordOf(nameStart, part.end, [part]),
    words: [],
    bodies: [{ start: bodyStart, end: reader.at, items, isComplete: reader.isComplete }],
    redirections: [],
  };
}

/** The script in a substitution. */
function readNested(reader: Reader, closer: ')' | '`'): Script {
  if (closer === ')') return readList(reader, noWords);
  const { start, end, items, isComplete } = parseScript(reader.text, reader.at, reader.end);
  if (!isComplete) reader.isComplete = false;
  return { start, end, items, isComplete };
}
