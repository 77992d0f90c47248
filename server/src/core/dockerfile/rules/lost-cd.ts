import { noFindings } from '../../lint/rule.ts';
import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { LastCommand } from '../commands/lastCommand.ts';
import { isAlone, lastCommandOf } from '../commands/lastCommand.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const lostCd: DockerfileRule<'run'> = {
  id: 'lost-cd',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A RUN does not end with cd.',
  why:
    'Each RUN starts a shell of its own, in the working directory of the image. A `cd` at its end changes nothing for ' +
    'the instructions behind it. WORKDIR does, and it makes the folder where there is none.',
  examples: [
    { bad: 'FROM debian:13\nRUN «cd» /app\nRUN make\n', fixed: 'FROM debian:13\nWORKDIR /app\nRUN make\n' },
    { bad: 'FROM debian:13\nrun «cd» "/my app"\n', fixed: 'FROM debian:13\nworkdir "/my app"\n' },
    { bad: 'FROM debian:13\nRUN mkdir /app && \\\n  «cd» /app\nRUN «cd»\nRUN «cd» $DIR\nRUN «cd» ~/a\n' },
    { bad: 'FROM debian:13\nRUN <<EOF\nmake\n«cd» /app\nEOF\n' },
    {
      good: 'FROM debian:13\nRUN cd /app && make\nRUN (cd /app)\nRUN cd /app || exit 1; make\nRUN test -d /a && ls | cd\n',
    },
  ],
  nodes: ['run'],
  triggers: true,
  check(run, { text, shell }) {
    const last = shell === 'posix' ? lastCommandOf(run, text) : undefined;
    const name = last?.command.words[0];
    if (!last || !name?.isPlain || name.text !== 'cd') return noFindings;
    const fixes = fixOf(run, last);
    return [
      {
        span: last.script.spanOf(name),
        message: message('This cd has no effect behind this RUN. Use WORKDIR.'),
        ...(fixes.length > 0 ? { fixes } : {}),
      },
    ];
  },
};

function fixOf(run: InstructionOf<'run'>, { command, isOnly }: LastCommand): readonly Fix[] {
  const [, path, ...others] = command.words;
  const word = run.command?.form === 'shell' ? run.command.word : undefined;
  if (!isOnly || !isAlone(run) || !word || !path || others.length > 0) return [];
  const written = word.text.slice(path.start, path.end);
  // What is expanded by a shell only, or goes back to another folder, is no path for WORKDIR.
  if (!path.isPlain || /^[-~]|\\/.test(written) || command.assignments.length > 0) return [];
  const isLower = run.keyword.text === run.keyword.text.toLowerCase();
  const edits = [
    { span: run.keyword.span, newText: isLower ? 'workdir' : 'WORKDIR' },
    { span: word.span, newText: written },
  ];
  return [{ title: message('Change to {0}', `WORKDIR ${written}`), edits, preferred: true }];
}
