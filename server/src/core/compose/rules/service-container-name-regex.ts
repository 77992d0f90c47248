import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { hasVariable } from '../check/formats.ts';
import type { ComposeRule } from '../walk.ts';
import { scalarOf } from '../yaml/nodes.ts';

export const serviceContainerNameRegex: ComposeRule<'service'> = {
  id: 'service-container-name-regex',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'The name of a container has only characters that the engine takes.',
  why: 'Compose lets other characters pass, and the engine then refuses to create the container. A name begins with a letter or a digit, and goes on with letters, digits, underscores, dots and dashes.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    container_name: «"my web"»\n  api:\n    image: api:1\n    container_name: «-api»\n',
    },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n    container_name: my_web-1.test\n  api:\n    image: api:1\n    container_name: "${NAME}-api"\n',
    },
  ],
  nodes: ['service'],
  check({ keys }) {
    const node = scalarOf(keys.get('container_name')?.value);
    if (!node || node.text === '' || hasVariable(node.text) || /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(node.text))
      return noFindings;
    // What has no such run of characters at all is refused by Compose: that is said as an error.
    if (!/[a-zA-Z0-9][a-zA-Z0-9_.-]+/.test(node.text)) return noFindings;
    return [
      {
        span: node.span,
        message: message(
          'The engine refuses this name: only letters, digits, `_`, `.` and `-` may stand in it, and it begins with a letter or digit.',
        ),
      },
    ];
  },
};
