import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { unquoted } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3002: DockerfileRule<'stage'> = {
  id: 'DL3002',
  aliases: [],
  severity: 'warning',
  profile: 'strict',
  category: 'security',
  summary: 'The last USER of a stage is not root.',
  why:
    'A program that runs as root in the container has every right there, and a gap in it may lead out of the container. ' +
    'Go back to a user without privileges once the work of root is done.',
  examples: [
    { bad: 'FROM debian:13\nUSER app\nUSER «root»\nCMD ["server"]\n' },
    { bad: 'FROM debian:13 AS build\nUSER «0:0»\nFROM debian:13\nUSER «"root"»\n' },
    { good: 'FROM debian:13\nUSER root\nRUN apt-get update\nUSER app\n' },
    { good: 'FROM debian:13\nUSER rooted\nFROM debian:13\nUSER 0$APP_UID\n' },
  ],
  nodes: ['stage'],
  check({ instructions }) {
    const last = instructions.findLast((instruction) => instruction.kind === 'user');
    if (last?.kind !== 'user' || !last.value || !/^(?:root|0)(?::|$)/.test(unquoted(last.value.text)))
      return noFindings;
    return [{ span: last.value.span, message: message('The stage ends as root. Choose a user without privileges.') }];
  },
};
