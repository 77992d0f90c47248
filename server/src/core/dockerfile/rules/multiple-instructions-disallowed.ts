import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import type { Instruction, InstructionKind } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const multipleInstructionsDisallowed: DockerfileRule<'stage'> = {
  id: 'MultipleInstructionsDisallowed',
  aliases: ['DL3012', 'DL4003', 'DL4004'],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'A stage has one CMD, one ENTRYPOINT and one HEALTHCHECK at most.',
  why: 'Only the last one of a stage has an effect. Those before look as if they had one, and mislead the reader.',
  examples: [
    { bad: 'FROM alpine:3.22\n«CMD» ["a"]\n«CMD» ["b"]\nCMD ["c"]\n' },
    { bad: 'FROM alpine:3.22\n«HEALTHCHECK» NONE\nHEALTHCHECK CMD true\n' },
    { good: 'FROM alpine:3.22 AS a\nCMD ["a"]\nFROM a\nCMD ["b"]\n' },
  ],
  nodes: ['stage'],
  check({ instructions }, { text }) {
    const findings: Finding[] = [];
    const seen = new Set<InstructionKind>();
    for (const instruction of instructions.toReversed()) {
      const { kind, keyword } = instruction;
      if (kind !== 'cmd' && kind !== 'entrypoint' && kind !== 'healthcheck') continue;
      if (seen.has(kind)) {
        const name = keyword.text.toUpperCase();
        findings.push({
          span: keyword.span,
          message: message('This {0} has no effect: a later one of the stage replaces it.', name),
          fixes: [
            { title: message('Remove this {0}', name), edits: [{ span: linesOf(instruction, text), newText: '' }] },
          ],
          tag: 'unnecessary',
        });
      }
      seen.add(kind);
    }
    return findings.toReversed();
  },
};

function linesOf({ span }: Instruction, text: string): Span {
  const next = text.indexOf('\n', span.end);
  return { start: text.lastIndexOf('\n', span.start - 1) + 1, end: next < 0 ? text.length : next + 1 };
}
