import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';

/** What the value of a flag is; decides what is completed and what is accepted. */
type FlagValue =
  'boolean' | 'text' | 'platform' | 'stage' | 'owner' | 'mode' | 'mount' | 'duration' | 'count' | 'digest' | 'choice';

/** A flag of an instruction. BuildKit declares them in frontend/dockerfile/instructions/parse.go. */
export interface FlagSpec {
  /** Without dashes. */
  readonly name: string;
  readonly value: FlagValue;
  readonly summary: Message;
  /** With its value, as one would write it. */
  readonly example: string;
  /** Common values; for a choice, all of them. */
  readonly values?: readonly string[];
  readonly isRepeatable?: boolean;
  /** The version of the Dockerfile syntax that brought it. */
  readonly since?: string;
  /** What is in force without the flag. */
  readonly fallback?: string;
}

const chown: FlagSpec = {
  name: 'chown',
  value: 'owner',
  summary: message(
    'Who owns the copied files: a user and, behind a colon, a group, by name or number. Without it they belong to root. Names are looked up in /etc/passwd and /etc/group of the image.',
  ),
  example: '--chown=node:node',
};

const chmod: FlagSpec = {
  name: 'chmod',
  value: 'mode',
  summary: message('The permissions of the copied files, as octal number or in the letters of chmod.'),
  example: '--chmod=755',
  values: ['644', '755', '600', 'u=rwX,go=rX'],
  since: '1.2',
};

const link: FlagSpec = {
  name: 'link',
  value: 'boolean',
  summary: message(
    'Puts the files into a layer of their own that does not depend on the layers before, so that it stays cached when those change. Symbolic links in the path of the destination are not followed.',
  ),
  example: '--link',
  since: '1.4',
};

const exclude: FlagSpec = {
  name: 'exclude',
  value: 'text',
  summary: message('A pattern of files that are left out, in the form of .dockerignore. May be repeated.'),
  example: '--exclude=*.md',
  values: ['**/.git', '**/node_modules', '**/*.md', '**/*.log'],
  isRepeatable: true,
  since: '1.19',
};

/** FROM */
export const fromFlags: readonly FlagSpec[] = [
  {
    name: 'platform',
    value: 'platform',
    summary: message(
      'Which platform of a multi-platform image to use. `$BUILDPLATFORM` is the machine that builds, for tools that cross-compile; `$TARGETPLATFORM` is the default.',
    ),
    example: '--platform=$BUILDPLATFORM',
    values: [
      '$BUILDPLATFORM',
      '$TARGETPLATFORM',
      'linux/amd64',
      'linux/arm64',
      'linux/arm/v7',
      'linux/arm/v6',
      'linux/386',
      'linux/ppc64le',
      'linux/riscv64',
      'linux/s390x',
      'windows/amd64',
    ],
  },
];

/** RUN */
export const runFlags: readonly FlagSpec[] = [
  {
    name: 'mount',
    value: 'mount',
    summary: message(
      'Makes a directory or file available while the command runs, and only then: a cache, files of the build context or of another stage, a secret, an SSH agent, or memory. May be repeated.',
    ),
    example: '--mount=type=cache,target=/root/.cache',
    isRepeatable: true,
    since: '1.2',
  },
  {
    name: 'network',
    value: 'choice',
    summary: message('Which network the command sees: the default one, none at all, or that of the host.'),
    example: '--network=none',
    values: ['default', 'none', 'host'],
    since: '1.3',
    fallback: 'default',
  },
  {
    name: 'security',
    value: 'choice',
    summary: message(
      '`insecure` runs the command without sandbox, with all privileges. The builder must allow it by the entitlement security.insecure.',
    ),
    example: '--security=insecure',
    values: ['sandbox', 'insecure'],
    since: '1.20',
    fallback: 'sandbox',
  },
  {
    name: 'device',
    value: 'text',
    summary: message('A device of the builder that the command may use, by its CDI name. May be repeated.'),
    example: '--device=nvidia.com/gpu=all',
    isRepeatable: true,
    since: '1.14-labs',
  },
];

/** COPY */
export const copyFlags: readonly FlagSpec[] = [
  {
    name: 'from',
    value: 'stage',
    summary: message(
      'Copies out of an earlier stage, another image or a named context instead of the build context. The value is a name, or the number of a stage.',
    ),
    example: '--from=build',
  },
  chown,
  chmod,
  link,
  {
    name: 'parents',
    value: 'boolean',
    summary: message(
      'Keeps the directories of the sources below the destination. `/./` in a source marks where the part to keep begins.',
    ),
    example: '--parents',
    since: '1.20',
  },
  exclude,
];

/** ADD */
export const addFlags: readonly FlagSpec[] = [
  chown,
  chmod,
  link,
  {
    name: 'keep-git-dir',
    value: 'boolean',
    summary: message('Keeps the .git directory when the source is a Git repository.'),
    example: '--keep-git-dir=true',
    since: '1.1',
  },
  {
    name: 'checksum',
    value: 'digest',
    summary: message(
      'The digest that the downloaded file must have, or the commit of a Git source. The build fails when it differs.',
    ),
    example: '--checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d',
    values: ['sha256:'],
    since: '1.6',
  },
  {
    name: 'unpack',
    value: 'boolean',
    summary: message('Whether archives are unpacked. By default local archives are, and downloaded ones are not.'),
    example: '--unpack=true',
    since: '1.17',
  },
  exclude,
];

/** HEALTHCHECK */
export const healthcheckFlags: readonly FlagSpec[] = [
  {
    name: 'interval',
    value: 'duration',
    summary: message('The time between two checks.'),
    example: '--interval=30s',
    values: ['10s', '30s', '1m', '5m'],
    fallback: '30s',
  },
  {
    name: 'timeout',
    value: 'duration',
    summary: message('A check that takes longer counts as failed.'),
    example: '--timeout=3s',
    values: ['3s', '10s', '30s'],
    fallback: '30s',
  },
  {
    name: 'start-period',
    value: 'duration',
    summary: message('The time that the container has to start. Failed checks do not count until it is over.'),
    example: '--start-period=10s',
    values: ['5s', '30s', '1m'],
    fallback: '0s',
  },
  {
    name: 'start-interval',
    value: 'duration',
    summary: message('The time between two checks during the start period. Needs Docker Engine 25 or later.'),
    example: '--start-interval=2s',
    values: ['1s', '5s'],
    fallback: '5s',
  },
  {
    name: 'retries',
    value: 'count',
    summary: message('After so many failed checks in a row the container counts as unhealthy.'),
    example: '--retries=3',
    values: ['3', '5'],
    fallback: '3',
  },
];
