import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { ComposeRule } from '../walk.ts';
import { resolve } from '../yaml/nodes.ts';
import type { Node } from '../yaml/nodes.ts';

export const requireQuotesInPorts: ComposeRule<'service'> = {
  id: 'require-quotes-in-ports',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'style',
  summary: 'Ports in `ports` and `expose` stand in quotes.',
  why: 'Older YAML readers take `22:22` for a number in base 60, and the port becomes 1342. Docker Compose v2 reads it well, but other tools that read the same file, such as podman-compose, do not.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - «80:80»\n    expose: [«3000»]\n',
      fixed: 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "80:80"\n    expose: ["3000"]\n',
    },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n    ports:\n      - "80:80"\n      - \'81:81\'\n      - target: 82\n',
    },
  ],
  nodes: ['service'],
  check({ keys }) {
    return ['ports', 'expose'].flatMap((key) => unquoted(keys.get(key)?.value));
  },
};

function unquoted(value: Node | undefined): readonly Finding[] {
  const list = value && resolve(value);
  if (list?.kind !== 'list') return [];
  return list.items.flatMap((item) => {
    if (item.kind !== 'scalar' || item.style !== 'plain' || !/^\d/.test(item.text)) return [];
    const edits = [{ span: item.span, newText: `"${item.text}"` }];
    return [
      {
        span: item.span,
        message: message('Put the port in quotes, so that all tools read it as text.'),
        fixes: [{ title: message('Put it in quotes'), edits, preferred: true }],
      },
    ];
  });
}
