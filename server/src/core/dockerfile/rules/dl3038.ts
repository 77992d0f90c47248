import { hasOption } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { commandRule, insertBehind } from '../commands/commandRule.ts';
import { unconfirmed } from '../commands/confirmation.ts';
import { dnf } from '../commands/packages.ts';

export const dl3038 = commandRule({
  id: 'DL3038',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'dnf install has the option -y.',
  why:
    'dnf asks before it installs anything. During a build nobody answers, and it gives up: the build fails. `-y` answers ' +
    'yes. Older releases of microdnf never ask, newer ones do.',
  examples: [
    {
      bad: 'FROM fedora:43\nRUN «dnf install» git && «dnf \\\n  groupinstall» tools\n',
      fixed: 'FROM fedora:43\nRUN dnf install -y git && dnf \\\n  groupinstall -y tools\n',
    },
    {
      bad: 'FROM fedora:43\nONBUILD RUN «microdnf install» git\n',
      fixed: 'FROM fedora:43\nONBUILD RUN microdnf install -y git\n',
    },
    { good: 'FROM fedora:43\nRUN dnf install -y git && dnf -y install git && dnf install --assumeyes git\n' },
    { good: 'FROM fedora:43\nRUN yes | dnf install git && dnf list && notdnf install git\n' },
  ],
  find: (commands) =>
    unconfirmed(dnf, commands, {
      verbs: ['install', 'reinstall', 'groupinstall', 'localinstall'],
      option: '-y',
      isConfirmed: ({ command }) => hasOption(command, 'y', 'assumeyes', 'assumeno', 'downloadonly'),
      fix: ({ command, verb }) => insertBehind(command, verb, ' -y', message('Add {0}', '-y')),
    }),
});
