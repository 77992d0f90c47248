import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const duplicateStageName: DockerfileRule<'file'> = {
  id: 'DuplicateStageName',
  aliases: ['DL3024'],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'Every stage has a name of its own.',
  why:
    'Of several stages with one name only the last can be meant by `COPY --from`, and `docker build --target` finds ' +
    'only one. Names are compared without regard to case.',
  examples: [
    { bad: 'FROM alpine:3.22 AS build\nFROM debian:13 AS «build»\n' },
    { good: 'FROM alpine:3.22 AS build\nFROM debian:13 AS run\n' },
  ],
  nodes: ['file'],
  check({ stages }) {
    const seen = new Set<string>();
    return stages.flatMap(({ name }): readonly Finding[] => {
      const key = name?.text.toLowerCase();
      const isKnown = key !== undefined && seen.has(key);
      if (key !== undefined) seen.add(key);
      if (!name || !isKnown) return [];
      return [{ span: name.span, message: message('Another stage before is called {0}, too.', name.text) }];
    });
  },
};
