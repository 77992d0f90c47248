import { splitWords } from '../ui/commandWords.ts';
import { BadTask, isRecord, textsOf } from '../ui/taskValues.ts';
import { type FlagName, flagNames, isFlagName, runFlags } from './flags.ts';
import { isOn, readFlags, type RunOptions, valueOf, valuesOf, type WrittenFlag } from './options.ts';
import { splitPair } from './values.ts';

/** A task that runs a container, as it stands in tasks.json. What is not named here goes under `flags`. */
export interface RunTaskDefinition {
  readonly type: 'slipway-run';
  readonly image: string;
  /** Any of the properties of the schema in package.json. */
  readonly [name: string]: unknown;
}

/** The properties that have names of their own, with their flags. */
const properties: readonly (readonly [string, FlagName])[] = [
  ['name', 'name'],
  ['entrypoint', 'entrypoint'],
  ['detach', 'detach'],
  ['tty', 'tty'],
  ['remove', 'rm'],
  ['ports', 'publish'],
  ['env', 'env'],
  ['envFiles', 'env-file'],
  ['volumes', 'volume'],
  ['mounts', 'mount'],
  ['network', 'network'],
  ['user', 'user'],
  ['workdir', 'workdir'],
  ['restart', 'restart'],
  ['memory', 'memory'],
  ['cpus', 'cpus'],
  ['gpus', 'gpus'],
  ['platform', 'platform'],
  ['pull', 'pull'],
  ['init', 'init'],
  ['labels', 'label'],
];

/** The options of a task. Throws a BadTask. */
export function optionsOfTask(definition: Readonly<Record<string, unknown>>): RunOptions {
  const { image, command } = definition;
  if (typeof image !== 'string' || image === '') throw new BadTask('image');
  const own = properties.flatMap(([property, name]) => written(property, name, definition[property]));
  const { flags, unknown } = readFlags([...own, ...moreFlags(definition['flags'])]);
  const [wrong] = unknown;
  if (wrong) throw new BadTask(`flags.${wrong.name}`);
  return { image, command: wordsOf(command), flags };
}

function wordsOf(command: unknown): readonly string[] {
  if (command === undefined) return [];
  if (Array.isArray(command) && command.every((word) => typeof word === 'string')) return command;
  const words = typeof command === 'string' ? splitWords(command) : undefined;
  if (!words) throw new BadTask('command');
  return words;
}

function moreFlags(value: unknown): readonly WrittenFlag[] {
  if (value === undefined) return [];
  if (!isRecord(value)) throw new BadTask('flags');
  return Object.entries(value).flatMap(([name, given]) => {
    if (!isFlagName(name)) throw new BadTask(`flags.${name}`);
    return written(`flags.${name}`, name, given);
  });
}

/** A value of JSON as the flags that it stands for. */
function written(property: string, name: FlagName, value: unknown): readonly WrittenFlag[] {
  if (value === undefined) return [];
  if (runFlags[name] === 'switch') {
    if (typeof value !== 'boolean') throw new BadTask(property);
    return value ? [{ name, value: '' }] : [];
  }
  return textsOf(property, value).map((text) => ({ name, value: text }));
}

/** A task that runs with these options. */
export function taskOfOptions(options: RunOptions): RunTaskDefinition {
  const named = new Map(properties.map(([property, name]) => [name, property]));
  const own = properties.flatMap(([property, name]) => {
    const value = valueFor(options, name);
    return value === undefined ? [] : [[property, value] as const];
  });
  // A task has a terminal of its own: there is nothing to ask for but whether the program shall know.
  const others = flagNames
    .filter((name) => !named.has(name) && name !== 'interactive')
    .flatMap((name) => {
      const value = valueFor(options, name);
      return value === undefined ? [] : [[name, value] as const];
    });
  return {
    type: 'slipway-run',
    image: options.image,
    ...(options.command.length > 0 ? { command: options.command } : {}),
    ...Object.fromEntries(own),
    ...(others.length > 0 ? { flags: Object.fromEntries(others) } : {}),
  };
}

/** All flags of options by their own names, as they stand under `flags`. That it runs in the background goes without saying. */
export function flagsForTask(options: RunOptions): Readonly<Record<string, unknown>> {
  const entries = flagNames
    .filter((name) => name !== 'detach')
    .flatMap((name) => (isOn(options, name) ? [[name, valueFor(options, name)] as const] : []));
  return Object.fromEntries(entries);
}

function valueFor(options: RunOptions, name: FlagName): unknown {
  if (!isOn(options, name)) return undefined;
  if (runFlags[name] === 'switch') return true;
  if (runFlags[name] === 'one') return valueOf(options, name);
  const values = valuesOf(options, name);
  if (name === 'network' && values.length === 1) return values[0];
  const names = values.map((value) => splitPair(value)[0]);
  const isMap = (name === 'env' || name === 'label') && new Set(names).size === names.length;
  if (!isMap) return values;
  return Object.fromEntries(
    values.map((value) => [splitPair(value)[0], value.includes('=') ? splitPair(value)[1] : null]),
  );
}
