import { commandRule } from '../commands/commandRule.ts';
import { yum } from '../commands/packages.ts';
import { isPinnedRpm, unpinnedPackages } from '../commands/pinning.ts';

export const dl3033 = commandRule({
  id: 'DL3033',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'yum install names the version of each package.',
  why:
    'Without a version, the image gets what the repositories have on the day of the build, or what the cache still ' +
    'holds. `package-1.2.3` keeps a build what it was.',
  examples: [
    { bad: 'FROM centos:7\nRUN yum install -y «git» curl-7.29.0 && yum clean all\n' },
    { bad: 'FROM centos:7\nRUN yum -y install \\\n    «libstdc++-devel» \\\n    «gcc-c++»\n' },
    { bad: 'FROM centos:7\nONBUILD RUN yum module install -y «nodejs»\n' },
    { good: 'FROM centos:7\nRUN yum install -y git-1.8.3.1 httpd-2.4.6-99.el7 tool.rpm @group ./tool $PACKAGES\n' },
    { good: 'FROM centos:7\nRUN yum module install -y nodejs:18 && yum update git\n' },
  ],
  find: (commands) =>
    unpinnedPackages(yum, commands, {
      isPinned: isPinnedRpm,
      pinned: (text) => `${text}-1.2.3`,
    }),
});
