import type {
  Assignment,
  Command,
  CompoundCommand,
  ListItem,
  Operator,
  Pipeline,
  Redirection,
  Script,
  SimpleCommand,
  Word,
} from './ast.ts';
import { match, maxDepth, peek, readerOf, readLineEnd, skipBlanks, skipLines, take, type Reader } from './reader.ts';
import { readArithmetic, readWord as readWordWith, wordOf } from './words.ts';

/**
 * Parses a script as sh and bash do. Never throws: half-written scripts are normal, what is open reaches to the end. Takes
 * time in proportion to the text. Source: the Shell Command Language of POSIX.1-2024, and bash's grammar on top of it.
 */
export function parseScript(text: string, start = 0, end = text.length): Script {
  const reader = readerOf(text, start, end);
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

/** The word that stands here, where it can be a reserved one. */
function reservedWord(reader: Reader): string {
  return match(reader, /(?:[a-z]{2,8}|[{}!]|\[\[)(?=[ \t\r\n;&|()<>]|\\\r?\n|$)/y);
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

function readSimple(reader: Reader): SimpleCommand | undefined {
  const start = reader.at;
  const parts: SimpleParts = { assignments: [], words: [], redirections: [] };
  const isTest = reservedWord(reader) === '[[';
  const readNext = isTest ? readTestPiece : readPiece;
  let end = start;
  for (skipBlanks(reader); readNext(reader, parts); skipBlanks(reader)) end = reader.at;
  if (isTest && parts.words.at(-1)?.text !== ']]') reader.isComplete = false;
  return end === start ? undefined : { kind: 'simple', start, end, ...parts };
}

interface SimpleParts {
  readonly assignments: Assignment[];
  readonly words: Word[];
  readonly redirections: Redirection[];
}

/** Reads the next piece of a command; false where there is none. */
function readPiece(reader: Reader, { assignments, words, redirections }: SimpleParts): boolean {
  if (isRedirection(reader)) redirections.push(readRedirection(reader));
  else if (isWordStart(reader)) {
    const assignment = words.length === 0 ? readAssignment(reader) : undefined;
    if (assignment) assignments.push(assignment);
    else words.push(readWord(reader));
  } else if (peek(reader) === '(' && peek(reader, -1) === '=' && words.length > 1) {
    // `declare name=(…)`: the words of the array follow the name.
    for (const value of readArray(reader)) words.push(value);
  } else return false;
  return true;
}

/** Within `[[ … ]]` signs are operators of the test. */
function readTestPiece(reader: Reader, { words, redirections }: SimpleParts): boolean {
  if (words.at(-1)?.text === ']]') {
    if (!isRedirection(reader)) return false;
    redirections.push(readRedirection(reader));
    return true;
  }
  if (!isWordStart(reader)) return readTestOperator(reader);
  words.push(readWord(reader));
  return true;
}

function readTestOperator(reader: Reader): boolean {
  const sign = match(reader, /&&|\|\||[()<>|&]|\n/y);
  reader.at += sign.length;
  return sign !== '';
}

function readAssignment(reader: Reader): Assignment | undefined {
  const start = reader.at;
  const head = match(reader, /[A-Za-z_]\w*(?:\[[^\]\s]*\])?\+?=/y);
  if (head === '') return undefined;
  const [name = ''] = /^\w+/.exec(head) ?? [];
  reader.at += head.length;
  // A number sign begins no comment here.
  const hasValue = isWordStart(reader) || peek(reader) === '#';
  const values = peek(reader) === '(' ? readArray(reader) : hasValue ? [readWord(reader)] : [];
  return { start, end: reader.at, name, nameSpan: { start, end: start + name.length }, values };
}

function readArray(reader: Reader): readonly Word[] {
  const values: Word[] = [];
  reader.at++;
  for (skipLines(reader); isWordStart(reader); skipLines(reader)) values.push(readWord(reader));
  if (!take(reader, ')')) reader.isComplete = false;
  return values;
}

function isWordStart(reader: Reader): boolean {
  const next = peek(reader);
  if (next === '' || next === '#') return false;
  if ((next === '<' || next === '>') && peek(reader, 1) === '(') return true;
  return !' \t\r\n;&|()<>'.includes(next);
}

const redirection = /(?:\d*|\{\w+\})(?:<<<|<<-?|<>|<&|>>|>\||>&|<|>)|&>>?/y;

function isRedirection(reader: Reader): boolean {
  const sign = match(reader, redirection);
  return sign !== '' && !(/^[<>]$/.test(sign) && peek(reader, 1) === '(');
}

function readRedirection(reader: Reader): Redirection {
  const start = reader.at;
  const written = match(reader, redirection);
  reader.at += written.length;
  const operator = written.replace(/^(?:\d+|\{\w+\})/, '');
  skipBlanks(reader);
  const target = isWordStart(reader) ? readWord(reader) : undefined;
  if (!target) reader.isComplete = false;
  const found = { start, end: reader.at, operator, target, heredoc: undefined };
  if (target && (operator === '<<' || operator === '<<-')) {
    const isQuoted = target.parts.some((part) => part.quote !== undefined || reader.text.charAt(part.start) === '\\');
    reader.heredocs.push({
      redirection: found,
      name: target.text,
      expands: !isQuoted,
      stripsTabs: operator === '<<-',
    });
  }
  return found;
}

function readWord(reader: Reader): Word {
  return readWordWith(reader, readNested);
}

/** The script in a substitution. */
function readNested(reader: Reader, closer: ')' | '`'): Script {
  if (closer === ')') return readList(reader, noWords);
  const { start, end, items, isComplete } = parseScript(reader.text, reader.at, reader.end);
  if (!isComplete) reader.isComplete = false;
  return { start, end, items, isComplete };
}
