import { perObject } from '../../perObject.ts';
import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileModel } from '../model.ts';
import type { Instruction, InstructionOf } from '../parse/ast.ts';
import { joinEdit } from '../refactor/joinRuns.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import { scriptsOf } from '../commands/runCommands.ts';
import { simpleCommands } from '../../shell/commands.ts';

export const dl3059: DockerfileRule<'file'> = {
  id: 'DL3059',
  aliases: [],
  severity: 'hint',
  profile: 'strict',
  category: 'size',
  summary: 'Single commands that follow each other stand in one RUN.',
  why:
    'Each RUN makes a layer. What one makes and the next removes stays in the image, and many layers take time to pull. ' +
    'Join commands that belong together with `&&`. A RUN of several commands is taken for one that was cut on purpose.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN make\n«RUN» make install\n«RUN» rm -r /src\n',
      fixed: 'FROM debian:13\nRUN make && \\\n    make install && \\\n    rm -r /src\n',
    },
    {
      bad: 'FROM debian:13\nRUN --network=none a\n«RUN» --network=none b\n',
      fixed: 'FROM debian:13\nRUN --network=none a && \\\n    b\n',
    },
    { bad: 'FROM debian:13\nRUN a\n# b\n«RUN» b\nRUN a && b\nRUN ["a"]\n«RUN» b\n' },
    { good: 'FROM debian:13\nRUN a && b\nRUN c\nWORKDIR /x\nRUN d\nRUN --network=none e\nFROM debian:13\nRUN f\n' },
    { good: 'FROM debian:13\nRUN a; b\nRUN c\nRUN <<EOF\na\nb\nEOF\n' },
  ],
  nodes: ['file'],
  check(model) {
    return model.stages.flatMap(({ instructions }) =>
      instructions.flatMap((second, index) => {
        const first = instructions[index - 1];
        return first?.kind === 'run' && second.kind === 'run' ? findingsBetween(model, first, second) : [];
      }),
    );
  },
};

type Run = InstructionOf<'run'>;

function findingsBetween(model: DockerfileModel, first: Run, second: Run): readonly Finding[] {
  if (flagsOf(first) !== flagsOf(second) || !isSingle(first, model.text) || !isSingle(second, model.text)) return [];
  const edit = joinEdit(model, first, second);
  const fixes = edit ? [{ title: message('Join with the RUN before'), edits: [edit], preferred: true }] : undefined;
  const text = message('Join this command with the RUN before by &&: that makes one layer of two.');
  return [{ span: second.keyword.span, message: text, ...(fixes ? { fixes } : {}) }];
}

function flagsOf({ line, keyword, argumentsAt }: Instruction): string {
  return line.text
    .slice(keyword.at + keyword.text.length, argumentsAt)
    .trim()
    .replaceAll(/\s+/g, ' ');
}

/** Whether a RUN is one command, without heredocs. */
const isSingle = perObject((run: Run, text: string) => {
  const commands = scriptsOf(run, text).flatMap(({ script }) => simpleCommands(script));
  return commands.length === 1 && run.heredocs.length === 0;
});
