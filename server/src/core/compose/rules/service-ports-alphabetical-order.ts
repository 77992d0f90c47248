import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { disorderFinding } from '../disorder.ts';
import { listDisorder } from '../ordering.ts';
import { longPort, shortPort } from '../ports.ts';
import type { ComposeRule } from '../walk.ts';
import { entriesOf } from '../yaml/entries.ts';
import { scalarOf } from '../yaml/nodes.ts';
import type { Node } from '../yaml/nodes.ts';

export const servicePortsAlphabeticalOrder: ComposeRule<'service'> = {
  id: 'service-ports-alphabetical-order',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'style',
  summary: 'The ports of a service stand in the order of their numbers.',
  why: 'In a list by number, a port is found faster, and one that is there twice is seen.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "443:443"\n      - «"80:80"»\n',
      fixed: 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "80:80"\n      - "443:443"\n',
    },
    { good: 'services:\n  web:\n    image: nginx:1.29\n    ports: ["80:80", "127.0.0.1:443:443", "$PORT:1"]\n' },
  ],
  nodes: ['service'],
  check({ keys }, { text }) {
    const value = keys.get('ports')?.value;
    if (value?.kind !== 'list') return noFindings;
    const ports = value.items.map(numberOf);
    // Ports that only a variable knows have no order.
    if (ports.includes(undefined)) return noFindings;
    const found = listDisorder(text, value, (a, b) => (numberOf(a) ?? 0) - (numberOf(b) ?? 0));
    return disorderFinding(found, message('Sort the ports'), nameOf);
  },
};

/** The port of the host, or that of the container where the engine chooses. */
function numberOf(item: Node): number | undefined {
  const port = item.kind === 'scalar' ? shortPort(item.text) : longPort(item);
  return port && Number.parseInt(port.host || port.container, 10);
}

function nameOf(item: Node): ReturnType<typeof scalarOf> {
  if (item.kind === 'scalar') return item;
  const entries = entriesOf(item);
  return scalarOf(entries.get('published')?.value) ?? scalarOf(entries.get('target')?.value);
}
