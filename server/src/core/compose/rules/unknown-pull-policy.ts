import { noFindings } from '../../lint/rule.ts';
import { closest } from '../../text/closest.ts';
import { message } from '../../text/message.ts';
import { hasVariable } from '../check/formats.ts';
import type { ComposeRule } from '../walk.ts';
import { scalarOf } from '../yaml/nodes.ts';

export const unknownPullPolicy: ComposeRule<'service'> = {
  id: 'unknown-pull-policy',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: '`pull_policy` is one of the words that Compose knows.',
  why: 'Compose lets other words pass as long as a known one is somewhere in them, and then pulls images only where they are missing.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    pull_policy: «alwayss»\n',
      fixed: 'services:\n  web:\n    image: nginx:1.29\n    pull_policy: always\n',
    },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n    pull_policy: every_12h\n  api:\n    image: api:1\n    pull_policy: if_not_present\n',
    },
  ],
  nodes: ['service'],
  check({ keys }) {
    const value = keys.get('pull_policy')?.value;
    const node = scalarOf(value);
    if (!value || !node || hasVariable(node.text) || isKnown(node.text) || !isLetThrough(node.text)) return noFindings;
    const near = closest(node.text, policies);
    const title = message('Change to {0}', near ?? '');
    return [
      {
        span: node.span,
        message: message('Compose does not know the pull policy {0}, and acts as for `missing`.', node.text),
        fixes:
          near === undefined || value !== node
            ? []
            : [{ title, edits: [{ span: node.span, newText: near }], preferred: true }],
      },
    ];
  },
};

const policies = ['always', 'never', 'missing', 'if_not_present', 'build', 'refresh', 'daily', 'weekly'] as const;

function isKnown(text: string): boolean {
  return policies.some((policy) => policy === text) || /^every_(?:\d+(?:\.\d+)?(?:ns|us|ms|[smhdw]))+$/.test(text);
}

/** What has no known word in it is refused: that is said as an error. */
function isLetThrough(text: string): boolean {
  return /always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:\d+[wdhms])+/.test(text);
}
