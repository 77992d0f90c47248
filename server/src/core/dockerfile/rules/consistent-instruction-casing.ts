import { perObject } from '../../perObject.ts';
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
    let balance = 0;
    for (const stage of stages) balance += casingOf(stage).balance;
    const findings: Finding[] = [];
    for (const stage of stages) {
      const { notLower, notUpper } = casingOf(stage);
      for (const keyword of balance < 0 ? notLower : notUpper) {
        findings.push(finding(keyword, balance < 0 ? keyword.text.toLowerCase() : keyword.text.toUpperCase()));
      }
    }
    return findings;
  },
};

/** How the keywords of a stage are written; what is no instruction has no say. */
const casingOf = perObject(({ from, instructions }: Stage) => {
  const casing: Casing = { balance: 0, notLower: [], notUpper: [] };
  addKeyword(casing, from.keyword);
  for (const { kind, keyword } of instructions) if (kind !== 'unknown') addKeyword(casing, keyword);
  return casing;
});

interface Casing {
  /** How many more keywords are in upper case than in lower case. */
  balance: number;
  readonly notLower: Word[];
  readonly notUpper: Word[];
}

function addKeyword(casing: Casing, keyword: Word): void {
  const { text } = keyword;
  const isLower = text === text.toLowerCase();
  const isUpper = text === text.toUpperCase();
  if (isLower) casing.balance--;
  else if (isUpper) casing.balance++;
  if (!isLower) casing.notLower.push(keyword);
  if (!isUpper) casing.notUpper.push(keyword);
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
