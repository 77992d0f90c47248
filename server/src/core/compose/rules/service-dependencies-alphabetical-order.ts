import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { alphabetical } from '../alphabetical.ts';
import { disorderFinding } from '../disorder.ts';
import { listDisorder, mapDisorder } from '../ordering.ts';
import type { ComposeRule } from '../walk.ts';
import { scalarOf } from '../yaml/nodes.ts';

export const serviceDependenciesAlphabeticalOrder: ComposeRule<'service'> = {
  id: 'service-dependencies-alphabetical-order',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'style',
  summary: 'The services in `depends_on` stand in alphabetical order.',
  why: 'The order means nothing to Compose, which starts what a service needs by conditions. In alphabetical order a name is found faster, and changes are easier to read.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      - db # data\n      - «cache»\n',
      fixed: 'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      - cache\n      - db # data\n',
    },
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      db:\n        condition: service_healthy\n      «cache»:\n        condition: service_started\n',
      fixed:
        'services:\n  web:\n    image: nginx:1.29\n    depends_on:\n      cache:\n        condition: service_started\n      db:\n        condition: service_healthy\n',
    },
    { good: 'services:\n  web:\n    image: nginx:1.29\n    depends_on: [cache, db]\n' },
  ],
  nodes: ['service'],
  check({ keys }, { text }) {
    const value = keys.get('depends_on')?.value;
    const title = message('Sort what the service depends on');
    if (value?.kind === 'map') return disorderFinding(mapDisorder(text, value, alphabetical), title, ({ key }) => key);
    if (value?.kind !== 'list') return noFindings;
    const found = listDisorder(text, value, (a, b) => alphabetical(scalarOf(a)?.text ?? '', scalarOf(b)?.text ?? ''));
    return disorderFinding(found, title, (item) => (item.kind === 'scalar' ? item : undefined));
  },
};
