import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { LogicalLine } from '../parse/logicalLine.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const noEmptyContinuation: DockerfileRule<'file'> = {
  id: 'NoEmptyContinuation',
  aliases: [],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'An instruction over several lines has no blank lines in it.',
  why:
    'The builder skips blank lines between continued lines, but that is deprecated and will be an error. To a reader ' +
    'the instruction seems to end there. A comment line may stand in between.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nRUN apk add \\\n\n    curl \\\n\n    «git»\n',
      fixed: 'FROM alpine:3.22\nRUN apk add \\\n    curl \\\n    git\n',
    },
    { good: 'FROM alpine:3.22\nRUN apk add \\\n    # to download\n    curl\n' },
  ],
  nodes: ['file'],
  check({ tree }) {
    const findings: Finding[] = [];
    for (const { blankLines, line } of tree.instructions) {
      if (blankLines.length === 0) continue;
      findings.push({
        span: lastLine(line, blankLines),
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

/** The builder reports the last line that it has read of the instruction, which may be a blank one. */
function lastLine(line: LogicalLine, blankLines: readonly Span[]): Span {
  const piece = line.text.slice(line.starts.at(-1));
  const start = line.text.length - piece.trimStart().length;
  const last = sourceSpan(line, start, line.text.trimEnd().length);
  const blank = blankLines.at(-1);
  return blank && blank.start >= last.end ? blank : last;
}
