import { hasOption } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { commandRule, insertBehind } from '../commands/commandRule.ts';
import { unconfirmed } from '../commands/confirmation.ts';
import { yum } from '../commands/packages.ts';

export const dl3030 = commandRule({
  id: 'DL3030',
  aliases: [],
  severity: 'warning',
  profile: 'recommended',
  category: 'correctness',
  summary: 'yum install has the option -y.',
  why:
    'yum asks before it installs anything. During a build nobody answers, and it gives up: the build fails. `-y` answers ' +
    'yes.',
  examples: [
    {
      bad: 'FROM centos:7\nRUN «yum install» git && «yum \\\n  groupinstall» tools\n',
      fixed: 'FROM centos:7\nRUN yum install -y git && yum \\\n  groupinstall -y tools\n',
    },
    { bad: 'FROM centos:7\nONBUILD RUN [«"yum", "localinstall"», "a.rpm"]\n' },
    { good: 'FROM centos:7\nRUN yum install -y git && yum -y install git && yum --assumeyes install git\n' },
    { good: 'FROM centos:7\nRUN yes | yum install git && yum list\n' },
  ],
  find: (commands) =>
    unconfirmed(yum, commands, {
      verbs: ['install', 'reinstall', 'groupinstall', 'localinstall'],
      option: '-y',
      isConfirmed: ({ command }) => hasOption(command, 'y', 'assumeyes', 'assumeno', 'downloadonly'),
      fix: ({ command, verb }) => insertBehind(command, verb, ' -y', message('Add {0}', '-y')),
    }),
});
