import { message } from '../../text/message.ts';
import { alphabetical } from '../alphabetical.ts';
import { mapDisorder } from '../ordering.ts';
import type { ComposeRule } from '../walk.ts';
import { disorderFinding } from '../disorder.ts';
import { entriesOf } from '../yaml/entries.ts';

export const servicesAlphabeticalOrder: ComposeRule<'document'> = {
  id: 'services-alphabetical-order',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'style',
  summary: 'Services stand in alphabetical order.',
  why: 'In a long file a service is found faster where it is expected. An alias stays behind its anchor, whatever the alphabet says.',
  examples: [
    {
      bad: 'services:\n  # the page\n  web:\n    image: nginx:1.29\n  «db»:\n    image: postgres:17\n',
      fixed: 'services:\n  db:\n    image: postgres:17\n  # the page\n  web:\n    image: nginx:1.29\n',
    },
    {
      bad: 'services: {web: {image: a:1}, «db»: {image: b:1}}\n',
      fixed: 'services: {db: {image: b:1}, web: {image: a:1}}\n',
    },
    { good: 'services:\n  web: &base\n    image: nginx:1.29\n  api: *base\n' },
  ],
  nodes: ['document'],
  check({ root }, { text }) {
    const services = entriesOf(root).get('services')?.value;
    const found = services?.kind === 'map' ? mapDisorder(text, services, alphabetical) : undefined;
    return disorderFinding(found, message('Sort the services'), ({ key }) => key);
  },
};
