import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../rule.ts';

export const noEmptyContinuation: DockerfileRule<'file'> = {
  id: 'NoEmptyContinuation',
  aliases: [],
  severity: 'warning',
  category: 'correctness',
  summary: 'An instruction over several lines has no blank lines in it.',
  why:
    'The builder skips blank lines between continued lines, but that is deprecated and will be an error. To a reader ' +
    'the instruction seems to end there. A comment line may stand in between.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nRUN apk add \\\n«\n»    curl \\\n\n    git\n',
      fixed: 'FROM alpine:3.22\nRUN apk add \\\n    curl \\\n    git\n',
    },
    { good: 'FROM alpine:3.22\nRUN apk add \\\n    # to download\n    curl\n' },
  ],
  nodes: ['file'],
  check({ tree }) {
    const findings: Finding[] = [];
    for (const { blankLines } of tree.instructions) {
      const [first] = blankLines;
      if (!first) continue;
      findings.push({
        span: first,
        message: message('A blank line within an instruction is deprecated.'),
        fixes: [
          {
            title: message('Remove the blank lines of this instruction'),
            edits: blankLines.map((span) => ({ span, newText: '' })),
            preferred: true,
          },
        ],
      });
    }
    return findings;
  },
};
