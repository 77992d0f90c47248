import { hasOption } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { commandRule } from '../commands/commandRule.ts';
import { aptGet, installationsBy, spanOfInstallation } from '../commands/packages.ts';
import type { RunCommand } from '../commands/runCommands.ts';

export const dl3015 = commandRule({
  id: 'DL3015',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'size',
  summary: 'apt-get install has the option --no-install-recommends.',
  why:
    'apt-get also installs what the packages only recommend, which is often more than what is needed. ' +
    '`--no-install-recommends` leaves that out. Look whether something is missing then, such as `ca-certificates`, and ' +
    'name it.',
  examples: [
    { bad: 'FROM debian:13\nRUN apt-get update && «apt-get install» -y git\n' },
    { bad: 'FROM debian:13\nRUN «apt-get -y \\\n    install» git make\nONBUILD RUN «apt-get install» -y vim\n' },
    { good: 'FROM debian:13\nRUN apt-get install -y --no-install-recommends git\n' },
    { good: 'FROM debian:13\nRUN apt-get -o APT::Install-Recommends=false install -y git && apt-get remove -y vim\n' },
  ],
  find: (commands) =>
    installationsBy(aptGet, commands)
      .filter(({ command }) => !isWithoutRecommended(command))
      .map((installation) => {
        const { command, verb } = installation;
        const at = command.script.spanOf(verb).end;
        const edits = [{ span: { start: at, end: at }, newText: ' --no-install-recommends' }];
        return {
          span: spanOfInstallation(installation),
          message: message('apt-get also installs what is only recommended: add {0}.', '--no-install-recommends'),
          // What was only recommended may be needed: the reader decides.
          fixes: command.script.isVerbatim ? [{ title: message('Add {0}', '--no-install-recommends'), edits }] : [],
        };
      }),
});

function isWithoutRecommended(command: RunCommand): boolean {
  if (hasOption(command, 'no-install-recommends')) return true;
  return command.args.some(({ text }) => /^(?:-o)?APT::Install-Recommends=(?:"?(?:false|0|no))/i.test(text));
}
