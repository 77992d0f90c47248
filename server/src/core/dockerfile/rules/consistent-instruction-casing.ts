import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Stage } from '../model.ts';
import type { Word } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const consistentInstructionCasing: DockerfileRule<'file'> = {
  id: 'ConsistentInstructionCasing',
  aliases: [],
  severity: 'warning',
  profile: 'build',
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
    const keywords = keywordsOf(stages);
    let balance = 0;
    for (const { text } of keywords) {
      if (text === text.toLowerCase()) balance--;
      else if (text === text.toUpperCase()) balance++;
    }
    const findings: Finding[] = [];
    for (const keyword of keywords) {
      const newText = balance < 0 ? keyword.text.toLowerCase() : keyword.text.toUpperCase();
      if (keyword.text !== newText) findings.push(finding(keyword, newText));
    }
    return findings;
  },
};

/** All keywords from the first FROM on; what is no instruction has no say. */
function keywordsOf(stages: readonly Stage[]): readonly Word[] {
  const keywords: Word[] = [];
  for (const { from, instructions } of stages) {
    keywords.push(from.keyword);
    for (const { kind, keyword } of instructions) if (kind !== 'unknown') keywords.push(keyword);
  }
  return keywords;
}

function finding({ text, span }: Word, newText: string): Finding {
  return {
    span,
    message:
      newText === text.toLowerCase()
        ? message('{0} should be in lower case, as most instructions of this file are.', text)
        : message('{0} should be in upper case, as most instructions of this file are.', text),
    fixes: [{ title: message('Change to {0}', newText), edits: [{ span, newText }], preferred: true }],
  };
}
