import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { hasVariable } from '../check/formats.ts';
import type { ComposeRule } from '../walk.ts';
import { entriesOf } from '../yaml/entries.ts';
import { resolve, scalarOf } from '../yaml/nodes.ts';
import type { ScalarNode } from '../yaml/nodes.ts';

export const secretInEnvironment: ComposeRule<'service'> = {
  id: 'secret-in-environment',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'security',
  summary: 'Passwords and keys do not stand in the file.',
  why: 'A Compose file is shared and kept in version control, and so is each password in it. A variable keeps it in `.env`, which stays on the machine; with `secrets` it does not even appear in the environment of the container.',
  examples: [
    {
      bad: 'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_USER: app\n      POSTGRES_PASSWORD: «hunter2»\n  api:\n    image: api:1\n    environment:\n      - «API_TOKEN=abc123»\n',
    },
    {
      good: 'services:\n  db:\n    image: postgres:17\n    environment:\n      POSTGRES_PASSWORD: ${DB_PASSWORD}\n      POSTGRES_PASSWORD_FILE: /run/secrets/db\n      PASSWORD_LENGTH: 12\n      DISABLE_TOKEN: "true"\n      SECRET_KEY:\n',
    },
  ],
  nodes: ['service'],
  check({ keys }) {
    const environment = keys.get('environment')?.value;
    const node = environment && resolve(environment);
    if (node?.kind === 'list') {
      return node.items.flatMap((item) => {
        const scalar = scalarOf(item);
        const [name = '', ...value] = scalar?.text.split('=') ?? [];
        return scalar ? literal(name, value.join('='), scalar) : [];
      });
    }
    return [...entriesOf(node).values()].flatMap(({ key, value }) => {
      const scalar = scalarOf(value);
      return scalar ? literal(key.text, scalar.text, scalar) : [];
    });
  },
};

function literal(name: string, value: string, { span }: ScalarNode): readonly Finding[] {
  if (!isSecretName(name) || hasVariable(value) || !isSecretValue(value)) return [];
  return [
    {
      span,
      message: message(
        '{0} stands here for everybody to read. Put it in `.env` as a variable, or use `secrets`.',
        name,
      ),
    },
  ];
}

function isSecretName(name: string): boolean {
  return /(?:^|_)(?:passw(?:or)?d|pass|secret|secret_?key|token|api_?key|access_?key|private_?key|passphrase|credentials?)$/i.test(
    name,
  );
}

/** Numbers, truth values, paths and addresses tell no secret. */
function isSecretValue(value: string): boolean {
  return value !== '' && !/^(?:true|false|yes|no|none|null|\d{1,3}|\/.*|\.\/.*|https?:\/\/.*)$/i.test(value);
}
