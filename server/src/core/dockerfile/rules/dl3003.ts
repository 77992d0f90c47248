import type { Fix } from '../../lint/rule.ts';
import type { SimpleCommand } from '../../shell/ast.ts';
import { message } from '../../text/message.ts';
import { commandRule, spanOfName } from '../commandRule.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { Source } from '../rule.ts';
import type { RunCommand } from '../runCommands.ts';

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
function toWorkdir({ command, args, script }: RunCommand, run: InstructionOf<'run'>, source: Source): readonly Fix[] {
  const [first, second] = script.script.items;
  const [directory] = args;
  if (!isOnlyFirst(script.script.items[0]?.pipeline.commands[0], command) || run.command?.form !== 'shell') return [];
  if (!second || first?.operator?.text !== '&&' || !directory || args.length > 1 || /\s/.test(directory.text)) return [];
  const line = source.text.slice(source.text.lastIndexOf('\n', run.keyword.span.start - 1) + 1, run.keyword.span.start);
  if (line.trim() !== '' || !script.isVerbatim || /^[~-]/.test(directory.text)) return [];
  const { start } = run.keyword.span;
  const written = script.spanOf(directory);
  const lineBreak = source.text.includes('\r\n') ? '\r\n' : '\n';
  const workdir = `WORKDIR ${source.text.slice(written.start, written.end)}${lineBreak}${line}`;
  const end = script.spanOf(second.pipeline).start;
  return [
    {
      title: message('Convert to WORKDIR'),
      edits: [
        { span: { start, end: start }, newText: workdir },
        { span: { start: script.spanOf(command).start, end }, newText: '' },
      ],
    },
  ];
}

function isOnlyFirst(first: { readonly kind: string } | undefined, command: SimpleCommand): boolean {
  return first === command && command.redirections.length === 0 && command.assignments.length === 0;
}
