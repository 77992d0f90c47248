import type { Fix } from '../../lint/rule.ts';
import { argumentsIn } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { commandRule, spanOfName } from '../commands/commandRule.ts';
import { apt } from '../commands/packages.ts';
import type { RunCommand } from '../commands/runCommands.ts';

export const dl3027 = commandRule({
  id: 'DL3027',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'maintainability',
  summary: 'RUN uses apt-get or apt-cache, and not apt.',
  why:
    '`apt` is made for people at a terminal: its output and its behaviour may change with each release, as it says ' +
    'itself when it is used in a script. `apt-get` and `apt-cache` stay as they are.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN «apt» update && sudo «apt» install -y \\\n    git\n',
      fixed: 'FROM debian:13\nRUN apt-get update && sudo apt-get install -y \\\n    git\n',
    },
    {
      bad: 'FROM debian:13\nONBUILD RUN «apt» -q show git && «apt» full-upgrade -y\n',
      fixed: 'FROM debian:13\nONBUILD RUN apt-cache -q show git && apt-get dist-upgrade -y\n',
    },
    { bad: 'FROM debian:13\nRUN [«"apt"», "update"]\nRUN «apt» list --installed\n' },
    { good: 'FROM debian:13\nRUN apt-get install -y apt && ls /etc/apt && echo apt\n' },
  ],
  find: (commands) =>
    commands
      .filter(({ name }) => name === 'apt')
      .map((command) => ({
        span: spanOfName(command),
        message: message('apt is made for people at a terminal: scripts use apt-get and apt-cache.'),
        fixes: toScriptable(command),
      })),
});

const programs: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    'autoclean autoremove build-dep changelog clean download install purge reinstall remove satisfy source update'
      .split(' ')
      .map((verb) => [verb, 'apt-get']),
  ),
  ...Object.fromEntries('depends policy rdepends search show showpkg'.split(' ').map((verb) => [verb, 'apt-cache'])),
  upgrade: 'apt-get',
  'full-upgrade': 'apt-get',
  'dist-upgrade': 'apt-get',
};

function toScriptable(command: RunCommand): readonly Fix[] {
  const { nameWord, args, script } = command;
  const [verb] = argumentsIn(args, apt).operands;
  const program = verb && Object.hasOwn(programs, verb.text) ? programs[verb.text] : undefined;
  if (!verb || program === undefined || !script.isVerbatim) return [];
  const edits = [{ span: script.spanOf(nameWord), newText: program }];
  if (verb.text === 'full-upgrade') edits.push({ span: script.spanOf(verb), newText: 'dist-upgrade' });
  // `apt upgrade` installs new packages where it must, `apt-get upgrade` does not.
  return [{ title: message('Use {0}', program), edits, preferred: verb.text !== 'upgrade' }];
}
