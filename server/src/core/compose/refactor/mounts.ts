import { message } from '../../text/message.ts';
import { hasVariable } from '../check/formats.ts';
import { isHostPath, parseMount } from '../mounts.ts';
import { scalarOf } from '../yaml/nodes.ts';
import type { MapNode, Node } from '../yaml/nodes.ts';
import type { Rewrite } from './place.ts';
import { chosenItems, rewriteItems } from './place.ts';
import { raw } from './write.ts';
import type { Value } from './write.ts';

type Pair = readonly [Node, Value];

export const mountsToLong: Rewrite = (setting) => {
  const list = setting.entry.value;
  if (list.kind !== 'list') return undefined;
  const items = chosenItems(setting, list).flatMap((item): readonly Pair[] => {
    const value = item.kind === 'scalar' && item.style !== 'block' ? longForm(item.text) : undefined;
    return value ? [[item, value]] : [];
  });
  return rewriteItems(setting, message('Write in long form'), list, items);
};

function longForm(text: string): Value | undefined {
  const mount = parseMount(text);
  if (!mount) return undefined;
  const { source, target } = mount;
  // Whether a variable is a path or a name is not known here.
  if (hasVariable(source.charAt(0))) return undefined;
  const isBind = isHostPath(source);
  const written = source === '' ? '' : text.slice(source.length + 1 + target.length).replace(/^:/, '');
  const details = optionsOf(written, isBind);
  if (!details || source.startsWith('$')) return undefined;
  const entries: (readonly [string, Value])[] = [['type', isBind ? 'bind' : 'volume']];
  if (source !== '') entries.push(['source', source]);
  entries.push(['target', target], ...details);
  return new Map(entries);
}

type Setting = readonly [string, Value];

/** What the options of a short mount are in long form; undefined where one of them has none. */
function optionsOf(written: string, isBind: boolean): readonly Setting[] | undefined {
  const options = written === '' ? [] : written.split(',').filter((option) => option !== 'rw');
  const inner = options.flatMap((option) => (isBind ? bindOption(option) : option === 'nocopy' ? [noCopy] : []));
  const outer = options.filter((option) => option === 'ro').map((): Setting => ['read_only', raw(true)]);
  if (inner.length + outer.length < options.length) return undefined;
  const all = isBind ? [createsPath, ...inner] : inner;
  return all.length === 0 ? outer : [...outer, [isBind ? 'bind' : 'volume', new Map(all)]];
}

const noCopy: Setting = ['nocopy', raw(true)];
const createsPath: Setting = ['create_host_path', raw(true)];

function bindOption(option: string): readonly Setting[] {
  if (option === 'z' || option === 'Z') return [['selinux', option]];
  return /^r?(?:shared|slave|private)$/.test(option) ? [['propagation', option]] : [];
}

export const mountsToShort: Rewrite = (setting) => {
  const list = setting.entry.value;
  if (list.kind !== 'list') return undefined;
  const items = chosenItems(setting, list).flatMap((item): readonly Pair[] => {
    const text = item.kind === 'map' ? shortForm(item) : undefined;
    return text === undefined ? [] : [[item, text]];
  });
  return rewriteItems(setting, message('Write in short form'), list, items);
};

/** The short form of a mount; undefined where it says what the short form cannot. */
function shortForm(map: MapNode): string | undefined {
  const texts = new Map(map.entries.map(({ key, value }) => [key.text, scalarOf(value)?.text]));
  const [target, source = '', access = 'false'] = ['target', 'source', 'read_only'].map((key) => texts.get(key));
  const isPlain = [...texts.keys()].every((key) => shortKeys.has(key)) && /^(?:true|false)$/.test(access);
  if (target === undefined || !isPlain || /:|^\$/.test(source) || target.includes(':')) return undefined;
  const rest = `${target}${access === 'true' ? ':ro' : ''}`;
  if (texts.get('type') === 'bind') return source !== '' && createsOnly(map) ? bindText(source, rest) : undefined;
  return texts.get('type') === 'volume' && !texts.has('bind') ? volumeText(source, rest) : undefined;
}

function bindText(source: string, rest: string): string {
  return `${isHostPath(source) ? source : `./${source}`}:${rest}`;
}

/** What the short form can say. */
const shortKeys: ReadonlySet<string> = new Set(['type', 'source', 'target', 'read_only', 'bind']);

function volumeText(source: string, rest: string): string | undefined {
  if (isHostPath(source) || (source === '' && rest.endsWith(':ro'))) return undefined;
  return source === '' ? rest : `${source}:${rest}`;
}

/** Whether `bind` says only what the short form does: that a missing path is created. */
function createsOnly({ entries }: MapNode): boolean {
  const bind = entries.find(({ key }) => key.text === 'bind')?.value;
  const [only, ...others] = bind?.kind === 'map' ? bind.entries : [];
  return only?.key.text === 'create_host_path' && others.length === 0 && scalarOf(only.value)?.text === 'true';
}
