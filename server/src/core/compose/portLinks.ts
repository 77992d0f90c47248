import { wellKnownPorts } from '../image/wellKnownPorts.ts';
import type { Link } from '../language.ts';
import { message } from '../text/message.ts';
import { longPort, shortPort } from './ports.ts';
import type { PublishedPort } from './ports.ts';
import type { Project } from './project.ts';
import { entriesOf } from './yaml/entries.ts';
import { resolve, scalarOf } from './yaml/nodes.ts';
import type { Node, ScalarNode } from './yaml/nodes.ts';

/** Links from published ports to where a browser finds them. Ports that speak something else have none. */
export function portLinks({ services }: Project): readonly Link[] {
  return [...services.values()].flatMap(({ keys }) => {
    const list = keys.get('ports')?.value;
    const node = list && resolve(list);
    return node?.kind === 'list' ? node.items.flatMap(linkOf) : [];
  });
}

function linkOf(item: Node): readonly Link[] {
  const short = item.kind === 'scalar' ? item : undefined;
  const scalar = short ?? scalarOf(entriesOf(item).get('published')?.value);
  const port = short ? shortPort(short.text) : longPort(item);
  const href = port && address(port);
  return href === undefined || !scalar ? [] : [{ span: inner(scalar), href, tooltip: message('Open in the browser') }];
}

function inner({ span, style }: ScalarNode): Link['span'] {
  return style === 'quoted' ? { start: span.start + 1, end: span.end - 1 } : { start: span.start, end: span.end };
}

function address({ ip, host, container, protocol }: PublishedPort): string | undefined {
  if (!/^\d+$/.test(host) || protocol !== 'tcp' || !speaksHttp(Number(container))) return undefined;
  const isSecure = container.endsWith('443');
  const isLocal = ip === '' || ip === '0.0.0.0' || ip === '::' || ip === '::1' || ip.startsWith('127.');
  const name = isLocal ? 'localhost' : ip.includes(':') ? `[${ip}]` : ip;
  return `${isSecure ? 'https' : 'http'}://${name}:${host}`;
}

/** Whether a port may have pages: those of databases, queues and the like have none. */
function speaksHttp(port: number): boolean {
  const known = wellKnownPorts.find((each) => each.port === port);
  return known === undefined || /HTTP|Node|Flask|Django|Elasticsearch|Prometheus/.test(known.service);
}
