import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const reservedStageName: DockerfileRule<'stage'> = {
  id: 'ReservedStageName',
  aliases: ['DL3063'],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'No stage is called scratch or context.',
  why:
    'Both names have a meaning of their own: `scratch` is the empty base image, and `context` the build context. ' +
    'A stage of that name cannot be told from them.',
  examples: [
    { bad: 'FROM alpine:3.22 AS «scratch»\n' },
    { bad: 'FROM alpine:3.22 AS «context»\n' },
    { good: 'FROM scratch AS empty\n' },
  ],
  nodes: ['stage'],
  check({ name }) {
    const lower = name?.text.toLowerCase();
    if (!name || (lower !== 'scratch' && lower !== 'context')) return noFindings;
    return [{ span: name.span, message: message('{0} is a reserved name. Choose another one.', name.text) }];
  },
};
