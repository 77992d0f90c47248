import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const exposeProtoCasing: DockerfileRule<'expose'> = {
  id: 'ExposeProtoCasing',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'style',
  summary: 'The protocol of an exposed port is in lower case.',
  why: 'The builder writes protocols in lower case into the image. Written the same way, they can be found and compared.',
  examples: [
    { bad: 'FROM alpine:3.22\nEXPOSE 80/«TCP» 53/«Udp»\n', fixed: 'FROM alpine:3.22\nEXPOSE 80/tcp 53/udp\n' },
    { good: 'FROM alpine:3.22\nEXPOSE 80/tcp\n' },
  ],
  nodes: ['expose'],
  check({ items }) {
    return items.flatMap(({ value, span }): readonly Finding[] => {
      const protocol = /\/([a-z]+)$/i.exec(value)?.[1] ?? '';
      const newText = protocol.toLowerCase();
      if (protocol === newText || !protocols.has(newText) || value.includes('$')) return [];
      const place = { start: span.end - protocol.length, end: span.end };
      return [
        {
          span: place,
          message: message('The protocol {0} should be in lower case.', protocol),
          fixes: [{ title: message('Change to {0}', newText), edits: [{ span: place, newText }], preferred: true }],
        },
      ];
    });
  },
};

const protocols: ReadonlySet<string> = new Set(['tcp', 'udp', 'sctp']);
