import { noFindings } from '../../lint/rule.ts';
import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { LastCommand } from '../commands/lastCommand.ts';
import { isAlone, lastCommandOf } from '../commands/lastCommand.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const lostVariable: DockerfileRule<'run'> = {
  id: 'lost-variable',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'A RUN does not end by setting variables of its shell.',
  why:
    'Each RUN starts a shell of its own, and what it exports, sources or gives an alias is gone at its end. Use ENV for ' +
    'variables that shall stay, put `/venv/bin` first into PATH instead of activating a virtual environment, or go on ' +
    'in the same RUN with `&&`.',
  examples: [
    { bad: 'FROM debian:13\nRUN «export» A=1\nRUN echo $A\n', fixed: 'FROM debian:13\nENV A=1\nRUN echo $A\n' },
    { bad: 'FROM debian:13\nRUN «export» PATH="/a b:$PATH"\n', fixed: 'FROM debian:13\nENV PATH="/a b:$PATH"\n' },
    {
      bad: 'FROM python:3.13\nRUN python -m venv /v && «.» /v/bin/activate\nRUN «source» ~/.bashrc\nRUN «alias» ll="ls -l"\n',
    },
    { bad: 'FROM debian:13\nRUN «export» A=$(date)\nRUN «A»=1\nRUN make && «export» A\n' },
    {
      good: 'FROM debian:13\nRUN export A=1 && make\nRUN . /v/bin/activate; pip install x\nRUN A=1 make\nRUN . ./install.sh\n',
    },
    {
      good: 'FROM debian:13\nRUN echo "export A=1" >> ~/.bashrc\nRUN (export A=1)\nRUN if true; then export A=1; fi\n',
    },
  ],
  nodes: ['run'],
  triggers: true,
  check(run, { text, shell }) {
    const last = shell === 'posix' ? lastCommandOf(run, text) : undefined;
    const span = last && lostPart(last);
    if (!last || !span) return noFindings;
    const fixes = fixOf(run, last);
    return [
      {
        span: last.script.spanOf(span),
        message: message('This has no effect behind this RUN. Use ENV, or go on in the same RUN.'),
        ...(fixes.length > 0 ? { fixes } : {}),
      },
    ];
  },
};

/** The name of the command, or of the variable, whose effect ends with the shell. */
function lostPart({ command }: LastCommand): { readonly start: number; readonly end: number } | undefined {
  const [name, file] = command.words;
  if (command.redirections.length > 0) return undefined;
  if (!name) return command.assignments[0]?.nameSpan;
  if (name.text === 'export' || name.text === 'alias') return file && name;
  // Other scripts may do more than to set variables.
  return (name.text === '.' || name.text === 'source') && file && settings.test(file.text) ? name : undefined;
}

const settings =
  /(?:^|\/)(?:activate|\.(?:bashrc|profile|bash_profile|zshrc|zprofile)|profile|environment|\.?env(?:\.sh)?|setvars\.sh|setup\.bash|nvm\.sh|sdkman-init\.sh|conda\.sh)$/;

/** `RUN export A=1` → `ENV A=1`, where ENV reads the value just as the shell does. */
function fixOf(run: InstructionOf<'run'>, { command, isOnly }: LastCommand): readonly Fix[] {
  const word = run.command?.form === 'shell' ? run.command.word : undefined;
  const [name, ...pairs] = command.words;
  if (!isOnly || !isAlone(run) || !word || name?.text !== 'export' || command.assignments.length > 0) return [];
  const written = pairs.map(({ start, end }) => word.text.slice(start, end));
  if (!written.every((pair) => /^\w+=(?:[\w./:@%+,=-]|\$\w+|\$\{\w+\}|"(?:[^"\\`$]|\$\w+|\$\{\w+\})*")+$/.test(pair)))
    return [];
  const isLower = run.keyword.text === run.keyword.text.toLowerCase();
  const edits = [
    { span: run.keyword.span, newText: isLower ? 'env' : 'ENV' },
    { span: word.span, newText: written.join(' ') },
  ];
  return [{ title: message('Change to {0}', 'ENV'), edits, preferred: true }];
}
