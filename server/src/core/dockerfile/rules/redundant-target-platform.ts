import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const redundantTargetPlatform: DockerfileRule<'from'> = {
  id: 'RedundantTargetPlatform',
  aliases: ['DL3065'],
  severity: 'warning',
  profile: 'build',
  category: 'style',
  summary: 'FROM does not name the target platform, which it uses anyway.',
  why: 'Without `--platform` the image of the target platform is used. The flag says the same once more.',
  examples: [
    { bad: 'FROM «--platform=$TARGETPLATFORM» alpine:3.22\n', fixed: 'FROM alpine:3.22\n' },
    { bad: 'FROM «--platform=${TARGETPLATFORM}» alpine:3.22 AS a\n', fixed: 'FROM alpine:3.22 AS a\n' },
    { bad: 'FROM «--platform=${TARGETPLATFORM:-linux/amd64}» alpine:3.22\n', fixed: 'FROM alpine:3.22\n' },
    { good: 'FROM --platform=$BUILDPLATFORM alpine:3.22\n' },
  ],
  nodes: ['from'],
  check({ flags }, { text }) {
    const flag = flags.find(({ name, value }) => name === 'platform' && isTarget(value));
    if (!flag) return noFindings;
    const { span } = flag;
    const rest = /^[ \t]*/.exec(text.slice(span.end, span.end + maxSpaces))?.[0].length ?? 0;
    const edits = [{ span: { start: span.start, end: span.end + rest }, newText: '' }];
    return [
      {
        span,
        message: message('{0} is the default and can be left out.', flag.value ?? ''),
        fixes: [{ title: message('Remove the flag'), edits, preferred: true }],
        tag: 'unnecessary',
      },
    ];
  },
};

const maxSpaces = 100;

/** The variable is always set, so that a default is never used. */
function isTarget(value: string | undefined): boolean {
  return value !== undefined && /^\$(?:TARGETPLATFORM|\{TARGETPLATFORM(?::?[-?][^${}'"]*)?\})$/.test(value);
}
