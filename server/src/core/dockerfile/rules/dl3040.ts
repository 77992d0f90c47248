import { hasArgument } from '../../shell/invocations.ts';
import { commandRule } from '../commands/commandRule.ts';
import { removes, uncleaned } from '../commands/leftovers.ts';
import { isWithin, throwawayFolders } from '../commands/mountTargets.ts';
import { dnf, programOf } from '../commands/packages.ts';

export const dl3040 = commandRule({
  id: 'DL3040',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'size',
  summary: 'dnf clean all follows dnf install.',
  why:
    'dnf keeps the lists of all packages below `/var/cache`: tens of megabytes that the image never needs again. They ' +
    'only disappear where the same RUN deletes them, as each RUN is a layer of its own.',
  examples: [
    {
      bad: 'FROM fedora:43\nRUN «dnf install» -y git\n',
      fixed: 'FROM fedora:43\nRUN dnf install -y git && dnf clean all\n',
    },
    {
      bad: 'FROM fedora:43\nONBUILD RUN «microdnf -y install» \\\n      git \\\n      make\n',
      fixed:
        'FROM fedora:43\nONBUILD RUN microdnf -y install \\\n      git \\\n      make \\\n      && microdnf clean all\n',
    },
    {
      bad: 'FROM fedora:43\nRUN «dnf install» -y git && microdnf clean all\n',
      fixed: 'FROM fedora:43\nRUN dnf install -y git && microdnf clean all && dnf clean all\n',
    },
    { good: 'FROM fedora:43\nRUN dnf -y upgrade && dnf clean all && rm -rf /tmp/*\n' },
    { good: 'FROM fedora:43\nRUN dnf install -y git && rm -rf /var/cache/dnf /var/log/*\n' },
    { good: 'FROM fedora:43\nRUN --mount=type=cache,target=/var/cache/libdnf5 dnf install -y git\n' },
  ],
  find(commands, run, source) {
    const folders = throwawayFolders(run);
    if (['dnf', 'libdnf5', 'yum'].some((name) => isWithin(`/var/cache/${name}`, folders))) return [];
    return uncleaned(
      dnf,
      { commands, run, source },
      {
        verbs: ['install', 'reinstall', 'groupinstall', 'localinstall', 'update', 'upgrade'],
        isClean: (command, installer) =>
          removes(command, /^\/var\/cache(?:\/(?:dnf|libdnf5|yum|\*|\{[^}]*\b(?:dnf|yum)\b)|\/?$)/) ||
          (isSameProgram(command.name, installer.name) && hasArgument(command, 'clean')),
        clean: (program) => `${program} clean all`,
      },
    );
  },
});

/** dnf answers to three names; microdnf keeps what it has elsewhere. */
function isSameProgram(cleaner: string, installer: string): boolean {
  const names = /^microdnf$/.test(programOf(installer)) ? /^microdnf$/ : /^(?:dnf5?|yum)$/;
  return names.test(programOf(cleaner));
}
