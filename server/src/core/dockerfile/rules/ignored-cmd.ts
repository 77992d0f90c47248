import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const ignoredCmd: DockerfileRule<'stage'> = {
  id: 'ignored-cmd',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'Where there is a CMD, ENTRYPOINT is written in JSON form.',
  why:
    'CMD gives the arguments of ENTRYPOINT. In shell form, ENTRYPOINT is `sh -c "…"`: arguments go to the shell, which ' +
    'does not pass them on, and those of `docker run` are lost, too. Write ENTRYPOINT as a JSON array.',
  examples: [
    { bad: 'FROM node:22\nENTRYPOINT node\n«CMD» ["server.js"]\n' },
    { bad: 'FROM node:22\n«CMD» server.js\nENTRYPOINT exec node $OPTIONS\n' },
    {
      good: 'FROM node:22\nENTRYPOINT ["node"]\nCMD ["server.js"]\nFROM node:22\nENTRYPOINT exec node "$@"\nCMD ["x"]\n',
    },
    { good: 'FROM node:22 AS a\nCMD ["x"]\nFROM node:22\nENTRYPOINT node server.js\n' },
  ],
  nodes: ['stage'],
  check({ instructions }) {
    const entrypoint = instructions.findLast(({ kind }) => kind === 'entrypoint');
    const cmd = instructions.findLast(({ kind }) => kind === 'cmd');
    if (!cmd || entrypoint?.kind !== 'entrypoint' || entrypoint.command?.form !== 'shell') return noFindings;
    // The arguments of the shell are there for who asks for them.
    if (/\$(?:[@*\d]|\{[@*\d])/.test(entrypoint.command.word.text)) return noFindings;
    const text = message('ENTRYPOINT in shell form ignores this CMD. Write it in JSON form: ENTRYPOINT ["program"]');
    return [{ span: cmd.keyword.span, message: text, tag: 'unnecessary' }];
  },
};
