import { referenceDocs } from '../../image/docs.ts';
import type { Markup } from '../../text/markup.ts';
import { message } from '../../text/message.ts';
import { hasVariable } from '../check/formats.ts';
import type { ComposeModel } from '../model.ts';
import { texts } from '../project.ts';
import { longPort } from '../ports.ts';
import type { Node } from '../yaml/nodes.ts';
import { block, describePort } from './describe.ts';

/** A value with the way to it: `services.*.image`, and the map that it stands in. */
export interface PlacedValue {
  readonly path: string;
  readonly text: string;
  readonly map: Node | undefined;
}

/** What a value means at its place, where its form alone does not tell. */
export function describePlace(model: ComposeModel, value: PlacedValue): Markup {
  if (hasVariable(value.text)) return [];
  for (const [pattern, say] of places) if (pattern.test(value.path)) return say(value, model);
  return [];
}

type Say = (value: PlacedValue, model: ComposeModel) => Markup;

const places: readonly (readonly [RegExp, Say])[] = [
  [/^services\.\*\.(?:pre_start\.\[\]\.)?image$/, ({ text }) => referenceDocs(text)],
  [/^services\.\*\.ports\.\[\]\.\w+$/, ({ map }) => (map ? describePort(longPort(map)) : [])],
  [/^services\.\*\.expose\.\[\]$/, ({ text }) => exposed(text)],
  [/^services\.\*\.restart$/, ({ text }) => restarts(text)],
  [/^services\.\*\.pull_policy$/, ({ text }) => pulls(text)],
  [/^services\.\*\.user$/, ({ text }) => user(text)],
  [/\.mode$/, ({ text }) => permissions(text)],
  [/^services\.\*\.environment\.\[\]$/, ({ text }) => environment(text)],
  [/^services\.\*\.tmpfs(?:\.\[\])?$/, ({ text }) => tmpfs(text)],
  [/^services\.\*\.profiles\.\[\]$/, ({ text }, model) => profile(text, model)],
  [/\.subnet$/, ({ text }) => subnet(text)],
];

function exposed(text: string): Markup {
  const [, port, protocol = 'tcp'] = /^(\d[\d-]*)(?:\/(\w+))?$/.exec(text) ?? [];
  return port === undefined
    ? []
    : [block(message('Port {0}/{1}, for other services only, not on the host', port, protocol))];
}

function restarts(text: string): Markup {
  const [, count] = /^on-failure:(\d+)$/.exec(text) ?? [];
  return count === undefined ? [] : [block(message('When it ends with an error, but {0} times at most.', count))];
}

function pulls(text: string): Markup {
  const [, age] = /^every_((?:\d+[wdhms])+)$/.exec(text) ?? [];
  return age === undefined ? [] : [block(message('When the last pull is more than {0} ago.', age))];
}

function user(text: string): Markup {
  const [, name, group] = /^([^:]+)(?::(.+))?$/.exec(text) ?? [];
  if (name === undefined) return [];
  return [
    group === undefined
      ? block(message('User {0} of the container', name))
      : block(message('User {0} and group {1} of the container', name, group)),
  ];
}

/** Permissions in octal, such as `0440`, which Compose reads as such with or without the zero in quotes. */
function permissions(text: string): Markup {
  const digits = /^(?:0o?)?([0-7]{3,4})$/.exec(text)?.[1];
  if (digits === undefined || !text.startsWith('0')) return [];
  const bits = [...digits.slice(-3).matchAll(/./g)].map(([digit]) => rights[Number(digit)]);
  return [block(message('{0}: owner, group and others', bits.join(' ')))];
}

/** What an octal digit allows. */
const rights = ['---', '--x', '-w-', '-wx', 'r--', 'r-x', 'rw-', 'rwx'] as const;

function environment(text: string): Markup {
  if (text.includes('=') || text === '') return [];
  return [block(message('{0} gets its value from the environment in which Compose runs, or from `.env`.', text))];
}

function tmpfs(text: string): Markup {
  const [target = '', options = ''] = text.split(':');
  const size = /(?:^|,)size=(\w+)/.exec(options)?.[1];
  if (!target.startsWith('/')) return [];
  return [
    size === undefined
      ? block(message('A file system in memory at {0}, gone with the container', target))
      : block(message('A file system in memory at {0}, of {1} at most, gone with the container', target, size)),
  ];
}

function profile(text: string, { project }: ComposeModel): Markup {
  const names = [...project.services.values()]
    .filter(({ keys }) => texts(keys.get('profiles')?.value).includes(text))
    .map(({ name }) => name);
  return [block(message('Services of this profile: {0}', names.join(', ')))];
}

function subnet(text: string): Markup {
  const [, address = '', bits] = /^(\d+\.\d+\.\d+\.\d+)\/(\d+)$/.exec(text) ?? [];
  const size = Number(bits);
  if (bits === undefined || size > 30) return [];
  const start = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
  const count = 2 ** (32 - size);
  const first = Math.floor(start / count) * count;
  return [block(message('{0} addresses, {1} to {2}', count, dotted(first), dotted(first + count - 1)))];
}

function dotted(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}
