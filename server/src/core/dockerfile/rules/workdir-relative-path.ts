import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Stage } from '../model.ts';
import type { DockerfileRule } from '../rule.ts';

export const workdirRelativePath: DockerfileRule<'file'> = {
  id: 'WorkdirRelativePath',
  aliases: ['DL3000'],
  severity: 'warning',
  category: 'correctness',
  summary: 'The first WORKDIR of a stage is an absolute path.',
  why:
    'A relative path starts at the working directory of the base image, which may change with its next version. ' +
    'After an absolute WORKDIR relative ones are fine.',
  examples: [
    { bad: 'FROM node:22\nWORKDIR «app»\n' },
    { good: 'FROM node:22\nWORKDIR /app\nWORKDIR src\n' },
    { good: 'FROM node:22 AS base\nWORKDIR /app\nFROM base\nWORKDIR src\n' },
  ],
  nodes: ['file'],
  check({ stages }) {
    const stagesWithWorkdir = new Set<Stage>();
    return stages.flatMap((stage): readonly Finding[] => {
      const first = stage.instructions.find((instruction) => instruction.kind === 'workdir');
      const isInherited = stage.baseStage !== undefined && stagesWithWorkdir.has(stage.baseStage);
      if (first || isInherited) stagesWithWorkdir.add(stage);
      if (first?.kind !== 'workdir' || !first.value || isInherited || !isRelative(first.value.text)) return [];
      const text = message(
        '{0} depends on the working directory of the base image. Write an absolute path.',
        first.value.text,
      );
      return [{ span: first.value.span, message: text }];
    });
  },
};

/** What begins with a variable may be absolute, and so is a drive of Windows. */
function isRelative(path: string): boolean {
  return !/^["']?(?:[/$\\]|[A-Za-z]:)/.test(path);
}
