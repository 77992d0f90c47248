import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { unquoted } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3021: DockerfileRule<'copy'> = {
  id: 'DL3021',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'A COPY of several sources goes to a folder, which is written with a slash at its end.',
  why:
    'Several files can only be copied into a folder. With a slash a reader sees that it is one, and builders that are ' +
    'older than BuildKit insist on it.',
  examples: [
    { bad: 'FROM alpine:3.22\nCOPY a b «/app»\n', fixed: 'FROM alpine:3.22\nCOPY a b /app/\n' },
    {
      bad: 'FROM alpine:3.22\nCOPY ["a", "b", «"/c d"»]\nONBUILD COPY a b «"/e"»\n',
      fixed: 'FROM alpine:3.22\nCOPY ["a", "b", "/c d/"]\nONBUILD COPY a b "/e/"\n',
    },
    { good: 'FROM alpine:3.22\nCOPY a /app\nCOPY a b /app/\nCOPY a b .\nCOPY a b $DIR\n' },
  ],
  nodes: ['copy'],
  triggers: true,
  check({ items }) {
    const target = items.at(-1);
    const path = unquoted(target?.value ?? '');
    if (!target || items.length < 3 || /(?:[/\\]|^\.\.?|\$\w+|\})$/.test(path)) return noFindings;
    const isQuoted = !target.word || path !== target.value;
    const end = target.span.end - (isQuoted ? 1 : 0);
    return [
      {
        span: target.span,
        message: message('Write {0}: several sources need a folder.', `${path}/`),
        fixes: [
          {
            title: message('Change to {0}', `${path}/`),
            edits: [{ span: { start: end, end }, newText: '/' }],
            preferred: true,
          },
        ],
      },
    ];
  },
};
