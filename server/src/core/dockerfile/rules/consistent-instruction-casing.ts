import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../rule.ts';

export const consistentInstructionCasing: DockerfileRule<'file'> = {
  id: 'ConsistentInstructionCasing',
  aliases: [],
  severity: 'warning',
  category: 'style',
  summary: 'All instructions of a file are in upper case, or all are in lower case.',
  why:
    'The builder does not care, but a reader does: upper case tells instructions from commands, and one style in a ' +
    'file is easier to search. What most instructions of the file do is right for all of them.',
  examples: [
    {
      bad: 'FROM alpine:3.22\n«run» apk add curl\n«Cmd» ["curl"]\n',
      fixed: 'FROM alpine:3.22\nRUN apk add curl\nCMD ["curl"]\n',
    },
    { bad: 'from alpine:3.22\nrun true\n«CMD» ["sh"]\n', fixed: 'from alpine:3.22\nrun true\ncmd ["sh"]\n' },
    { good: 'from alpine:3.22\ncmd ["sh"]\n' },
  ],
  nodes: ['file'],
  check({ stages }) {
    const keywords = stages
      .flatMap(({ from, instructions }) => [from, ...instructions])
      .flatMap(({ kind, keyword }) => (kind === 'unknown' ? [] : [keyword]));
    const lower = keywords.filter(({ text }) => text === text.toLowerCase()).length;
    const upper = keywords.filter(({ text }) => text === text.toUpperCase()).length;
    const isLower = lower > upper;
    return keywords.flatMap(({ text, span }): readonly Finding[] => {
      const newText = isLower ? text.toLowerCase() : text.toUpperCase();
      if (text === newText) return [];
      const problem = isLower
        ? message('{0} should be in lower case, as most instructions of this file are.', text)
        : message('{0} should be in upper case, as most instructions of this file are.', text);
      return [
        {
          span,
          message: problem,
          fixes: [{ title: message('Change to {0}', newText), edits: [{ span, newText }], preferred: true }],
        },
      ];
    });
  },
};
