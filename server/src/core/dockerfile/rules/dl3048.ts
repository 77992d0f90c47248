import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { unquoted } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3048: DockerfileRule<'label'> = {
  id: 'DL3048',
  aliases: [],
  severity: 'hint',
  profile: 'strict',
  category: 'style',
  summary: 'Keys of labels are in lower case, and do not use the name of Docker.',
  why:
    'A key begins with a small letter and ends with one or a digit; between them are small letters, digits, dots, ' +
    'dashes, underscores and slashes, no two dots or dashes in a row. Docker keeps `com.docker.`, `io.docker.` and ' +
    '`org.dockerproject.` for itself; take the name of your own domain, or `org.opencontainers.image.`.',
  examples: [
    { bad: 'FROM alpine:3.22\nLABEL «Version»=1 a=b «com.docker.x»=c\nONBUILD LABEL «a..b»=1 «"a b"»=2 «a-»=3\n' },
    { bad: 'FROM alpine:3.22\nLABEL «1st»=1 «io.docker.a»=1 «org.dockerproject.a»=1 «a--b»=1 «a$b»=1\n' },
    { good: 'FROM alpine:3.22\nLABEL org.opencontainers.image.title=A "my-label.2"=b a_b/c=d\n' },
  ],
  nodes: ['label'],
  triggers: true,
  check({ pairs }) {
    return pairs.flatMap(({ name }): readonly Finding[] => {
      const key = unquoted(name.text);
      if (key === '') return [];
      if (reserved.test(key))
        return [{ span: name.span, message: message('Docker keeps the labels {0} for itself.', key) }];
      if (/^[a-z](?:[a-z\d._/-]*[a-z\d])?$/.test(key) && !/\.\.|--/.test(key)) return [];
      const text = message(
        '{0} is no good key: use small letters, digits, and single dots or dashes between them.',
        key,
      );
      return [{ span: name.span, message: text }];
    });
  },
};

const reserved = /^(?:com\.docker|io\.docker|org\.dockerproject)\./;
