import { commandRule } from '../commands/commandRule.ts';
import { hasArgument } from '../../shell/invocations.ts';
import { removes, uncleaned } from '../commands/leftovers.ts';
import { isWithin, throwawayFolders } from '../commands/mountTargets.ts';
import { programOf, yum } from '../commands/packages.ts';

export const dl3032 = commandRule({
  id: 'DL3032',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'size',
  summary: 'yum clean all follows yum install.',
  why:
    'yum keeps the lists of all packages in `/var/cache/yum`: tens of megabytes that the image never needs again. They ' +
    'only disappear where the same RUN deletes them, as each RUN is a layer of its own.',
  examples: [
    {
      bad: 'FROM centos:7\nRUN «yum install» -y git\n',
      fixed: 'FROM centos:7\nRUN yum install -y git && yum clean all\n',
    },
    {
      bad: 'FROM centos:7\nRUN yum clean all && \\\n    yum -y install git && \\\n    «yum -y install» make\n',
      fixed:
        'FROM centos:7\nRUN yum clean all && \\\n    yum -y install git && \\\n    yum -y install make && \\\n    yum clean all\n',
    },
    { good: 'FROM centos:7\nRUN yum install -y git && yum clean all\n' },
    { good: 'FROM centos:7\nRUN yum install -y git && make && rm -rf /var/cache/yum/*\n' },
    { good: 'FROM centos:7\nRUN --mount=type=cache,target=/var/cache/yum yum install -y git\nRUN yum list\n' },
  ],
  find(commands, run, source) {
    const folders = throwawayFolders(run);
    if (isWithin('/var/cache/yum', folders) || isWithin('/var/cache/dnf', folders)) return [];
    return uncleaned(
      yum,
      { commands, run, source },
      {
        verbs: ['install', 'reinstall', 'groupinstall', 'localinstall', 'update', 'upgrade'],
        isClean: (command) =>
          removes(command, /^\/var\/cache(?:\/(?:yum|dnf|\*|\{[^}]*\b(?:yum|dnf)\b)|\/?$)/) ||
          // One program by two names.
          (/^(?:yum|dnf)$/.test(programOf(command.name)) && hasArgument(command, 'clean')),
        clean: () => 'yum clean all',
      },
    );
  },
});
