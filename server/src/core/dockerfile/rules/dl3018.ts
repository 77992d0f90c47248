import { commandRule } from '../commands/commandRule.ts';
import { apk } from '../commands/packages.ts';
import { unpinnedPackages } from '../commands/pinning.ts';

export const dl3018 = commandRule({
  id: 'DL3018',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'apk add names the version of each package.',
  why:
    'Without a version, the image gets what the repository has on the day of the build. `package~=1.2` keeps a build ' +
    'what it was, at a price: Alpine only keeps the newest version of a release, so an exact one fails after a while.',
  examples: [
    { bad: 'FROM alpine:3.22\nRUN apk add --no-cache «git» curl=8.14.1-r2\n' },
    {
      bad: 'FROM alpine:3.22\nRUN apk add -t .deps \\\n    «gcc» \\\n    "make~=4.4"\nONBUILD RUN apk --no-cache add «git»\n',
    },
    { good: 'FROM alpine:3.22\nRUN apk add --no-cache --virtual .deps "gcc>14" make~4.4 tool-1.0.apk $PACKAGES\n' },
    {
      good: 'FROM alpine:3.22\nRUN apk add -X https://dl-cdn.alpinelinux.org/alpine/edge/testing git=2.49.1-r0 && apk del gcc\n',
    },
  ],
  find: (commands) =>
    unpinnedPackages(apk, commands, {
      isPinned: (text) => /[=~<>]|\.apk$/.test(text),
      pinned: (text) => `${text}~=1.2`,
    }),
});
