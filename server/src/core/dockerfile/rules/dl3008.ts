import { commandRule } from '../commands/commandRule.ts';
import { aptGet } from '../commands/packages.ts';
import { unpinnedPackages } from '../commands/pinning.ts';

export const dl3008 = commandRule({
  id: 'DL3008',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'apt-get install names the version of each package.',
  why:
    'Without a version, the image gets what the archive has on the day of the build, or what the cache still holds. ' +
    '`package=1.2.*` keeps a build what it was, at a price: the archives of Debian and Ubuntu drop old versions, and ' +
    'the build fails then.',
  examples: [
    { bad: 'FROM debian:13\nRUN apt-get update && apt-get install -y «git» curl=8.14.*\n' },
    { bad: 'FROM debian:13\nRUN apt-get -t trixie-backports install \\\n    «git» \\\n    «"curl"»\n' },
    {
      bad: 'FROM debian:13\nRUN <<EOF\napt-get update\napt-get install -y «git»\nEOF\nONBUILD RUN ["apt-get", "install", «"make"»]\n',
    },
    { good: 'FROM debian:13\nRUN apt-get install -y git=1:2.47.* ./tool_1.0.deb nginx/trixie-backports $EXTRA old-\n' },
    { good: 'FROM debian:13\nRUN apt-get install -y -t=sid --option Dpkg::Use-Pty=0 git=1:2.47.*\n' },
  ],
  find: (commands) =>
    unpinnedPackages(aptGet, commands, {
      // A dash at the end takes the package away.
      isPinned: (text) => /[=/]|\.deb$|-$/.test(text),
      pinned: (text) => `${text}=1.2.*`,
    }),
});
