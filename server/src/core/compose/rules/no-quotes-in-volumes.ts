import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { ComposeRule } from '../walk.ts';
import { resolve } from '../yaml/nodes.ts';

export const noQuotesInVolumes: ComposeRule<'service'> = {
  id: 'no-quotes-in-volumes',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'style',
  summary: 'Mounts in `volumes` stand without quotes where they need none.',
  why: 'Paths and names of volumes are texts to every YAML reader, so that quotes are only in the way. Those that a colon with a blank, a `#` or a variable in braces asks for are fine.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - «"data:/x"»\n      - «\'./a:/b:ro\'»\nvolumes:\n  data:\n',
      fixed:
        'services:\n  web:\n    image: nginx:1.29\n    volumes:\n      - data:/x\n      - ./a:/b:ro\nvolumes:\n  data:\n',
    },
    { good: 'services:\n  web:\n    image: nginx:1.29\n    volumes: ["${DIR}:/a", "./with space:/b"]\n' },
  ],
  nodes: ['service'],
  check({ keys }) {
    const list = keys.get('volumes')?.value;
    const node = list && resolve(list);
    if (node?.kind !== 'list') return noFindings;
    return node.items.flatMap((item) => {
      if (item.kind !== 'scalar' || item.style !== 'quoted' || !/^[\w./~][\w./:-]*[\w/]$/.test(item.text)) return [];
      const edits = [{ span: item.span, newText: item.text }];
      return [
        {
          span: item.span,
          message: message('This mount needs no quotes.'),
          fixes: [{ title: message('Take the quotes away'), edits, preferred: true }],
        },
      ];
    });
  },
};
