import { commandRule } from '../commands/commandRule.ts';
import { dnf } from '../commands/packages.ts';
import { isPinnedRpm, unpinnedPackages } from '../commands/pinning.ts';

export const dl3041 = commandRule({
  id: 'DL3041',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'dnf install names the version of each package.',
  why:
    'Without a version, the image gets what the repositories have on the day of the build, or what the cache still ' +
    'holds. `package-1.2.3` keeps a build what it was.',
  examples: [
    { bad: 'FROM fedora:43\nRUN dnf install -y «git» curl-8.15.0 && dnf clean all\n' },
    { bad: 'FROM fedora:43\nRUN microdnf -y install \\\n    «python3-pip»\n' },
    { bad: 'FROM fedora:43\nONBUILD RUN dnf module install -y «nodejs»\n' },
    { good: 'FROM fedora:43\nRUN dnf install -y git-2.51.0 tool.rpm @group https://a.example/b.rpm $PACKAGES\n' },
    {
      good: 'FROM fedora:43\nRUN dnf module install -y nodejs:22 && dnf group install -y tools && notdnf install git\n',
    },
  ],
  find: (commands) =>
    unpinnedPackages(dnf, commands, {
      isPinned: isPinnedRpm,
      pinned: (text) => `${text}-1.2.3`,
    }),
});
