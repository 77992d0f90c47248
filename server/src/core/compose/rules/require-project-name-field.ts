import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { ComposeRule } from '../walk.ts';
import { entriesOf } from '../yaml/entries.ts';

export const requireProjectNameField: ComposeRule<'document'> = {
  id: 'require-project-name-field',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'A file with services names its project.',
  why: 'Without `name` the folder gives the project its name, and with it containers, networks and volumes. A copy in another folder, or a renamed one, then does not find the data of the first any more.',
  examples: [
    { bad: '«services»:\n  web:\n    image: nginx:1.29\n' },
    { good: 'name: shop\nservices:\n  web:\n    image: nginx:1.29\n' },
    { good: 'services:\n  web:\n    ports: !override ["80:80"]\n' },
  ],
  nodes: ['document'],
  check({ root }, { project, yaml }) {
    const services = entriesOf(root).get('services');
    const isNamed = yaml.documents.some((document) => entriesOf(document.root).has('name'));
    if (!services || isNamed || !project.whole) return noFindings;
    return [{ span: services.key.span, message: message('Name the project with a top-level `name`.') }];
  },
};
