import { argumentsIn, hasOption } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { commandRule, insertBehind, spanOfName } from '../commands/commandRule.ts';
import { programOf } from '../commands/packages.ts';
import type { RunCommand } from '../commands/runCommands.ts';

export const dl3046 = commandRule({
  id: 'DL3046',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'size',
  summary: 'useradd with a large number has the option --no-log-init.',
  why:
    'useradd makes room for the user in `/var/log/lastlog` and `/var/log/faillog`, two files that are indexed by the ' +
    'number of the user. They have holes on disk, but not in a layer: for a number of six digits it has many ' +
    'megabytes, for one of ten it fills the disk. `--no-log-init` leaves the files alone.',
  examples: [
    {
      bad: 'FROM debian:13\nRUN «useradd» -u 123456 app\n',
      fixed: 'FROM debian:13\nRUN useradd --no-log-init -u 123456 app\n',
    },
    {
      bad: 'FROM debian:13\nRUN sudo «/usr/sbin/useradd» \\\n  -m --uid=1000570000 app && «useradd» -mu 100000 b\n',
      fixed:
        'FROM debian:13\nRUN sudo /usr/sbin/useradd --no-log-init \\\n  -m --uid=1000570000 app && useradd --no-log-init -mu 100000 b\n',
    },
    { good: 'FROM debian:13\nRUN useradd -u 12345 app && useradd -u $ID 123456 && useradd 123456\n' },
    { good: 'FROM debian:13\nRUN useradd -l -u 123456 app && useradd --no-log-init --uid 123456 app\n' },
  ],
  find: (commands) =>
    commands
      .filter(
        (command) =>
          programOf(command.name) === 'useradd' && isLarge(command) && !hasOption(command, 'l', 'no-log-init'),
      )
      .map((command) => ({
        span: spanOfName(command),
        message: message('With so large a number, useradd makes a layer of many megabytes: add {0}.', '--no-log-init'),
        fixes: insertBehind(command, command.nameWord, ' --no-log-init', message('Add {0}', '--no-log-init')),
      })),
});

const withValue = (
  'b base-dir c comment d home-dir e expiredate f inactive g gid G groups k skel K key p password R root P prefix ' +
  's shell u uid Z selinux-user'
).split(' ');

function isLarge({ args }: RunCommand): boolean {
  const { values } = argumentsIn(args, { withValue });
  const isLong = values.some(({ name, value }) => /^u(?:id)?$/.test(name) && /^\d{6,}$/.test(value.text));
  return isLong || args.some(({ text }) => /^(?:--uid=|-u)\d{6,}$/.test(text));
}
