import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const fromAsCasing: DockerfileRule<'from'> = {
  id: 'FromAsCasing',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'style',
  summary: 'FROM and AS are both in upper case, or both in lower case.',
  why: 'Keywords of one line in two styles are hard to read, and show that one of them was overlooked.',
  examples: [
    { bad: 'FROM alpine:3.22 «as» build\n', fixed: 'FROM alpine:3.22 AS build\n' },
    { bad: 'from alpine:3.22 «AS» build\n', fixed: 'from alpine:3.22 as build\n' },
    { good: 'FROM alpine:3.22 AS build\nFrom alpine:3.22 as other\n' },
  ],
  nodes: ['from'],
  check({ keyword, words }) {
    const [, as, name] = words;
    const isUpper = keyword.text === keyword.text.toUpperCase();
    const isLower = keyword.text === keyword.text.toLowerCase();
    if (!as || !name || as.text.toLowerCase() !== 'as' || (!isUpper && !isLower)) return noFindings;
    const newText = isUpper ? 'AS' : 'as';
    if (as.text === newText) return noFindings;
    return [
      {
        span: as.span,
        message: message('Write {0} in the same case as {1}.', as.text, keyword.text),
        fixes: [{ title: message('Change to {0}', newText), edits: [{ span: as.span, newText }], preferred: true }],
      },
    ];
  },
};
