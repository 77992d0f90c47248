import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { typeOf } from '../lint/labelSchema.ts';
import { literal } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3050: DockerfileRule<'label'> = {
  id: 'DL3050',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'maintainability',
  summary: 'An image has no labels but those that the settings name, where these say so.',
  why:
    'A slip of the pen in the key of a label makes another label, and nobody notices. With strict labels only those of ' +
    'the settings are good.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nLABEL version=1 «verison»=2\nONBUILD LABEL «other»=3\n',
      settings: { labelSchema: { version: 'text' }, strictLabels: true },
    },
    { good: 'FROM alpine:3.22\nLABEL other=1\n', settings: { labelSchema: { version: 'text' } } },
  ],
  nodes: ['label'],
  triggers: true,
  check({ pairs }, { options: { labelSchema, strictLabels } }) {
    if (!strictLabels) return [];
    return pairs.flatMap(({ name }): readonly Finding[] => {
      const label = literal(name.text);
      if (label === undefined || typeOf(labelSchema, label)) return [];
      return [{ span: name.span, message: message('The settings do not name the label {0}.', label) }];
    });
  },
};
