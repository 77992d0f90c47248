import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { unquoted } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const secretFileCopied: DockerfileRule<'copy' | 'add'> = {
  id: 'secret-file-copied',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'security',
  summary: 'Keys and passwords are not copied into an image.',
  why:
    'Who can pull the image can read the file, also where a later instruction removes it. Show it to one command only, ' +
    'by `RUN --mount=type=secret`, or give it to the container when it starts. And name it in .dockerignore.',
  examples: [
    { bad: 'FROM node:22\nCOPY package.json «.env» ./\nCOPY «.env.production» /app/.env\n' },
    {
      bad: 'FROM node:22\nADD «id_rsa» /root/.ssh/\nCOPY [«".aws/credentials"», "/root/.aws/"]\nCOPY «keys/server.key» «tls/private.pem» /x/\n',
    },
    { bad: 'FROM node:22\nONBUILD COPY «.netrc» /root/\nCOPY «.ssh» /root/.ssh\n' },
    {
      good: 'FROM node:22\nCOPY .env.example .environment id_rsa.pub ca.pem public.pem server.pem .env.test ./\nCOPY a .env\n',
    },
    {
      good: 'FROM node:22\nRUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci\nCOPY --from=build /app/.env /\n',
    },
  ],
  nodes: ['copy', 'add'],
  triggers: true,
  check({ items, flags }) {
    if (flags.some(({ name }) => name === 'from')) return [];
    return items.slice(0, -1).flatMap(({ value, span }): readonly Finding[] => {
      const path = unquoted(value).replace(/\/$/, '');
      if (/^<<|:\/\//.test(path) || !secret.test(path) || harmless.test(path)) return [];
      return [
        { span, message: message('{0} looks like a secret, and everyone who has the image could read it.', path) },
      ];
    });
  },
};

const secret = new RegExp(
  [
    /(?:^|\/)\.env(?:\.[\w.-]+)?$/,
    /(?:^|\/)id_(?:rsa|dsa|ecdsa|ed25519)$/,
    /(?:^|\/)\.(?:ssh|aws|gnupg|netrc|pgpass|git-credentials|vault-token)$/,
    /(?:^|\/)\.aws\/credentials$|(?:^|\/)\.kube\/config$|(?:^|\/)\.docker\/config\.json$/,
    /(?:private|privkey)[\w.-]*\.(?:key|pem)$|(?:^|[/_.-])key\.pem$|\.(?:p12|pfx)$/,
    /(?:server|tls|ssl)[\w.-]*\.key$/,
    /(?:^|\/)(?:credentials|service[-_]account)\.json$/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'i',
);

const harmless = /example|sample|template|test|\.dist$|default|\.pub$|public|cert|chain|bundle|\bca\b/i;
