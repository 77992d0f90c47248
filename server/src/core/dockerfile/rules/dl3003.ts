import type { Fix } from '../../lint/rule.ts';
import type { Word } from '../../shell/ast.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { commandRule, spanOfName } from '../commands/commandRule.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { Source } from '../lint/rule.ts';
import type { RunCommand } from '../commands/runCommands.ts';

export const dl3003 = commandRule({
  id: 'DL3003',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'WORKDIR changes the directory, and not cd.',
  why:
    'A `cd` lasts until the end of its RUN. WORKDIR says where all that follows happens, the program of the container ' +
    'too, creates the directory, and can be seen at a glance.',
  examples: [
    { bad: 'FROM debian:13\nRUN «cd» /src && make\n' },
    { bad: 'FROM debian:13\nRUN make && (\\\n  «cd» test && ./run)\nONBUILD RUN «cd» /app\n' },
    { bad: 'FROM debian:13\nRUN <<EOF\n«cd» /src\nmake\nEOF\n' },
    { good: 'FROM debian:13\nWORKDIR /src\nRUN make && git -C /docs pull\n' },
    { good: 'FROM mcr.microsoft.com/windows:ltsc2022\nSHELL ["cmd", "/S", "/C"]\nRUN cd C:\\src && build\n' },
  ],
  find: (commands, run, source) =>
    commands
      .filter(({ name }) => name === 'cd')
      .map((command) => ({
        span: spanOfName(command),
        message: message('Use WORKDIR to change the directory.'),
        fixes: toWorkdir(command, run, source),
      })),
});

/** `RUN cd a && b` → `WORKDIR a` and `RUN b`. It is for the reader to decide: all that follows is in that directory, too. */
function toWorkdir(command: RunCommand, run: InstructionOf<'run'>, source: Source): readonly Fix[] {
  const { args, script } = command;
  const [directory] = args;
  const next = commandBehind(command);
  if (!next || !directory || args.length > 1 || !isPath(directory) || run.command?.form !== 'shell') return [];
  const { start } = run.keyword.span;
  const indent = source.text.slice(source.text.lastIndexOf('\n', start - 1) + 1, start);
  if (indent.trim() !== '') return [];
  const written = script.spanOf(directory);
  const lineBreak = /\r?\n/.exec(source.text.slice(start))?.[0] ?? '\n';
  const workdir = `WORKDIR ${source.text.slice(written.start, written.end)}${lineBreak}${indent}`;
  return [
    {
      title: message('Convert to WORKDIR'),
      edits: [
        { span: { start, end: start }, newText: workdir },
        { span: { start: script.spanOf(command.command).start, end: script.spanOf(next).start }, newText: '' },
      ],
    },
  ];
}

/** What `&&` starts behind a command, where this one is the first of the script and nothing but a command. */
function commandBehind({ command, script }: RunCommand): Span | undefined {
  const [first, second] = script.script.items;
  if (first?.operator?.text !== '&&' || first.pipeline.commands[0] !== command) return undefined;
  const isBare = first.pipeline.commands.length === 1 && command.redirections.length === 0;
  return isBare && command.assignments.length === 0 ? second?.pipeline : undefined;
}

/** Whether WORKDIR reads it as the shell does. */
function isPath({ parts, text }: Word): boolean {
  const isKnown = parts.every(({ kind }) => kind === 'text' || kind === 'variable');
  return isKnown && !/^[~-]|[\s*?[{]/.test(text);
}
