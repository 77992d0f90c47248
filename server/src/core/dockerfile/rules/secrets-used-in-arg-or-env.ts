import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import { isSecretName } from '../lint/secretNames.ts';

export const secretsUsedInArgOrEnv: DockerfileRule<'stage'> = {
  id: 'SecretsUsedInArgOrEnv',
  aliases: ['DL3064'],
  severity: 'warning',
  profile: 'build',
  category: 'security',
  summary: 'Secrets do not go through ARG or ENV.',
  why:
    'Their values stay in the image: everyone who can pull it reads them with `docker history` or `docker inspect`. ' +
    'Use `RUN --mount=type=secret`, which shows a secret to one command and keeps nothing of it.',
  examples: [
    { bad: 'FROM alpine:3.22\nARG «NPM_TOKEN»\nENV «AWS_SECRET_ACCESS_KEY»=x A=b «passwd»=y\n' },
    {
      good: 'FROM alpine:3.22\nENV TOKEN_FILE=/run/x PUBLIC_KEY=a KEYBOARD=b\nRUN --mount=type=secret,id=token true\n',
    },
  ],
  nodes: ['stage'],
  check({ instructions }) {
    const findings: Finding[] = [];
    for (const instruction of instructions) {
      if (instruction.kind !== 'arg' && instruction.kind !== 'env') continue;
      for (const { name } of instruction.pairs) {
        if (!isSecretName(name.text)) continue;
        const text = message(
          '{0} sounds like a secret, and {1} leaves its value in the image.',
          name.text,
          instruction.kind.toUpperCase(),
        );
        findings.push({ span: name.span, message: text });
      }
    }
    return findings;
  },
};
