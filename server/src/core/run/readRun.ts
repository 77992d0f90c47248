import type { SimpleCommand } from '../shell/ast.ts';
import { simpleCommands, visitScript } from '../shell/commands.ts';
import { parseScript } from '../shell/parse.ts';
import { runLetters, runSwitches } from './flags.ts';
import { type RunText, runText } from './runText.ts';
import { partsWithRuns, plainScript } from './script.ts';

/** A flag of `docker run` with its value; an empty one for switches. */
export interface RunFlag {
  /** Without dashes, as it is written in full. */
  readonly name: string;
  readonly value: RunText;
}

/** A call of `docker run`, or of a program that understands the same. */
export interface Run {
  readonly flags: readonly RunFlag[];
  readonly image: RunText;
  readonly command: readonly RunText[];
  /** What stands around it that is none of its words: files that it reads or writes, commands in the same pipe. */
  readonly around: readonly string[];
}

/** The calls of `docker run` in a text that was copied from somewhere: a script, a session or a page. */
export function readRuns(text: string): readonly Run[] {
  return partsWithRuns(plainScript(text)).flatMap(runsOf);
}

function runsOf(source: string): readonly Run[] {
  const script = parseScript(source);
  const pipes = new Map<SimpleCommand, readonly string[]>();
  visitScript(script, {
    pipeline: ({ commands }) => {
      for (const command of commands) {
        const others = commands.filter((other) => other !== command);
        if (command.kind === 'simple') pipes.set(command, others.map(sourceIn(source)));
      }
    },
  });
  return simpleCommands(script).flatMap((command) => {
    const run = readRun(source, command);
    const around = [...command.redirections.map(sourceIn(source)), ...(pipes.get(command) ?? [])];
    return run ? { ...run, around } : [];
  });
}

function sourceIn(source: string): (span: { readonly start: number; readonly end: number }) => string {
  return ({ start, end }) => source.slice(start, end);
}

function readRun(source: string, { words }: SimpleCommand): Omit<Run, 'around'> | undefined {
  const texts = words.map((word) => runText(source, word));
  const plain = texts.map((text) => text.map((part) => (typeof part === 'string' ? part : part.source)).join(''));
  const program = plain.findIndex((text) => /^(?:.*[/\\])?(?:docker|podman|nerdctl|finch)(?:\.exe)?$/.test(text));
  const run = program < 0 ? undefined : verbAfter(plain, program + 1);
  if (run === undefined) return undefined;
  const { flags, next } = readFlags(texts.slice(run + 1), plain.slice(run + 1));
  const [image = [], ...command] = texts.slice(run + 1 + next);
  return image.length === 0 ? undefined : { flags, image, command };
}

/** Flags of the program itself that take the next word. */
const ownFlags =
  /^(?:-c|-H|-l|-n|--(?:config|context|host|log-level|tlscacert|tlscert|tlskey|connection|url|namespace))$/;

/** Where `run` stands; undefined where it is another command. */
function verbAfter(words: readonly string[], start: number): number | undefined {
  for (let at = start; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === 'run' || word === 'create') return at;
    if (ownFlags.test(word)) at++;
    else if (word !== 'container' && !word.startsWith('-')) return undefined;
  }
  return undefined;
}

interface ReadFlags {
  readonly flags: readonly RunFlag[];
  /** How many words they take. */
  readonly next: number;
}

function readFlags(texts: readonly RunText[], words: readonly string[]): ReadFlags {
  const flags: RunFlag[] = [];
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return { flags, next: at + 1 };
    if (!/^-./.test(word)) break;
    const given: Given = { text: texts[at] ?? [], word, next: texts[at + 1] };
    if (word.startsWith('--') ? readLong(flags, given) : readLetters(flags, given)) at++;
  }
  return { flags, next: at };
}

interface Given {
  readonly text: RunText;
  readonly word: string;
  readonly next: RunText | undefined;
}

/** `--name value`, `--name=value`, or a switch. Whether the next word belongs to it. */
function readLong(flags: RunFlag[], { text, word, next }: Given): boolean {
  const equals = word.indexOf('=');
  const name = word.slice(2, equals < 0 ? undefined : equals);
  if (equals >= 0) {
    const value = dropped(text, equals + 1);
    if (!runSwitches.has(name)) flags.push({ name, value });
    else if (!/^(?:false|f|0)$/i.test(word.slice(equals + 1))) flags.push({ name, value: [] });
    return false;
  }
  const isSwitch = runSwitches.has(name) || next === undefined;
  flags.push({ name, value: isSwitch ? [] : next });
  return !isSwitch;
}

/** Letters behind one dash: switches, and at the end one that takes a value. */
function readLetters(flags: RunFlag[], { text, word, next = [] }: Given): boolean {
  for (let index = 1; index < word.length; index++) {
    const letter = word.charAt(index);
    const name = runLetters.get(letter) ?? letter;
    const rest = word.slice(index + 1);
    if (runSwitches.has(name)) {
      if (!/^=(?:false|f|0)$/i.test(rest)) flags.push({ name, value: [] });
      if (rest.startsWith('=')) return false;
      continue;
    }
    flags.push({ name, value: rest === '' ? next : dropped(text, index + (rest.startsWith('=') ? 2 : 1)) });
    return rest === '';
  }
  return false;
}

/** A text without its first characters, which are plain. */
function dropped([first, ...rest]: RunText, count: number): RunText {
  if (typeof first !== 'string') return rest;
  const left = first.slice(count);
  return left === '' ? rest : [left, ...rest];
}
