import { noFindings } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { DockerfileRule } from '../lint/rule.ts';

export const fromPlatformFlagConstDisallowed: DockerfileRule<'stage'> = {
  id: 'FromPlatformFlagConstDisallowed',
  aliases: ['DL3029'],
  severity: 'warning',
  profile: 'build',
  category: 'maintainability',
  summary: 'The platform of a base image is a variable, not a constant.',
  why:
    'A fixed platform makes the image of that platform only, whatever `docker build --platform` asks for. Use ' +
    '`$BUILDPLATFORM` for a stage that runs on the building machine, and no flag for the target. Where a platform is ' +
    'meant, let the name of the stage say so: nothing is reported then.',
  examples: [
    { bad: 'FROM --platform=«linux/amd64» alpine:3.22 AS build\n' },
    { good: 'FROM --platform=$BUILDPLATFORM alpine:3.22 AS build\n' },
    { good: 'FROM --platform=linux/arm64 alpine:3.22 AS build-arm64\n' },
  ],
  nodes: ['stage'],
  check({ from, name }) {
    const flag = from.flags.find((other) => other.name === 'platform');
    const { value, valueWord } = flag ?? {};
    if (!value || !valueWord || value.includes('$')) return noFindings;
    const stageName = name?.text.toLowerCase() ?? '';
    if (platformNames(value).some((part) => stageName.includes(part))) return noFindings;
    const edits = [{ span: valueWord.span, newText: '$BUILDPLATFORM' }];
    return [
      {
        span: valueWord.span,
        message: message(
          'The platform {0} is fixed. Use a variable such as {1}, or leave out the flag.',
          value,
          '$BUILDPLATFORM',
        ),
        fixes: [{ title: message('Change to {0}', '$BUILDPLATFORM'), edits }],
      },
    ];
  },
};

const otherNames: ReadonlyMap<string, string> = new Map([
  ['x86_64', 'amd64'],
  ['x86-64', 'amd64'],
  ['aarch64', 'arm64'],
  ['armhf', 'arm'],
  ['armel', 'arm'],
  ['i386', '386'],
  ['macos', 'darwin'],
]);

/** System and architecture, by their usual names. */
function platformNames(platform: string): readonly string[] {
  const parts = platform.toLowerCase().split('/').slice(0, 2).filter(Boolean);
  const names = parts.map((part) => otherNames.get(part) ?? part);
  // A lone architecture is one of Linux.
  return names.length === 1 ? [...names, 'linux'] : names;
}
