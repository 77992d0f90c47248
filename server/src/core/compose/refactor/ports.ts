import { message } from '../../text/message.ts';
import { shortPort } from '../ports.ts';
import type { PublishedPort } from '../ports.ts';
import { scalarOf } from '../yaml/nodes.ts';
import type { Node } from '../yaml/nodes.ts';
import type { Rewrite } from './place.ts';
import { chosenItems, rewriteItems } from './place.ts';
import { raw } from './write.ts';
import type { Value } from './write.ts';

type Pair = readonly [Node, Value];

export const portsToLong: Rewrite = (setting) => {
  const list = setting.entry.value;
  if (list.kind !== 'list') return undefined;
  const items = chosenItems(setting, list).flatMap((item): readonly Pair[] => {
    const port = item.kind === 'scalar' ? shortPort(item.text) : undefined;
    const value = port && longForm(port);
    return value ? [[item, value]] : [];
  });
  return rewriteItems(setting, message('Write in long form'), list, items);
};

/** A range of container ports has no long form: it would be one entry for each port. */
function longForm({ ip, host, container, protocol }: PublishedPort): Value | undefined {
  if (!/^\d+$/.test(container)) return undefined;
  const entries: (readonly [string, Value])[] = [['target', raw(Number(container))]];
  if (host !== '') entries.push(['published', raw(JSON.stringify(host))]);
  if (ip !== '') entries.push(['host_ip', ip]);
  entries.push(['protocol', protocol]);
  return new Map(entries);
}

export const portsToShort: Rewrite = (setting) => {
  const list = setting.entry.value;
  if (list.kind !== 'list') return undefined;
  const items = chosenItems(setting, list).flatMap((item): readonly Pair[] => {
    const text = shortForm(item);
    return text === undefined ? [] : [[item, raw(JSON.stringify(text))]];
  });
  return rewriteItems(setting, message('Write in short form'), list, items);
};

/** The short form of a port; undefined where it says what the short form cannot. */
function shortForm(item: Node): string | undefined {
  if (item.kind !== 'map') return undefined;
  const texts = new Map(item.entries.map(({ key, value }) => [key.text, scalarOf(value)?.text ?? '$']));
  if (!texts.has('target') || [...texts].some(([key, text]) => !shortKeys.has(key) || text.includes('$')))
    return undefined;
  const text = (key: string): string => texts.get(key) ?? '';
  if (!/^(?:ingress)?$/.test(text('mode'))) return undefined;
  const ip = text('host_ip').includes(':') ? `[${text('host_ip')}]` : text('host_ip');
  const address = ip === '' ? '' : `${ip}:`;
  const host = text('published') === '' && address === '' ? '' : `${text('published')}:`;
  const protocol = /^(?:tcp)?$/.test(text('protocol')) ? '' : `/${text('protocol')}`;
  return address + host + text('target') + protocol;
}

/** What the short form can say. */
const shortKeys: ReadonlySet<string> = new Set(['target', 'published', 'host_ip', 'protocol', 'mode']);
