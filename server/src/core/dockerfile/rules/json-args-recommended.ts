import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { Stage } from '../model.ts';
import type { InstructionOf } from '../parse/ast.ts';
import { plainWords } from '../plainWords.ts';
import type { DockerfileRule } from '../rule.ts';
import { jsonOfSingleQuotes } from '../singleQuotes.ts';

export const jsonArgsRecommended: DockerfileRule<'file'> = {
  id: 'JSONArgsRecommended',
  aliases: ['DL3025'],
  severity: 'warning',
  profile: 'build',
  category: 'correctness',
  summary: 'CMD and ENTRYPOINT are written in JSON form, so that the program gets the signals of docker stop.',
  why:
    'In the shell form a shell runs as process 1 and the program below it. Most shells do not pass on signals: ' +
    '`docker stop` waits ten seconds and then kills the program, which cannot end cleanly. An ENTRYPOINT in shell form ' +
    'also ignores CMD and all arguments of `docker run`. With a SHELL instruction the shell is there on purpose, ' +
    'and nothing is reported.',
  examples: [
    {
      bad: 'FROM node:22\n«CMD» npm start\n',
      fixed: 'FROM node:22\nCMD ["npm", "start"]\n',
    },
    {
      bad: "FROM nginx:1.29\n«ENTRYPOINT» nginx -g 'daemon off;'\n",
      fixed: 'FROM nginx:1.29\nENTRYPOINT ["nginx", "-g", "daemon off;"]\n',
    },
    { bad: 'FROM alpine:3.22\n«CMD» migrate && serve --port $PORT\n' },
    { bad: 'FROM alpine:3.22\n«CMD» exec serve\n', fixed: 'FROM alpine:3.22\nCMD ["serve"]\n' },
    { bad: "FROM python:3.13\n«CMD» ['python', 'a.py']\n", fixed: 'FROM python:3.13\nCMD ["python", "a.py"]\n' },
    { good: 'FROM node:22\nCMD ["npm", "start"]\n' },
    { good: 'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nCMD exec serve\n' },
  ],
  nodes: ['file'],
  check({ stages, tree }) {
    const stagesWithShell = new Set<Stage>();
    return stages.flatMap((stage) => {
      let hasShell = stage.baseStage !== undefined && stagesWithShell.has(stage.baseStage);
      const found: Finding[] = [];
      for (const instruction of stage.instructions) {
        hasShell ||= instruction.kind === 'shell';
        if (hasShell || (instruction.kind !== 'cmd' && instruction.kind !== 'entrypoint')) continue;
        if (instruction.command?.form !== 'json') found.push(finding(instruction, stage, tree.escape));
      }
      if (hasShell) stagesWithShell.add(stage);
      return found;
    });
  },
};

type Command = InstructionOf<'cmd'> | InstructionOf<'entrypoint'>;

function finding(instruction: Command, stage: Stage, escape: string): Finding {
  const { keyword, command, line } = instruction;
  // A command over several lines would lose its shape, and cmd.exe has other rules for words.
  const isSimple = command?.form === 'shell' && line.starts.length === 1 && escape === '\\';
  const json = isSimple ? jsonOfSingleQuotes(command.word.text) : undefined;
  const words = isSimple && json === undefined ? plainWords(command.word.text) : undefined;
  const newText = json ?? (words && `[${words.map((word) => JSON.stringify(word)).join(', ')}]`);
  const text =
    json === undefined
      ? message('Write {0} in JSON form, so that the program itself gets signals.', keyword.text.toUpperCase())
      : message('JSON has double quotes: {0}', json);
  if (newText === undefined || !isSimple) return { span: keyword.span, message: text };
  const fix = {
    title: message('Convert to JSON form'),
    edits: [{ span: command.word.span, newText }],
    // The shell form of ENTRYPOINT ignores CMD, the JSON form does not.
    preferred: instruction.kind === 'cmd' || stage.instructions.every(({ kind }) => kind !== 'cmd'),
  };
  return { span: keyword.span, message: text, fixes: [fix] };
}
