import type { Markup } from '../../text/markup.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';

/** Arguments that every build accepts without ARG, in capital letters; they do not show in the history of the image. */
export const proxyArgs: readonly string[] = ['HTTP_PROXY', 'HTTPS_PROXY', 'FTP_PROXY', 'NO_PROXY', 'ALL_PROXY'];

/** Arguments that the builder itself reads, where a Dockerfile declares them. */
export const builderArgs: readonly { readonly name: string; readonly summary: Message }[] = [
  {
    name: 'SOURCE_DATE_EPOCH',
    summary: message(
      'The time, in seconds since 1970, that the image and its files get, so that builds can be repeated.',
    ),
  },
  {
    name: 'BUILDKIT_SBOM_SCAN_CONTEXT',
    summary: message('With `true`, the list of software in the image (SBOM) also covers the build context.'),
  },
  {
    name: 'BUILDKIT_SBOM_SCAN_STAGE',
    summary: message('With `true`, the list of software in the image (SBOM) also covers this stage.'),
  },
];

const summaries: ReadonlyMap<string, Message> = new Map([
  ['TARGETPLATFORM', message('The platform that the image is built for, such as `linux/arm64`.')],
  ['TARGETOS', message('The operating system that the image is built for, such as `linux`.')],
  ['TARGETOSVERSION', message('The version of the operating system that the image is built for; on Windows only.')],
  ['TARGETARCH', message('The architecture that the image is built for, such as `arm64`.')],
  ['TARGETVARIANT', message('The variant of the architecture that the image is built for, such as `v7`.')],
  ['TARGETSTAGE', message('The name of the stage that is built, as `--target` gives it.')],
  ['BUILDPLATFORM', message('The platform of the machine that builds, such as `linux/amd64`.')],
  ['BUILDOS', message('The operating system of the machine that builds.')],
  ['BUILDOSVERSION', message('The version of the operating system of the machine that builds.')],
  ['BUILDARCH', message('The architecture of the machine that builds, such as `amd64`.')],
  ['BUILDVARIANT', message('The variant of the architecture of the machine that builds.')],
  [
    'PATH',
    message(
      'The folders in which programs are looked for. The base image says which; where it does not, those of the builder: `/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`.',
    ),
  ],
  ...builderArgs.map(({ name, summary }): [string, Message] => [name, summary]),
  ...proxyArgs.map((name): [string, Message] => [
    name,
    message(
      'A proxy for the network access of the build. Every build accepts it without ARG, and the history does not show it.',
    ),
  ]),
]);

/** What a variable is that the builder sets; nothing for others. */
export function variableDocs(name: string): Markup {
  const summary = summaries.get(name);
  if (!summary) return [];
  const href = `https://docs.docker.com/reference/dockerfile/#${anchorOf(name)}`;
  return [
    { kind: 'text', text: summary },
    { kind: 'link', label: message('Dockerfile reference'), href },
  ];
}

function anchorOf(name: string): string {
  if (name === 'PATH') return 'env';
  if (proxyArgs.includes(name)) return 'predefined-args';
  const isBuilderArg = builderArgs.some((arg) => arg.name === name);
  return isBuilderArg ? 'buildkit-built-in-build-args' : 'automatic-platform-args-in-the-global-scope';
}
