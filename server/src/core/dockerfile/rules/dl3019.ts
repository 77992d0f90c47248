import { hasOption } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { commandRule, insertBehind } from '../commands/commandRule.ts';
import { isWithin, throwawayFolders } from '../commands/mountTargets.ts';
import { apk, installationsBy, spanOfInstallation } from '../commands/packages.ts';

export const dl3019 = commandRule({
  id: 'DL3019',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'size',
  summary: 'apk add has the option --no-cache.',
  why:
    '`apk add` needs the index of the packages. With `--no-cache` it fetches a fresh one and keeps nothing, so there is ' +
    'no need for `apk update` before it, nor for deleting `/var/cache/apk` behind it. With a cache mount there, the ' +
    'option is not wanted.',
  examples: [
    {
      bad: 'FROM alpine:3.22\nRUN «apk add» git && «apk add» -U \\\n  make\n',
      fixed: 'FROM alpine:3.22\nRUN apk add --no-cache git && apk add --no-cache -U \\\n  make\n',
    },
    {
      bad: 'FROM alpine:3.22\nONBUILD RUN --mount=type=cache,target=/var/cache/apt «apk --quiet add» git\n',
      fixed: 'FROM alpine:3.22\nONBUILD RUN --mount=type=cache,target=/var/cache/apt apk --quiet add --no-cache git\n',
    },
    { good: 'FROM alpine:3.22\nRUN apk add --no-cache git && apk --no-cache add make && apk del git\n' },
    { good: 'FROM alpine:3.22\nRUN --mount=type=cache,target=/var/cache/apk apk add -U git\n' },
  ],
  find(commands, run) {
    const folders = throwawayFolders(run);
    if (isWithin('/var/cache/apk', folders) || isWithin('/etc/apk/cache', folders)) return [];
    return installationsBy(apk, commands)
      .filter(({ command }) => !hasOption(command, 'no-cache', 'cache-dir'))
      .map((installation) => ({
        span: spanOfInstallation(installation),
        message: message('apk keeps its index in the image: add {0}.', '--no-cache'),
        fixes: insertBehind(installation.command, installation.verb, ' --no-cache', message('Add {0}', '--no-cache')),
      }));
  },
});
