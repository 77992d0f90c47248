import type { ReadRun, ReadText } from '../../../protocol/messages.ts';
import { isOn, type ReadFlags, readFlags, type RunOptions, withValues } from './options.ts';

/** What a shell would know. */
export interface ShellFacts {
  readonly folder: string;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of `id -u` and `id -g`; undefined on Windows. */
  readonly user?: { readonly uid: number; readonly gid: number };
}

/** A line as options, and what of it could not be taken over. */
export interface Expanded extends Pick<ReadFlags, 'unknown' | 'withoutMeaning'> {
  readonly options: RunOptions;
  /** Variables that are not set, and commands whose output is not known: they stand in the options as written. */
  readonly open: readonly string[];
  readonly around: readonly string[];
}

/** Puts in what the shell would, as far as that is known here. */
export function expand({ flags, image, command, around }: ReadRun, facts: ShellFacts): Expanded {
  const open = new Set<string>();
  const text = (parts: ReadText): string => parts.map((part) => partText(part, facts, open)).join('');
  const read = readFlags(flags.map(({ name, value }) => ({ name, value: text(value) })));
  const options: RunOptions = { image: text(image), command: command.map(text), flags: read.flags };
  return {
    options: runnable(options),
    unknown: read.unknown,
    withoutMeaning: read.withoutMeaning,
    open: [...open],
    around,
  };
}

function partText(part: ReadText[number], facts: ShellFacts, open: Set<string>): string {
  if (typeof part === 'string') return part;
  const found = 'command' in part ? outputOf(part.command, facts) : (valueOf(part.variable, facts) ?? part.otherwise);
  if (found === undefined) open.add(part.source);
  return found ?? part.source;
}

function valueOf(name: string, { folder, home, env }: ShellFacts): string | undefined {
  if (name === 'PWD') return folder;
  if (name === 'HOME' || name === 'USERPROFILE') return env[name] ?? home;
  // An empty variable is as good as none: the default of `${NAME:-text}` counts.
  return env[name] || undefined;
}

function outputOf(command: string, { user, env }: ShellFacts): string | undefined {
  const own: Readonly<Record<string, string | undefined>> = {
    'id -u': user && String(user.uid),
    'id -g': user && String(user.gid),
    whoami: env['USER'] ?? env['USERNAME'],
    hostname: env['HOSTNAME'],
  };
  return own[command.replace(/\s+/g, ' ')];
}

/** In the background, unless it is to run in a terminal: nobody sits before a line that only waits. */
function runnable(options: RunOptions): RunOptions {
  return isOn(options, 'tty') ? options : withValues(options, 'detach', ['']);
}
