import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { nearJson } from '../lint/nearJson.ts';
import type { Instruction } from '../parse/ast.ts';
import { wordAt } from '../parse/words.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const singleQuotedJson: DockerfileRule<'run' | 'healthcheck' | 'volume' | 'copy' | 'add'> = {
  id: 'single-quoted-json',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'The JSON form has double quotes.',
  why:
    "With single quotes it is no JSON. `RUN ['ls', '-l']` makes a shell look for a program called `[ls,`, and " +
    "`VOLUME ['/data']` makes a volume at `['/data']`. For CMD and ENTRYPOINT, JSONArgsRecommended says it.",
  examples: [
    { bad: "FROM alpine:3.22\nRUN «['ls', '-l']»\n", fixed: 'FROM alpine:3.22\nRUN ["ls", "-l"]\n' },
    {
      bad: "FROM alpine:3.22\nVOLUME «['/data','/log']»\nCOPY --chown=1:1 «['a b', '/c']»\nHEALTHCHECK CMD «[ 'true' ]»\n",
      fixed: 'FROM alpine:3.22\nVOLUME ["/data", "/log"]\nCOPY --chown=1:1 ["a b", "/c"]\nHEALTHCHECK CMD ["true"]\n',
    },
    { good: `FROM alpine:3.22\nRUN ["ls", "-l"]\nRUN [ 'a' = "$A" ]\nVOLUME /data\nCOPY ['a' /b\n` },
  ],
  nodes: ['run', 'healthcheck', 'volume', 'copy', 'add'],
  triggers: true,
  check(instruction) {
    const { line } = instruction;
    const start = startOfList(instruction);
    const written = line.text.slice(start);
    if (!written.startsWith('[') || line.starts.length > 1) return noFindings;
    const near = nearJson(written);
    if (!near?.isInSingleQuotes) return noFindings;
    const newText = near.json;
    const { span } = wordAt(line, start, start + written.trimEnd().length);
    const fix = { title: message('Change to {0}', newText), edits: [{ span, newText }], preferred: true };
    return [{ span, message: message('JSON has double quotes: {0}', newText), fixes: [fix] }];
  },
};

function startOfList(instruction: Instruction): number {
  if (instruction.kind !== 'healthcheck') return instruction.argumentsAt;
  const { command } = instruction;
  return command?.form === 'shell' ? command.word.at : instruction.line.text.length;
}
