import type { Value } from '../write.ts';
import { raw } from '../write.ts';

/** A mount in long form. */
export interface LongMount {
  readonly settings: ReadonlyMap<string, Value>;
  /** The volume that it takes, where it is one with a name. */
  readonly volume: string | undefined;
  /** The options that have no place in a Compose file. */
  readonly leftOut: readonly string[];
}

/** The value of `--mount`: `type=bind,source=/a,target=/b,readonly`. */
export function longMount(value: string): LongMount {
  const settings = new Map<string, Value>([['type', 'volume']]);
  const leftOut: string[] = [];
  for (const field of value.split(',')) {
    const [name = '', ...rest] = field.split('=');
    if (!put(settings, name.trim().toLowerCase(), rest.join('='))) leftOut.push(field);
  }
  const source = settings.get('source');
  const isVolume = settings.get('type') === 'volume' && typeof source === 'string' && !source.startsWith('$');
  return { settings: inOrder(settings), volume: isVolume ? source : undefined, leftOut };
}

function put(settings: Map<string, Value>, name: string, value: string): boolean {
  const key = texts.get(name);
  if (key !== undefined) settings.set(key, value);
  else if (name === 'readonly' || name === 'ro') {
    if (!isOff(value)) settings.set('read_only', raw(true));
  } else return putOption(settings, name, value);
  return true;
}

const texts: ReadonlyMap<string, string> = new Map([
  ['type', 'type'],
  ['source', 'source'],
  ['src', 'source'],
  ['target', 'target'],
  ['destination', 'target'],
  ['dst', 'target'],
  ['consistency', 'consistency'],
]);

/** `false` or `0`; a switch without a value is on. */
function isOff(value: string): boolean {
  return /^(?:false|0)$/i.test(value);
}

/** What one kind of mount has: the map it stands in, its key there, and its value. */
type Option = readonly [group: string, key: string, write: (value: string) => Value | undefined];

const asIs = (value: string): Value => value;
const isOn = (value: string): Value | undefined => (isOff(value) ? undefined : raw(true));

const options: Readonly<Record<string, Option>> = {
  'bind-propagation': ['bind', 'propagation', asIs],
  'bind-recursive': ['bind', 'recursive', asIs],
  'bind-nonrecursive': ['bind', 'recursive', (value) => (isOff(value) ? undefined : 'disabled')],
  'volume-nocopy': ['volume', 'nocopy', isOn],
  'volume-subpath': ['volume', 'subpath', asIs],
  'image-subpath': ['image', 'subpath', asIs],
  'tmpfs-size': ['tmpfs', 'size', asIs],
  // Octal, as Docker reads it.
  'tmpfs-mode': ['tmpfs', 'mode', (value) => raw(`0${value.replace(/^0+/, '')}`)],
};

function putOption(settings: Map<string, Value>, name: string, value: string): boolean {
  const option = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!option) return false;
  const [group, key, write] = option;
  const written = write(value);
  const earlier = settings.get(group);
  if (written !== undefined) settings.set(group, new Map([...(earlier instanceof Map ? earlier : []), [key, written]]));
  return true;
}

/** What it is, whence and where first, however it was written. */
function inOrder(settings: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  return new Map([...settings].sort(([a], [b]) => rankOf(a) - rankOf(b)));
}

const leading: readonly string[] = ['type', 'source', 'target'];

function rankOf(key: string): number {
  const index = leading.indexOf(key);
  return index < 0 ? leading.length : index;
}
