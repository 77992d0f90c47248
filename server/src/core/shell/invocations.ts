import type { Script, SimpleCommand, Word } from './ast.ts';
import { simpleCommands } from './commands.ts';

/** A program that a script starts, with its arguments. */
export interface Invocation {
  /** As written, without quotes; a `$` in it is a variable. */
  readonly name: string;
  readonly nameWord: Word;
  readonly args: readonly Word[];
  readonly command: SimpleCommand;
}

/** All programs and builtins that a script starts, in the order of the text, also those behind sudo, env, exec and the like. */
export function invocationsIn(script: Script): readonly Invocation[] {
  return simpleCommands(script).flatMap((command) => invocationsOf(command));
}

function invocationsOf(command: SimpleCommand): readonly Invocation[] {
  const found: Invocation[] = [];
  let words = command.words;
  while (found.length < maxWrappers) {
    const [nameWord, ...args] = words;
    if (!nameWord) break;
    found.push({ name: nameWord.text, nameWord, args, command });
    const inner = wrappers.get(nameWord.text)?.(args);
    if (inner === undefined || inner < 0) break;
    words = args.slice(inner);
  }
  return found;
}

const maxWrappers = 4;

/** Programs that start another one: where in their arguments its name stands. */
const wrappers: ReadonlyMap<string, (args: readonly Word[]) => number> = new Map<
  string,
  (args: readonly Word[]) => number
>([
  ['sudo', (args) => operandBehind(args, /^-[ugph]$|^--(?:user|group|prompt|host)$/)],
  ['env', (args) => operandBehind(args, /^-[uC]$|^--(?:unset|chdir)$/)],
  ['exec', (args) => operandBehind(args, /^-a$/)],
  ['command', (args) => (args[0]?.text.startsWith('-') === true ? -1 : 0)],
  ['nice', (args) => operandBehind(args, /^-n$/)],
  ['nohup', () => 0],
  ['time', (args) => operandBehind(args, /^-[fo]$/)],
]);

/** The first argument that is no option, nor the value of one that takes one, nor a variable. */
function operandBehind(args: readonly Word[], takesValue: RegExp): number {
  let at = 0;
  while (at < args.length) {
    const text = args[at]?.text ?? '';
    if (takesValue.test(text)) at += 2;
    else if (text.startsWith('-') || /^\w+=/.test(text)) at++;
    else return at;
  }
  return -1;
}

/** An option as it is written: `--name`, `--name=value`, or one of the letters behind a dash. */
export interface Option {
  /** Without dashes and value. */
  readonly name: string;
  readonly word: Word;
}

/** The options among arguments; `-yq` are two. */
export function optionsIn(args: readonly Word[]): readonly Option[] {
  return args.flatMap((word) => {
    const { text } = word;
    if (text.startsWith('--')) return text === '--' ? [] : [{ name: text.slice(2).split('=', 1)[0] ?? '', word }];
    return text.startsWith('-') ? Array.from(text.slice(1), (name) => ({ name, word })) : [];
  });
}

export function hasOption({ args }: Pick<Invocation, 'args'>, ...names: readonly string[]): boolean {
  return optionsIn(args).some(({ name }) => names.includes(name));
}

/** Whether one of these texts is an argument, wherever it stands. */
export function hasArgument({ args }: Pick<Invocation, 'args'>, ...texts: readonly string[]): boolean {
  return args.some(({ text }) => texts.includes(text));
}

/** The arguments that are no options, of a program whose options take no values from the next argument. */
export function operandsOf({ args }: Pick<Invocation, 'args'>): readonly Word[] {
  return argumentsIn(args, { withValue: [] }).operands;
}

/** How the arguments of a program are read. */
export interface ArgumentStyle {
  /** Options whose value is the next argument, without dashes. */
  readonly withValue: readonly string[];
  /** Whether one dash begins a long option, too. */
  readonly longOptions?: true;
}

/** The value that an option takes from the next argument. */
export interface OptionValue {
  readonly name: string;
  readonly value: Word;
}

/**
 * The arguments of a program: those that are neither options nor their values, up to `--`, and the values. Of letters
 * behind a dash, the last one may take a value.
 */
export function argumentsIn(
  args: readonly Word[],
  { withValue, longOptions }: ArgumentStyle,
): { readonly operands: readonly Word[]; readonly values: readonly OptionValue[] } {
  const operands: Word[] = [];
  const values: OptionValue[] = [];
  for (let at = 0; at < args.length; at++) {
    const word = args[at];
    if (!word || word.text === '--') break;
    if (!/^-./.test(word.text)) operands.push(word);
    else if (!word.text.includes('=')) {
      const name = word.text.startsWith('--') || longOptions ? word.text.replace(/^--?/, '') : word.text.slice(-1);
      const value = withValue.includes(name) ? args[at + 1] : undefined;
      if (!value) continue;
      values.push({ name, value });
      at++;
    }
  }
  return { operands, values };
}
