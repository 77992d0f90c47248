import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const exposeInvalidFormat: DockerfileRule<'expose'> = {
  id: 'ExposeInvalidFormat',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'EXPOSE names ports of the container only, no addresses or ports of the host.',
  why:
    'EXPOSE says on which ports the container listens. Address and port of the host belong to `docker run -p`; here ' +
    'they are ignored, and will be an error.',
  examples: [
    { bad: 'FROM alpine:3.22\nEXPOSE «127.0.0.1:8080:80» 443\n', fixed: 'FROM alpine:3.22\nEXPOSE 80 443\n' },
    { bad: 'FROM alpine:3.22\nEXPOSE «8080:80/tcp»\n', fixed: 'FROM alpine:3.22\nEXPOSE 80/tcp\n' },
    { good: 'FROM alpine:3.22\nEXPOSE 80 8000-8010/udp\n' },
    { good: 'FROM alpine:3.22\nEXPOSE :80 ::443\n' },
  ],
  nodes: ['expose'],
  check({ items }) {
    return items.flatMap(({ value, span }): readonly Finding[] => {
      const port = value.slice(value.lastIndexOf(':') + 1);
      const ofHost = value.slice(0, value.length - port.length);
      // The builder does not mind empty ones, as in `:80`.
      if (/^:*$/.test(ofHost) || value.includes('$') || !/^\d/.test(port)) return [];
      return [
        {
          span,
          message: message('EXPOSE takes a port of the container only: {0}', port),
          fixes: [{ title: message('Change to {0}', port), edits: [{ span, newText: port }], preferred: true }],
        },
      ];
    });
  },
};
