import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { typeOf } from '../lint/labelSchema.ts';
import { literal } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3051: DockerfileRule<'label'> = {
  id: 'DL3051',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A label that the settings ask for has a value.',
  why: 'A label without a value tells as little as no label, but looks as if somebody had thought of it.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nLABEL version=«""» a=\'\'\nONBUILD LABEL «version=»\n',
      settings: { labelSchema: { version: 'text' } },
    },
    {
      good: 'FROM alpine:3.22\nLABEL version=1\nLABEL version=$VERSION\n',
      settings: { labelSchema: { version: 'text' } },
    },
  ],
  nodes: ['label'],
  triggers: true,
  check({ pairs }, { options: { labelSchema } }) {
    return pairs.flatMap(({ name, value, span }): readonly Finding[] => {
      const label = literal(name.text);
      if (label === undefined || !typeOf(labelSchema, label) || literal(value?.text ?? '')?.trim() !== '') return [];
      const place = value && value.text !== '' ? value.span : span;
      return [{ span: place, message: message('The label {0} needs a value.', label) }];
    });
  },
};
