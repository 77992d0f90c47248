import { hasOption } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { commandRule, insertBehind } from '../commands/commandRule.ts';
import { unconfirmed } from '../commands/confirmation.ts';
import { zypper } from '../commands/packages.ts';

export const dl3034 = commandRule({
  id: 'DL3034',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'zypper does not ask questions: it has the option --non-interactive or -y.',
  why:
    'zypper asks before it changes anything. During a build nobody answers, and it gives up: the build fails. ' +
    '`zypper --non-interactive install`, or `zypper install -y`, goes on by itself.',
  examples: [
    {
      bad: 'FROM opensuse/leap:15\nRUN «zypper install» git && sudo «zypper \\\n  rm» vim\n',
      fixed:
        'FROM opensuse/leap:15\nRUN zypper --non-interactive install git && sudo zypper --non-interactive \\\n  rm vim\n',
    },
    { bad: 'FROM opensuse/leap:15\nONBUILD RUN [«"zypper", "patch"»]\n' },
    {
      good: 'FROM opensuse/leap:15\nRUN zypper install -y git && zypper -n in git && zypper --non-interactive patch\n',
    },
    { good: 'FROM opensuse/leap:15\nRUN zypper in --no-confirm git && zypper search git\n' },
  ],
  find: (commands) =>
    unconfirmed(zypper, commands, {
      verbs: ['install', 'in', 'remove', 'rm', 'source-install', 'si', 'patch'],
      option: '--non-interactive',
      isConfirmed: ({ command }) => hasOption(command, 'y', 'n', 'no-confirm', 'non-interactive', 'dry-run', 'D'),
      fix: ({ command }) =>
        insertBehind(command, command.nameWord, ' --non-interactive', message('Add {0}', '--non-interactive')),
    }),
});
