import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { ComposeRule } from '../walk.ts';
import { entriesOf } from '../yaml/entries.ts';
import type { Entry } from '../yaml/nodes.ts';
import { scalarOf } from '../yaml/nodes.ts';

export const externalWithOtherKeys: ComposeRule<'document'> = {
  id: 'external-with-other-keys',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'What is external has only a name.',
  why: 'With `external: true` Compose uses a network, config or secret that is there already. What else is said of it, such as a driver, has no effect. For volumes Compose refuses it.',
  examples: [
    {
      bad: 'services:\n  web:\n    image: nginx:1.29\n    networks: [shared]\nnetworks:\n  shared:\n    external: true\n    «driver»: overlay\n',
    },
    {
      good: 'services:\n  web:\n    image: nginx:1.29\n    networks: [shared, own]\nnetworks:\n  shared:\n    external: true\n    name: other_default\n  own:\n    external: false\n    driver: bridge\n',
    },
  ],
  nodes: ['document'],
  check({ root }) {
    const top = entriesOf(root);
    if (!['networks', 'configs', 'secrets'].some((section) => top.has(section))) return noFindings;
    return ['networks', 'configs', 'secrets'].flatMap((section) =>
      [...entriesOf(top.get(section)?.value).values()].flatMap((thing) =>
        superfluous(thing).map(({ key }) => ({
          span: key.span,
          message: message('`{0}` has no effect: with `external` Compose takes what is there.', key.text),
        })),
      ),
    );
  },
};

function superfluous({ value }: Entry): readonly Entry[] {
  const keys = entriesOf(value);
  if (!/^(?:true|y|yes|on)$/i.test(scalarOf(keys.get('external')?.value)?.text ?? '')) return [];
  return [...keys.values()].filter(
    ({ key }) => key.text !== 'external' && key.text !== 'name' && !key.text.startsWith('x-'),
  );
}
