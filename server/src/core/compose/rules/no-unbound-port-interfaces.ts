import type { Fix } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { longPort, shortPort } from '../ports.ts';
import type { ComposeRule } from '../walk.ts';
import { resolve } from '../yaml/nodes.ts';
import type { Node } from '../yaml/nodes.ts';

export const noUnboundPortInterfaces: ComposeRule<'service'> = {
  id: 'no-unbound-port-interfaces',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'security',
  summary: 'A published port says on which address of the host it listens.',
  why: 'Without an address the port is open on all interfaces, past many firewalls, since Docker writes rules of its own. `127.0.0.1` keeps a database or an admin page to this machine; `0.0.0.0` says that everyone may come.',
  examples: [
    {
      bad: 'services:\n  db:\n    image: postgres:17\n    ports:\n      - «"5432:5432"»\n      - «target: 80\n        published: "8080"»\n',
    },
    {
      good: 'services:\n  db:\n    image: postgres:17\n    ports:\n      - "127.0.0.1:5432:5432"\n      - "0.0.0.0:80:80"\n',
    },
  ],
  nodes: ['service'],
  check({ keys }) {
    const list = keys.get('ports')?.value;
    const node = list && resolve(list);
    if (node?.kind !== 'list') return noFindings;
    return node.items.flatMap((item) => {
      const port = item.kind === 'scalar' ? shortPort(item.text) : longPort(item);
      if (!port || port.ip !== '') return [];
      const text = message('This port is open on all interfaces. Write an address before it, such as 127.0.0.1.');
      return [{ span: item.span, message: text, fixes: fixesFor(item, port.host) }];
    });
  },
};

/** Whether only this machine needs the port is for the user to say, so that nothing is changed without asking. */
function fixesFor(item: Node, host: string): readonly Fix[] {
  if (item.kind !== 'scalar' || item.style === 'block') return [];
  const newText = JSON.stringify(`127.0.0.1:${host === '' ? ':' : ''}${item.text}`);
  return [{ title: message('Listen on 127.0.0.1 only'), edits: [{ span: item.span, newText }] }];
}
