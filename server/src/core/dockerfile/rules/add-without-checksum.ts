import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { unquoted } from '../lint/literals.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const addWithoutChecksum: DockerfileRule<'add'> = {
  id: 'add-without-checksum',
  aliases: [],
  severity: 'hint',
  profile: 'recommended',
  category: 'security',
  summary: 'A download by ADD says its checksum.',
  why:
    'What an address gives may be another file tomorrow. With `--checksum=sha256:…` the build fails then, instead of ' +
    'putting it into the image.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nADD «https://example.com/tool» /usr/bin/\nONBUILD ADD --chmod=755 «"http://example.com/a"» /a\n',
    },
    {
      good:
        'FROM alpine:3.22\nADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a /a\n' +
        'ADD https://github.com/moby/buildkit.git#v0.24.0 /src\nADD a.tar.gz /\n',
    },
  ],
  nodes: ['add'],
  triggers: true,
  check({ items, flags }) {
    const [source, target, ...others] = items;
    // The builder takes a checksum for a single source only.
    if (!source || !target || others.length > 0 || flags.some(({ name }) => name === 'checksum')) return noFindings;
    const address = unquoted(source.value);
    if (!/^https?:\/\//.test(address) || /\.git(?:[#?]|$)/.test(address)) return noFindings;
    return [
      {
        span: source.span,
        message: message('Add {0}, so that no other file can take its place.', '--checksum=sha256:…'),
      },
    ];
  },
};
