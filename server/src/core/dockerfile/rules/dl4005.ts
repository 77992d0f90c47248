import type { Fix } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import { argumentsIn } from '../../shell/invocations.ts';
import { commandRule, spanOfCommand } from '../commands/commandRule.ts';
import { programOf } from '../commands/packages.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { RunCommand } from '../commands/runCommands.ts';

export const dl4005 = commandRule({
  id: 'DL4005',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'SHELL chooses another shell, and not a link at /bin/sh.',
  why:
    'All programs of the image rely on `/bin/sh`, and it may behave differently with each base image. ' +
    '`SHELL ["/bin/bash", "-c"]` says who reads the RUN, CMD and ENTRYPOINT instructions behind it, and changes nothing ' +
    'else.',
  examples: [
    { bad: 'FROM debian:13\nRUN «ln -sf /bin/bash /bin/sh»\n' },
    {
      bad: 'FROM debian:13\nRUN rm /bin/sh && \\\n  «ln -s bash /bin/sh» && make\nONBUILD RUN «ln -sfv zsh /bin/sh»\n',
    },
    { good: 'FROM debian:13\nSHELL ["/bin/bash", "-c"]\nRUN ln -s /bin/sh /bin/shell && ln -s /opt/sh\n' },
  ],
  find: (commands, run) =>
    commands
      .filter(({ name, args }) => programOf(name) === 'ln' && args.at(-1)?.text === '/bin/sh' && args.length > 1)
      .map((command) => ({
        span: spanOfCommand(command),
        message: message('Use SHELL to choose another shell, and leave /bin/sh as it is.'),
        fixes: toShell(command, commands, run),
      })),
});

/** Where nothing else happens in the RUN. The image has another /bin/sh then: it is for the reader to decide. */
function toShell(
  { args, script }: RunCommand,
  commands: readonly RunCommand[],
  run: InstructionOf<'run'>,
): readonly Fix[] {
  const [target] = argumentsIn(args, { withValue: [] }).operands;
  const name = programOf(target?.text ?? '');
  const isAlone = commands.every((other) => programOf(other.name) === 'ln' || isRemoval(other)) && commands.length <= 2;
  if (!isAlone || !script.isVerbatim || !/^(?:ba|da|a|z|k)sh$/.test(name)) return [];
  const path = target?.text.startsWith('/') ? target.text : `/bin/${name}`;
  return [{ title: message('Convert to SHELL'), edits: [{ span: run.span, newText: `SHELL ["${path}", "-c"]` }] }];
}

function isRemoval({ name, args }: RunCommand): boolean {
  return /^(?:rm|mv|unlink)$/.test(name) && args.some(({ text }) => text === '/bin/sh');
}
