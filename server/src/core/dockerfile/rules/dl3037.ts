import { hasOption } from '../../shell/invocations.ts';
import { commandRule } from '../commands/commandRule.ts';
import { zypper } from '../commands/packages.ts';
import { unpinnedPackages } from '../commands/pinning.ts';

export const dl3037 = commandRule({
  id: 'DL3037',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'zypper install names the version of each package.',
  why:
    'Without a version, the image gets what the repositories have on the day of the build, or what the cache still ' +
    'holds. `package=1.2.3` keeps a build what it was.',
  examples: [
    { bad: 'FROM opensuse/leap:15\nRUN zypper -n install «git» curl=8.6.0 && zypper clean\n' },
    { bad: 'FROM opensuse/leap:15\nONBUILD RUN zypper in -y --from repo \\\n  «make»\n' },
    { good: "FROM opensuse/leap:15\nRUN zypper in -y git\\>=2.43 'make>4' tool-1.0-1.rpm ./tool $PACKAGES\n" },
    { good: 'FROM opensuse/leap:15\nRUN zypper in -y -t pattern devel_basis && zypper rm git\n' },
  ],
  find: (commands) =>
    unpinnedPackages(
      zypper,
      // Patterns and products have no version.
      commands.filter((command) => !hasOption(command, 't', 'type')),
      { isPinned: (text) => /[=<>/]|\.rpm$/.test(text), pinned: (text) => `${text}=1.2.3` },
    ),
});
