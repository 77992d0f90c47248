import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const commaBetweenPairs: DockerfileRule<'env' | 'label' | 'arg'> = {
  id: 'comma-between-pairs',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'Variables and labels are parted by spaces, without commas.',
  why: 'A comma behind a value is a part of it: `ENV A=1, B=2` sets A to `1,`.',
  examples: [
    { bad: 'FROM alpine:3.22\nENV A=1«,» B=2\n', fixed: 'FROM alpine:3.22\nENV A=1 B=2\n' },
    {
      bad: 'FROM alpine:3.22\nLABEL a="x"«,» \\\n  b=y,z«,» \\\n  c=d\nONBUILD ARG A=1«,» B\n',
      fixed: 'FROM alpine:3.22\nLABEL a="x" \\\n  b=y,z \\\n  c=d\nONBUILD ARG A=1 B\n',
    },
    { good: 'FROM alpine:3.22\nENV A=1,2 B="3," C=4,\nENV D a, b\n' },
  ],
  nodes: ['env', 'label', 'arg'],
  triggers: true,
  check({ pairs, line, legacy }) {
    if (legacy) return [];
    return pairs.slice(0, -1).flatMap(({ value }): readonly Finding[] => {
      if (!value || !/[^\\,],$/.test(value.text)) return [];
      const end = value.at + value.text.length;
      const span = sourceSpan(line, end - 1, end);
      const fix = { title: message('Remove the comma'), edits: [{ span, newText: '' }], preferred: true };
      return [{ span, message: message('This comma becomes a part of the value.'), fixes: [fix] }];
    });
  },
};
