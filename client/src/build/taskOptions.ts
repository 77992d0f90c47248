import { basename, dirname, resolve } from 'node:path';
import { BadTask, isRecord, textOf, textsOf } from '../ui/taskValues.ts';
import type { BuildOptions } from './options.ts';
import { tagFor } from './tag.ts';

const lists = ['secrets', 'ssh', 'cacheFrom', 'cacheTo'] as const;
const switches = ['noCache', 'pull'] as const;
const words = ['target', 'platform', 'builder'] as const;

/**
 * The options of a task that builds: what it does not say is as for a first build. Relative paths begin in `folder`.
 * Throws a BadTask.
 */
export function buildOptionsOfTask(definition: Readonly<Record<string, unknown>>, folder: string): BuildOptions {
  const dockerfile = resolve(folder, textOf(definition, 'dockerfile') ?? 'Dockerfile');
  const context = resolve(folder, textOf(definition, 'context') ?? dirname(dockerfile));
  return {
    dockerfile,
    context,
    tag: textOf(definition, 'tag') ?? tagFor(basename(context)),
    ...pairs(definition, 'buildArgs'),
    ...pairs(definition, 'labels'),
    ...some(words.map((name) => [name, textOf(definition, name)])),
    ...some(lists.map((name) => [name, definition[name] === undefined ? undefined : textsOf(name, definition[name])])),
    ...some(switches.map((name) => [name, switchOf(definition, name)])),
  };
}

function some(entries: readonly (readonly [string, unknown])[]): object {
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function switchOf(definition: Readonly<Record<string, unknown>>, name: string): boolean | undefined {
  const value = definition[name];
  if (value !== undefined && typeof value !== 'boolean') throw new BadTask(name);
  return value;
}

function pairs(definition: Readonly<Record<string, unknown>>, name: 'buildArgs' | 'labels'): object {
  const value = definition[name];
  if (value === undefined) return {};
  if (!isRecord(value)) throw new BadTask(name);
  const entries = Object.keys(value).map((key) => [key, textOf(value, key) ?? ''] as const);
  return { [name]: Object.fromEntries(entries) };
}
