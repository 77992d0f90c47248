import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { disorderFinding } from '../disorder.ts';
import { byTopKey } from '../keyOrder.ts';
import { mapDisorder } from '../ordering.ts';
import type { ComposeRule } from '../walk.ts';

export const topLevelPropertiesOrder: ComposeRule<'document'> = {
  id: 'top-level-properties-order',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'style',
  summary: 'The keys of the top level stand in the usual order.',
  why: 'Files that begin alike are read faster: fragments (`x-…`), `name`, `include`, `services`, then `networks`, `volumes`, `secrets`, `configs` and `models`.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n\n# the project\n«name»: shop\n',
      fixed: '# the project\nname: shop\n\nservices:\n  web:\n    image: nginx:1.29\n',
    },
    { good: 'x-a: &a {}\nname: shop\nservices:\n  web:\n    image: nginx:1.29\nvolumes: {}\n' },
  ],
  nodes: ['document'],
  check({ root }, { text }) {
    if (root.kind !== 'map') return noFindings;
    return disorderFinding(mapDisorder(text, root, byTopKey), message('Sort the top level'), ({ key }) => key);
  },
};
