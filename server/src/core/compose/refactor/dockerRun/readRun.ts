import type { Part, SimpleCommand, Word } from '../../../shell/ast.ts';
import { simpleCommands } from '../../../shell/commands.ts';
import { parseScript } from '../../../shell/parse.ts';

/** A flag of `docker run` with its value; an empty one for switches. */
export interface RunFlag {
  readonly name: string;
  readonly value: string;
}

/** A call of `docker run`. Texts are as Compose wants them: variables of the shell stay variables. */
export interface Run {
  readonly flags: readonly RunFlag[];
  readonly image: string;
  readonly command: readonly string[];
}

/** The calls of `docker run` in a script. */
export function readRuns(script: string): readonly Run[] {
  return simpleCommands(parseScript(script)).flatMap((command) => readRun(script, command) ?? []);
}

function readRun(script: string, { words }: SimpleCommand): Run | undefined {
  const texts = words.map((word) => textOf(script, word));
  const program = texts.findIndex((text) => /^(?:.*\/)?(?:docker|podman|nerdctl)$/.test(text));
  const run = texts.findIndex((text, index) => index > program && /^(?:run|create)$/.test(text));
  if (program < 0 || run < 0 || texts.slice(program + 1, run).some((text) => !/^(?:container|-.*)$/.test(text)))
    return undefined;
  const { flags, next } = readFlags(texts.slice(run + 1));
  const [image, ...command] = texts.slice(run + 1 + next);
  return image === undefined || image === '' ? undefined : { flags, image, command };
}

/** A word with the variables that the shell would fill in, which Compose fills in, too. Its folder is that of the file. */
function textOf(script: string, { parts }: Word): string {
  const text = parts.map((part) => partText(script, part)).join('');
  return text.replace(/^(?:\$\(pwd\)|\$\{?PWD\}?|`pwd`)(?=$|[/:])/, '.');
}

function partText(script: string, part: Part): string {
  if (part.kind === 'text') return part.text.replaceAll('$', '$$$$');
  const source = script.slice(part.start, part.end);
  return part.kind === 'variable' || /^\$\(pwd\)$|^`pwd`$/.test(source) ? source : source.replaceAll('$', '$$$$');
}

interface ReadFlags {
  readonly flags: readonly RunFlag[];
  /** How many words they take. */
  readonly next: number;
}

function readFlags(words: readonly string[]): ReadFlags {
  const flags: RunFlag[] = [];
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    if (word === '--') return { flags, next: at + 1 };
    if (!/^-./.test(word)) break;
    const next = words[at + 1] ?? '';
    const takesNext = word.startsWith('--') ? readLong(flags, word, next) : readLetters(flags, word, next);
    if (takesNext) at++;
  }
  return { flags, next: at };
}

/** `--name value`, `--name=value`, or a switch. Whether the next word belongs to it. */
function readLong(flags: RunFlag[], word: string, next: string): boolean {
  const equals = word.indexOf('=');
  const name = word.slice(2, equals < 0 ? undefined : equals);
  if (equals >= 0) {
    const value = word.slice(equals + 1);
    if (!switches.has(name)) flags.push({ name, value });
    else if (value !== 'false') flags.push({ name, value: '' });
    return false;
  }
  const isSwitch = switches.has(name);
  flags.push({ name, value: isSwitch ? '' : next });
  return !isSwitch;
}

/** Letters behind one dash: switches, and at the end one that takes a value. */
function readLetters(flags: RunFlag[], word: string, next: string): boolean {
  for (let index = 1; index < word.length; index++) {
    const letter = word.charAt(index);
    const name = letters.get(letter) ?? letter;
    if (switches.has(name)) {
      flags.push({ name, value: '' });
      continue;
    }
    const rest = word.slice(index + 1).replace(/^=/, '');
    flags.push({ name, value: rest === '' ? next : rest });
    return rest === '';
  }
  return false;
}

const letters: ReadonlyMap<string, string> = new Map([
  ['a', 'attach'],
  ['c', 'cpu-shares'],
  ['d', 'detach'],
  ['e', 'env'],
  ['h', 'hostname'],
  ['i', 'interactive'],
  ['l', 'label'],
  ['m', 'memory'],
  ['p', 'publish'],
  ['P', 'publish-all'],
  ['q', 'quiet'],
  ['t', 'tty'],
  ['u', 'user'],
  ['v', 'volume'],
  ['w', 'workdir'],
]);

/** Flags without a value. */
const switches: ReadonlySet<string> = new Set([
  'detach',
  'disable-content-trust',
  'init',
  'interactive',
  'no-healthcheck',
  'oom-kill-disable',
  'privileged',
  'publish-all',
  'quiet',
  'read-only',
  'rm',
  'sig-proxy',
  'tty',
  'use-api-socket',
]);
