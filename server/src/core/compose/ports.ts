import { entriesOf } from './yaml/entries.ts';
import { scalarOf } from './yaml/nodes.ts';
import type { Node } from './yaml/nodes.ts';

/** A published port, in any form. All parts are texts as written; those that are left out are empty. */
export interface PublishedPort {
  /** The address of the host, without brackets. */
  readonly ip: string;
  /** A port or a range. */
  readonly host: string;
  readonly container: string;
  /** In lower case; `tcp` where none is written. */
  readonly protocol: string;
}

/** Reads a port in short form, `[[ip:]host:]container[/protocol]`; undefined where variables hide its parts. */
export function shortPort(text: string): PublishedPort | undefined {
  const match = /^(?:(?:(\[[^\]]*\]|[\d.]*|[\da-fA-F:.]+):)?([\d-]*):)?(\d[\d-]*)(?:\/(\w+))?$/.exec(text);
  if (!match) return undefined;
  const [, ip = '', host = '', container = '', protocol = 'tcp'] = match;
  return { ip: ip.replaceAll(/[[\]]/g, ''), host, container, protocol: protocol.toLowerCase() };
}

/** Reads a port in long form; undefined where its target is not known. */
export function longPort(node: Node): PublishedPort | undefined {
  const entries = entriesOf(node);
  const text = (key: string): string => scalarOf(entries.get(key)?.value)?.text ?? '';
  const container = text('target');
  if (!/^\d+$/.test(container) || text('published').includes('$') || text('host_ip').includes('$')) return undefined;
  return { ip: text('host_ip'), host: text('published'), container, protocol: text('protocol') || 'tcp' };
}
