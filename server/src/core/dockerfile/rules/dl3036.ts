import { hasArgument } from '../../shell/invocations.ts';
import { commandRule } from '../commands/commandRule.ts';
import { removes, uncleaned } from '../commands/leftovers.ts';
import { isWithin, throwawayFolders } from '../commands/mountTargets.ts';
import { programOf, zypper } from '../commands/packages.ts';

export const dl3036 = commandRule({
  id: 'DL3036',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'size',
  summary: 'zypper clean follows zypper install.',
  why:
    'zypper keeps the lists of all packages in `/var/cache/zypp`: tens of megabytes that the image never needs again. ' +
    'They only disappear where the same RUN deletes them, as each RUN is a layer of its own.',
  examples: [
    {
      bad: 'FROM opensuse/leap:15\nRUN «zypper -n install» git\n',
      fixed: 'FROM opensuse/leap:15\nRUN zypper -n install git && zypper clean\n',
    },
    {
      bad: 'FROM opensuse/leap:15\nRUN <<EOF\nset -e\nzypper clean\n«zypper -n in» git\nEOF\n',
      fixed: 'FROM opensuse/leap:15\nRUN <<EOF\nset -e\nzypper clean\nzypper -n in git\nzypper clean\nEOF\n',
    },
    { good: 'FROM opensuse/leap:15\nRUN zypper -n install git && zypper clean --all\n' },
    { good: 'FROM opensuse/leap:15\nRUN zypper -n in git && zypper cc && zypper search git\n' },
    { good: 'FROM opensuse/leap:15\nRUN --mount=type=cache,target=/var/cache/zypp zypper -n in git\n' },
  ],
  find(commands, run, source) {
    if (isWithin('/var/cache/zypp', throwawayFolders(run))) return [];
    return uncleaned(
      zypper,
      { commands, run, source },
      {
        verbs: ['install', 'in', 'update', 'up', 'patch'],
        isClean: (command) =>
          removes(command, /^\/var\/cache(?:\/(?:zypp|\*|\{[^}]*\bzypp)|\/?$)/) ||
          (programOf(command.name) === 'zypper' && hasArgument(command, 'clean', 'cc')),
        clean: () => 'zypper clean',
      },
    );
  },
});
