import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl1001: DockerfileRule<'file'> = {
  id: 'DL1001',
  aliases: [],
  severity: 'information',
  profile: 'none',
  category: 'maintainability',
  summary: 'No comment turns rules off.',
  why:
    'For teams that decide in one place which rules hold: a comment such as `# hadolint ignore=DL3008` decides it again, ' +
    'where nobody looks. This rule is asked only where the settings name it.',
  examples: [
    { bad: 'FROM alpine:3.22\n«# hadolint ignore=DL3018»\nRUN apk add curl\n' },
    { bad: '«# hadolint global ignore=DL3006,DL3018»\nFROM alpine\n' },
    { good: '# hadolint is great\nFROM alpine:3.22\n' },
  ],
  nodes: ['file'],
  check({ tree }) {
    return tree.comments.flatMap(({ span, text }): readonly Finding[] =>
      pragma.test(text) ? [{ span, message: message('A comment should not turn off rules here.') }] : [],
    );
  },
};

const pragma = /^hadolint\s+(?:global\s+|stage\s+)?ignore\s*=/;
