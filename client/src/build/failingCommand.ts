import type { PlannedCommand } from '../../../protocol/messages.ts';
import { lastLines } from './fault.ts';

/**
 * Which of the commands of a RUN failed, as far as its output and its error tell; undefined where they do not. Programs
 * begin what they complain of with their name, and name what they complain of.
 */
export function failingCommand(
  commands: readonly PlannedCommand[],
  { error, output }: { readonly error: string; readonly output: string },
): PlannedCommand | undefined {
  if (commands.length <= 1) return commands[0];
  for (const line of lastLines(output, 12).toReversed()) {
    const found = traced(commands, line) ?? complaining(commands, line);
    if (found) return found;
  }
  return ending(commands, /exit code: (\d+)/.exec(error)?.[1] ?? '') ?? naming(commands, lastLines(output, 3));
}

/** `set -x` tells each command before it runs: the last one failed. */
function traced(commands: readonly PlannedCommand[], line: string): PlannedCommand | undefined {
  const words = /^\++ (.+)$/.exec(line)?.[1]?.split(' ').map(unquoted);
  if (!words) return undefined;
  const alike = commands.filter(({ words: [name] }) => name === words[0]);
  return best(alike, ({ words: own }) => own.filter((word) => words.includes(word)).length);
}

function unquoted(word: string): string {
  return word.replaceAll(/['"]/g, '');
}

/** `tar: …`, `/bin/sh: 1: cd: …`, `/bin/sh: line 1: foo: not found`; and of those that begin otherwise, what they say. */
function complaining(commands: readonly PlannedCommand[], line: string): PlannedCommand | undefined {
  const own = ownWords.find(([pattern]) => pattern.test(line))?.[1];
  const fields = new Set(line.split(/: |:$/).slice(0, 4).map(programName));
  const named = commands.filter(({ words }) => startedBy(words).some((name) => own?.test(name) ?? fields.has(name)));
  if (named.length <= 1) return named[0];
  return best(named, ({ words }) => words.slice(1).filter((word) => isNamed(word, line)).length);
}

/** How some programs begin what they complain of, other than with their names. */
const ownWords: readonly (readonly [RegExp, RegExp])[] = [
  [/^npm (?:ERR!|error)/, /^(?:npm|npx)$/],
  [/^[EW]: /, /^(?:apt|apt-get|aptitude)$/],
  [/^fatal: /, /^git$/],
  [/^ERROR: (?:No matching|Could not|Invalid req|Cannot|Failed)/, /^(?:pip[\d.]*|python[\d.]*)$/],
  [/^ERROR: unable to select packages/, /^apk$/],
  [/^curl: /, /^curl$/],
  [/^error\[E\d+\]: |^error: could not compile/, /^cargo$/],
];

/** The names of what a command may start, without folders: behind sudo and the like, each word may be one. */
function startedBy(words: readonly string[]): readonly string[] {
  return (wrappers.has(words[0] ?? '') ? words : words.slice(0, 1)).map(programName);
}

const wrappers: ReadonlySet<string> = new Set(['sudo', 'env', 'exec', 'command', 'nice', 'nohup', 'time']);

function programName(word: string): string {
  return word.trim().split('/').at(-1) ?? '';
}

function isNamed(word: string, line: string): boolean {
  return word.length > 2 && !word.startsWith('-') && !word.includes('$') && line.includes(word);
}

/** `exit 3` where the code was 3, and `false` where nothing else can have been meant. */
function ending(commands: readonly PlannedCommand[], code: string): PlannedCommand | undefined {
  const exits = commands.filter(({ words: [name, value] }) => name === 'exit' && value === code && code !== '');
  const falses = code === '1' ? commands.filter(({ words: [name] }) => name === 'false') : [];
  const found = [...exits, ...falses];
  return found.length === 1 ? found[0] : undefined;
}

/** The only command that has a word of what was written last. */
function naming(commands: readonly PlannedCommand[], lines: readonly string[]): PlannedCommand | undefined {
  for (const line of lines.toReversed()) {
    const found = commands.filter(
      ({ words: [name = '', ...rest] }) =>
        name !== 'echo' && rest.some((word) => /[/.]/.test(word) && isNamed(word, line)),
    );
    if (found.length === 1) return found[0];
  }
  return undefined;
}

/** The one with the highest number; undefined where several have it, or none has any. */
function best(
  commands: readonly PlannedCommand[],
  rate: (command: PlannedCommand) => number,
): PlannedCommand | undefined {
  if (commands.length <= 1) return commands[0];
  const rates = commands.map(rate);
  const most = Math.max(...rates);
  const found = commands.filter((_, index) => rates[index] === most);
  return most > 0 && found.length === 1 ? found[0] : undefined;
}
