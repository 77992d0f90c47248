import { commandRule } from '../commands/commandRule.ts';
import { npm } from '../commands/packages.ts';
import { unpinnedPackages } from '../commands/pinning.ts';

export const dl3016 = commandRule({
  id: 'DL3016',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'maintainability',
  summary: 'npm install names the version of each package.',
  why:
    'Without a version, npm takes the newest one of the day: a build that worked yesterday can fail today. Write ' +
    '`package@1.2.3`, or list the package in package.json and use `npm ci`.',
  examples: [
    { bad: 'FROM node:24\nRUN npm install -g «typescript» eslint@9\n' },
    { bad: 'FROM node:24\nRUN npm install «@scope/tool» && npm i «git+https://git.example/tool.git»\n' },
    { bad: 'FROM node:24\nONBUILD RUN npm --loglevel verbose install \\\n  «"express"»\n' },
    { good: 'FROM node:24\nRUN npm install && npm install --omit dev && npm run install it && npm ci\n' },
    {
      good: 'FROM node:24\nRUN npm install -g @scope/tool@">=0.1.0" ./tool /src/tool tool.tgz npm@$NPM_VERSION $TOOLS\n',
    },
    { good: 'FROM node:24\nRUN npm install git://git.example/tool.git#v1.2.3\n' },
  ],
  find: (commands) =>
    unpinnedPackages(npm, commands, {
      isPinned: (text) => {
        if (/^git(?:\+\w+)?:\/\//.test(text)) return text.includes('#');
        return /^(?:\/|\.|~\/)|\.tar$|\.tar\.gz$|\.tgz$|^https?:|.@/.test(text);
      },
      pinned: (text) => `${text}@1.2.3`,
    }),
});
