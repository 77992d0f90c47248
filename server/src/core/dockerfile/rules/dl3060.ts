import { perObject } from '../../perObject.ts';
import type { Finding } from '../../lint/rule.ts';
import { hasArgument } from '../../shell/invocations.ts';
import { leavesLayer, posixRuns } from '../commands/fileRuns.ts';
import { removes, uncleaned } from '../commands/leftovers.ts';
import { throwawayFolders } from '../commands/mountTargets.ts';
import { installationsBy, programOf, yarn } from '../commands/packages.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import { commandsOf } from '../commands/runCommands.ts';

export const dl3060: DockerfileRule<'file'> = {
  id: 'DL3060',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'size',
  summary: 'yarn cache clean follows yarn install.',
  why:
    'yarn keeps a copy of every package that it downloads, and the image has it a second time. The copies only ' +
    'disappear where the same RUN deletes them, as each RUN is a layer of its own. Only the last stage is looked at, ' +
    'and those it builds on.',
  examples: [
    {
      bad: 'FROM node:24\nRUN «yarn install» --frozen-lockfile\n',
      fixed: 'FROM node:24\nRUN yarn install --frozen-lockfile && yarn cache clean\n',
    },
    {
      bad: 'FROM node:24 AS base\nRUN yarn cache clean \\\n  && «yarn add» left-pad\nFROM base\nONBUILD RUN «yarn install»\n',
      fixed:
        'FROM node:24 AS base\nRUN yarn cache clean \\\n  && yarn add left-pad \\\n  && yarn cache clean\nFROM base\nONBUILD RUN yarn install && yarn cache clean\n',
    },
    { good: 'FROM node:24\nRUN yarn install && yarn build && yarn cache clean\n' },
    { good: 'FROM node:24 AS build\nRUN yarn install\nFROM nginx:1.29\nCOPY --from=build /app /app\n' },
    { good: 'FROM node:24\nRUN --mount=type=cache,target=/usr/local/share/.cache/yarn yarn install\n' },
    { good: 'FROM node:24\nRUN yarn run install && yarn install && rm -rf ~/.cache\n' },
  ],
  nodes: ['file'],
  check: (model, source) =>
    posixRuns(model)
      .filter(leavesLayer(model))
      .flatMap(({ node: run }): readonly Finding[] => {
        if (!installs(run, source.text)) return [];
        if (throwawayFolders(run).some((folder) => /yarn|\.cache$/.test(folder))) return [];
        return uncleaned(
          yarn,
          { commands: commandsOf(run, source.text), run, source },
          {
            verbs: yarn.verbs,
            isClean: (command) =>
              removes(command, /(?:^|\/)\.cache(?:\/yarn|\/\*|\/?$)|\/\.yarn\/(?:berry\/)?cache/) ||
              (yarn.program.test(programOf(command.name)) && hasArgument(command, 'clean')),
            clean: () => 'yarn cache clean',
          },
        );
      }),
};

const installs = perObject(
  (run: InstructionOf<'run'>, text: string) => installationsBy(yarn, commandsOf(run, text)).length > 0,
);
