import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { literal } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3066: DockerfileRule<'user'> = {
  id: 'DL3066',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'security',
  summary: 'USER has the number of the user.',
  why:
    'A name means something in the image only. Kubernetes cannot tell whether a named user is root, and does not start ' +
    'the image where `runAsNonRoot` is set; and the owner of files in a volume is a number, too.',
  examples: [
    { bad: 'FROM alpine:3.22\nUSER «app»\nONBUILD USER «app:1000»\n' },
    { good: 'FROM alpine:3.22\nUSER 10001\nUSER 10001:staff\nUSER $APP_UID\nUSER root\n' },
  ],
  nodes: ['user'],
  triggers: true,
  check({ value }) {
    const user = literal(value?.text ?? '$');
    // Root is 0 everywhere.
    if (!value || user === undefined || /^(?:\d*|root)(?::|$)/.test(user)) return noFindings;
    return [{ span: value.span, message: message('Write the number of the user {0}, not its name.', user) }];
  },
};
