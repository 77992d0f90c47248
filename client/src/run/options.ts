import { flagAliases, type FlagName, flagNames, flagsOfTheProgram, isFlagName, runFlags } from './flags.ts';

/** What a container is run with, as `docker run` is told it. */
export interface RunOptions {
  readonly image: string;
  /** Empty for that of the image. */
  readonly command: readonly string[];
  readonly flags: RunFlags;
}

/** The values by flag, as they are written; one empty value for a switch that is on. */
export type RunFlags = Readonly<Partial<Record<FlagName, readonly string[]>>>;

export function runOf(image: string, flags: RunFlags = {}): RunOptions {
  return { image, command: [], flags };
}

export function valuesOf({ flags }: Pick<RunOptions, 'flags'>, name: FlagName): readonly string[] {
  return flags[name] ?? [];
}

/** The last value; empty where there is none. */
export function valueOf(options: Pick<RunOptions, 'flags'>, name: FlagName): string {
  return valuesOf(options, name).at(-1) ?? '';
}

export function isOn({ flags }: Pick<RunOptions, 'flags'>, name: FlagName): boolean {
  return flags[name] !== undefined;
}

/** With other values of a flag; without it where there are none. */
export function withValues(options: RunOptions, name: FlagName, values: readonly string[]): RunOptions {
  const { [name]: _, ...others } = options.flags;
  return { ...options, flags: values.length === 0 ? others : { ...others, [name]: values } };
}

/** The same with a switch turned. */
export function turned(options: RunOptions, name: FlagName): RunOptions {
  return withValues(options, name, isOn(options, name) ? [] : ['']);
}

/** Whether it runs in a terminal that the user sits at. With `-dit` it has one, and runs in the background. */
export function isInteractive(options: RunOptions): boolean {
  return !isOn(options, 'detach') && (isOn(options, 'interactive') || isOn(options, 'tty'));
}

/** The words of the command line. */
export function runLineOf(options: RunOptions): readonly string[] {
  const { image, command } = options;
  const [input, tty] = [isOn(options, 'interactive'), isOn(options, 'tty')];
  return [
    'docker',
    'run',
    ...(isOn(options, 'detach') ? ['-d'] : []),
    ...(input && tty ? ['-it'] : input ? ['-i'] : tty ? ['-t'] : []),
    ...flagNames
      .filter((name) => !['detach', 'interactive', 'tty'].includes(name))
      .flatMap((name) => wordsOf(options, name)),
    image,
    ...command,
  ];
}

function wordsOf(options: RunOptions, name: FlagName): readonly string[] {
  const values = valuesOf(options, name);
  if (runFlags[name] === 'switch') return values.length === 0 ? [] : [`--${name}`];
  // What begins with a dash, or is empty, could be taken for something else.
  return values.flatMap((value) => (/^[^-]/.test(value) ? [`--${name}`, value] : [`--${name}=${value}`]));
}

/** A flag as it stands in a line. */
export interface WrittenFlag {
  readonly name: string;
  readonly value: string;
}

export interface ReadFlags {
  readonly flags: RunFlags;
  /** Those that say how the program behaves, which has no meaning here. */
  readonly withoutMeaning: readonly WrittenFlag[];
  /** Those that Docker does not have. */
  readonly unknown: readonly WrittenFlag[];
}

/** Puts the flags of a line together. */
export function readFlags(written: readonly WrittenFlag[]): ReadFlags {
  const flags: Partial<Record<FlagName, readonly string[]>> = {};
  const unknown: WrittenFlag[] = [];
  const withoutMeaning: WrittenFlag[] = [];
  for (const flag of written) {
    const name = flagAliases.get(flag.name) ?? flag.name;
    if (!isFlagName(name)) (flagsOfTheProgram.has(name) ? withoutMeaning : unknown).push(flag);
    else if (runFlags[name] === 'many') flags[name] = [...(flags[name] ?? []), flag.value];
    else flags[name] = [flag.value];
  }
  return { flags, withoutMeaning, unknown };
}

/** As options that were kept somewhere, perhaps by an older version; undefined where they are none. */
export function optionsIn(value: unknown): RunOptions | undefined {
  if (typeof value !== 'object' || value === null || !('image' in value) || typeof value.image !== 'string')
    return undefined;
  const command = 'command' in value && Array.isArray(value.command) ? value.command.filter(isText) : [];
  const given = 'flags' in value && typeof value.flags === 'object' && value.flags !== null ? value.flags : {};
  const flags = Object.entries(given).flatMap(([name, values]: [string, unknown]) =>
    isFlagName(name) && Array.isArray(values) ? [[name, values.filter(isText)] as const] : [],
  );
  return { image: value.image, command, flags: Object.fromEntries(flags) };
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
