import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { disorderFinding } from '../disorder.ts';
import { byServiceKey } from '../keyOrder.ts';
import { mapDisorder } from '../ordering.ts';
import type { ComposeRule } from '../walk.ts';

export const serviceKeysOrder: ComposeRule<'service'> = {
  id: 'service-keys-order',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'style',
  summary: 'The keys of a service stand in the usual order.',
  why: 'Services that are written alike are easy to compare: first what runs (`image`, `build`), then what it needs (`depends_on`, `volumes`, `environment`), how it is reached (`ports`, `networks`), and how it runs (`command`, `restart`, `healthcheck`). Keys without a place in that order come last and keep their order.',
  examples: [
    {
      bad: 'services:\n  web:\n    ports:\n      - "80:80"\n    «image»: nginx:1.29 # pinned\n    restart: always\n',
      fixed: 'services:\n  web:\n    image: nginx:1.29 # pinned\n    ports:\n      - "80:80"\n    restart: always\n',
    },
    { good: 'services:\n  web:\n    image: nginx:1.29\n    ports: ["80:80"]\n    hostname: a\n    cpus: 1\n' },
  ],
  nodes: ['service'],
  check({ entry: { value } }, { text }) {
    if (value.kind !== 'map') return noFindings;
    return disorderFinding(
      mapDisorder(text, value, byServiceKey),
      message('Sort the keys of the service'),
      ({ key }) => key,
    );
  },
};
