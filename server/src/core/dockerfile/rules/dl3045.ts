import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { unquoted, withoutOnbuild } from '../lint/literals.ts';
import type { Stage } from '../model.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const dl3045: DockerfileRule<'file'> = {
  id: 'DL3045',
  aliases: [],
  severity: 'warning',
  profile: 'strict',
  category: 'correctness',
  summary: 'A COPY to a relative path comes behind a WORKDIR.',
  why:
    'A relative destination starts at the working directory of the base image. It may be the root, or change with the ' +
    'next version of the image. Write a WORKDIR before, or an absolute path.',
  examples: [
    { bad: 'FROM node:22\nCOPY . «.»\nCOPY a «"b"»\nONBUILD COPY a «b»\n' },
    { bad: 'FROM node:22 AS base\nWORKDIR /app\nFROM node:22\nCOPY ["a", «"b"»]\n' },
    { good: 'FROM node:22\nCOPY a /b\nCOPY a c:\\b\nCOPY a "d:/b"\nCOPY a $DIR/x\n' },
    { good: 'FROM node:22 AS base\nONBUILD WORKDIR /app\nFROM base AS next\nFROM next\nCOPY a b\n' },
  ],
  nodes: ['file'],
  check({ stages }) {
    const placed = new Set<Stage>();
    return stages.flatMap((stage) => {
      let hasFolder = stage.baseStage !== undefined && placed.has(stage.baseStage);
      const findings: Finding[] = [];
      for (const instruction of stage.instructions) {
        const inner = withoutOnbuild(instruction);
        hasFolder ||= inner.kind === 'workdir';
        const target = inner.kind === 'copy' && inner.items.length > 1 ? inner.items.at(-1) : undefined;
        if (hasFolder || !target || /^(?:[/\\$]|[a-z]:[/\\])/i.test(unquoted(target.value))) continue;
        const text = message(
          '{0} depends on the working directory of the base image. Set a WORKDIR before.',
          target.value,
        );
        findings.push({ span: target.span, message: text });
      }
      if (hasFolder) placed.add(stage);
      return findings;
    });
  },
};
