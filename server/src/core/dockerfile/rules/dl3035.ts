import { message } from '../../text/message.ts';
import { commandRule } from '../commands/commandRule.ts';
import { installationsBy, spanOfInstallation, zypper } from '../commands/packages.ts';

export const dl3035 = commandRule({
  id: 'DL3035',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'maintainability',
  summary: 'RUN does not upgrade the whole distribution with zypper.',
  why:
    '`zypper dist-upgrade` may replace every package of the base image, or move it to another release: nobody knows ' +
    'what is in the image then, and all of it is stored a second time. Choose a newer base image instead.',
  examples: [
    { bad: 'FROM opensuse/leap:15\nRUN «zypper dup» && zypper -n install git\n' },
    { bad: 'FROM opensuse/leap:15\nONBUILD RUN «zypper -n \\\n  dist-upgrade» --from repo\n' },
    { good: 'FROM opensuse/leap:15\nRUN zypper -n install dup && zypper -n update git\n' },
  ],
  find: (commands) =>
    installationsBy(zypper, commands, ['dist-upgrade', 'dup', 'install', 'in'])
      .filter(({ verb }) => verb.text.startsWith('d'))
      .map((installation) => ({
        span: spanOfInstallation(installation),
        message: message('Choose a newer base image, instead of upgrading all that this one holds.'),
      })),
});
