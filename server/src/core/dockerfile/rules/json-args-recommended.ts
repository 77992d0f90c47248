import type { Finding } from '../../lint/rule.ts';
import { noFindings } from '../../lint/rule.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Stage } from '../model.ts';
import type { NearJson } from '../lint/nearJson.ts';
import { nearJson } from '../lint/nearJson.ts';
import type { InstructionOf } from '../parse/ast.ts';
import { plainWords } from '../commands/plainWords.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const jsonArgsRecommended: DockerfileRule<'stage'> = {
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
    { bad: 'FROM node:22\n«CMD» ["node", "a.js",]\n', fixed: 'FROM node:22\nCMD ["node", "a.js"]\n' },
    { bad: 'FROM node:22\n«CMD» ["node" “a.js”\n', fixed: 'FROM node:22\nCMD ["node", "a.js"]\n' },
    { bad: 'FROM node:22\n«CMD» ["node", "a.js]\n' },
    { good: 'FROM node:22\nCMD ["npm", "start"]\n' },
    { good: 'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nCMD exec serve\n' },
  ],
  nodes: ['stage'],
  check(stage, { escape }) {
    const found: Finding[] = [];
    for (const instruction of stage.instructions) {
      if (instruction.kind === 'shell') break;
      if (instruction.kind !== 'cmd' && instruction.kind !== 'entrypoint') continue;
      if (instruction.command?.form !== 'json') found.push(finding(instruction, stage, escape));
    }
    return found.length > 0 && hasShell(stage.baseStage) ? noFindings : found;
  },
};

/** Stages build on stages so deep at most; below that, no SHELL is looked for. */
const maxDepth = 64;

function hasShell(below: Stage | undefined): boolean {
  let stage = below;
  for (let depth = 0; stage && depth < maxDepth; depth++) {
    if (stage.instructions.some(({ kind }) => kind === 'shell')) return true;
    stage = stage.baseStage;
  }
  return false;
}

type Command = InstructionOf<'cmd'> | InstructionOf<'entrypoint'>;

function finding(instruction: Command, stage: Stage, escape: string): Finding {
  const { keyword, command, line } = instruction;
  // A command over several lines would lose its shape, and cmd.exe has other rules for words.
  const isSimple = command?.form === 'shell' && line.starts.length === 1 && escape === '\\';
  const near = isSimple ? nearJson(command.word.text) : undefined;
  const words = isSimple && !near ? plainWords(command.word.text) : undefined;
  const newText = near?.json ?? (words && `[${words.map((word) => JSON.stringify(word)).join(', ')}]`);
  const text = messageFor(instruction, near);
  if (newText === undefined || !isSimple) return { span: keyword.span, message: text };
  const fix = {
    title: message('Convert to JSON form'),
    edits: [{ span: command.word.span, newText }],
    // The shell form of ENTRYPOINT ignores CMD, the JSON form does not.
    preferred: instruction.kind === 'cmd' || stage.instructions.every(({ kind }) => kind !== 'cmd'),
  };
  return { span: keyword.span, message: text, fixes: [fix] };
}

function messageFor({ keyword, command }: Command, near: NearJson | undefined): Message {
  if (near?.isInSingleQuotes) return message('JSON has double quotes: {0}', near.json);
  if (near) return message('This is nearly JSON, and would be run by a shell as it stands. Write {0}', near.json);
  return command?.form === 'shell' && command.word.text.startsWith('[')
    ? message('This is no JSON, and would be run by a shell as it stands. Write {0}', '["…", "…"]')
    : message('Write {0} in JSON form, so that the program itself gets signals.', keyword.text.toUpperCase());
}
