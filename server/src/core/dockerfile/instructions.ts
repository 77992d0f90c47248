import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';
import type { FlagSpec } from './instructionFlags.ts';
import { addFlags, copyFlags, fromFlags, healthcheckFlags, runFlags } from './instructionFlags.ts';
import type { InstructionKind } from './parse/ast.ts';

/** Everything there is to know about an instruction; hover, completion and validation read it here. */
export interface InstructionSpec {
  readonly kind: InstructionKind;
  readonly keyword: string;
  /** One sentence. */
  readonly summary: Message;
  /** What one must know to use it well. */
  readonly docs: Message;
  /** How it is written. */
  readonly forms: readonly string[];
  readonly example: string;
  readonly flags: readonly FlagSpec[];
  /** The text that completion inserts. */
  readonly snippet: string;
  /** Whether ONBUILD accepts it. */
  readonly isTrigger: boolean;
  /** What to use instead of a deprecated instruction. */
  readonly insteadOf?: Message;
  readonly href: string;
}

/** All instructions, in the order in which a file usually has them. */
export const instructionSpecs: readonly InstructionSpec[] = [
  {
    kind: 'from',
    keyword: 'FROM',
    summary: message('Starts a build stage from a base image.'),
    docs: message(
      'Each FROM begins a new stage with the files and settings of its image, or of an earlier stage. A stage gets a name by `AS`, so that later stages can copy from it. `scratch` is an empty base. The last stage becomes the image.',
    ),
    forms: ['FROM [--platform=<platform>] <image>[:<tag>|@<digest>] [AS <name>]'],
    example: 'FROM node:22-alpine AS build',
    flags: fromFlags,
    snippet: 'FROM ${1:image}:${2:tag}',
    isTrigger: false,
    href: 'https://docs.docker.com/reference/dockerfile/#from',
  },
  {
    kind: 'arg',
    keyword: 'ARG',
    summary: message('Declares a variable that `docker build --build-arg` can set.'),
    docs: message(
      'It is visible from here to the end of the stage, and not in the container. Before the first FROM it serves the FROM lines; to use it in a stage, declare it there again without a value. Do not pass secrets this way: they stay in the history of the image.',
    ),
    forms: ['ARG <name>[=<default>] …'],
    example: 'ARG NODE_VERSION=22',
    flags: [],
    snippet: 'ARG ${1:name}=${2:default}',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#arg',
  },
  {
    kind: 'env',
    keyword: 'ENV',
    summary: message('Sets environment variables for the rest of the build and for the container.'),
    docs: message(
      'Stages that build on this one inherit them. All values of one ENV are expanded before any of them is set. A value with spaces needs quotes.',
    ),
    forms: ['ENV <name>=<value> …'],
    example: 'ENV NODE_ENV=production',
    flags: [],
    snippet: 'ENV ${1:name}=${2:value}',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#env',
  },
  {
    kind: 'label',
    keyword: 'LABEL',
    summary: message('Adds metadata to the image, as names and values.'),
    docs: message(
      'Names such as `org.opencontainers.image.source` are known to registries and tools. Labels of the base image are inherited; a label of the same name replaces the value.',
    ),
    forms: ['LABEL <name>=<value> …'],
    example: 'LABEL org.opencontainers.image.authors="team@example.com"',
    flags: [],
    snippet: 'LABEL ${1:name}="${2:value}"',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#label',
  },
  {
    kind: 'workdir',
    keyword: 'WORKDIR',
    summary: message('Sets the working directory for the instructions that follow, and for the container.'),
    docs: message('The directory is created when it is missing. A relative path starts at the previous WORKDIR.'),
    forms: ['WORKDIR <path>'],
    example: 'WORKDIR /app',
    flags: [],
    snippet: 'WORKDIR ${1:/app}',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#workdir',
  },
  {
    kind: 'copy',
    keyword: 'COPY',
    summary: message('Copies files from the build context, from a stage or from an image.'),
    docs: message(
      'Sources are paths in the build context and may have wildcards; what .dockerignore names is not there. The last argument is the destination; end it in `/` when it is a directory. Paths with spaces need the JSON form. A heredoc writes a file in place.',
    ),
    forms: ['COPY [flags] <source> … <destination>', 'COPY [flags] ["<source>", … "<destination>"]'],
    example: 'COPY --from=build /app/dist /usr/share/nginx/html/',
    flags: copyFlags,
    snippet: 'COPY ${1:source} ${2:destination}',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#copy',
  },
  {
    kind: 'add',
    keyword: 'ADD',
    summary: message(
      'Copies files like COPY, but also downloads URLs, clones Git repositories and unpacks local archives.',
    ),
    docs: message(
      'For files of the build context COPY is the better choice: it does just that. Check downloads with `--checksum`.',
    ),
    forms: ['ADD [flags] <source> … <destination>', 'ADD [flags] ["<source>", … "<destination>"]'],
    example: 'ADD https://example.com/tool.tar.gz /opt/',
    flags: addFlags,
    snippet: 'ADD ${1:source} ${2:destination}',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#add',
  },
  {
    kind: 'run',
    keyword: 'RUN',
    summary: message('Runs a command while the image is built and keeps what it changes as a new layer.'),
    docs: message(
      'The shell form runs in `/bin/sh -c` (or in what SHELL names), the JSON form without a shell. Put commands that belong together in one RUN, joined by `&&` or written as heredoc. Caches and secrets come in by `--mount`.',
    ),
    forms: ['RUN [flags] <command>', 'RUN [flags] ["<program>", "<argument>", …]', 'RUN [flags] <<EOF'],
    example: 'RUN --mount=type=cache,target=/root/.npm npm ci',
    flags: runFlags,
    snippet: 'RUN ${1:command}',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#run',
  },
  {
    kind: 'user',
    keyword: 'USER',
    summary: message(
      'Sets the user, and optionally the group, for the instructions that follow and for the container.',
    ),
    docs: message(
      'By default all runs as root. Create a user and switch to it before CMD or ENTRYPOINT, so that a fault in the program does less harm.',
    ),
    forms: ['USER <user>[:<group>]', 'USER <uid>[:<gid>]'],
    example: 'USER node',
    flags: [],
    snippet: 'USER ${1:user}',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#user',
  },
  {
    kind: 'expose',
    keyword: 'EXPOSE',
    summary: message('Says on which ports the container listens.'),
    docs: message(
      'It is documentation: ports are published by `docker run -p`, and all exposed ones by `-P`. The protocol is tcp where none is given.',
    ),
    forms: ['EXPOSE <port>[/tcp|/udp|/sctp] …', 'EXPOSE <from>-<to> …'],
    example: 'EXPOSE 8080',
    flags: [],
    snippet: 'EXPOSE ${1:8080}',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#expose',
  },
  {
    kind: 'volume',
    keyword: 'VOLUME',
    summary: message('Declares paths whose data live outside of the container.'),
    docs: message(
      'A container gets an anonymous volume for each path that is not mounted otherwise. Changes that later instructions make there may be lost, so it stands near the end.',
    ),
    forms: ['VOLUME <path> …', 'VOLUME ["<path>", …]'],
    example: 'VOLUME ["/var/lib/data"]',
    flags: [],
    snippet: 'VOLUME ["${1:/data}"]',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#volume',
  },
  {
    kind: 'entrypoint',
    keyword: 'ENTRYPOINT',
    summary: message('The program that the container runs.'),
    docs: message(
      'CMD and the arguments of `docker run` are appended to it. Use the JSON form: in the shell form they are ignored, and the program does not get the signals of `docker stop`. Only the last one counts.',
    ),
    forms: ['ENTRYPOINT ["<program>", "<argument>", …]', 'ENTRYPOINT <command>'],
    example: 'ENTRYPOINT ["/docker-entrypoint.sh"]',
    flags: [],
    snippet: 'ENTRYPOINT ["${1:program}"]',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#entrypoint',
  },
  {
    kind: 'cmd',
    keyword: 'CMD',
    summary: message('The default command of the container, or the default arguments of its ENTRYPOINT.'),
    docs: message(
      'What is given to `docker run` replaces it. Use the JSON form, so that the program gets the signals of `docker stop`. Only the last one counts.',
    ),
    forms: ['CMD ["<program>", "<argument>", …]', 'CMD <command>'],
    example: 'CMD ["node", "server.js"]',
    flags: [],
    snippet: 'CMD ["${1:program}"]',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#cmd',
  },
  {
    kind: 'healthcheck',
    keyword: 'HEALTHCHECK',
    summary: message('Tells the engine how to find out whether the container still works.'),
    docs: message(
      'The command runs inside of the container: status 0 means healthy, 1 unhealthy. `NONE` turns off the check of the base image. Only the last one counts.',
    ),
    forms: ['HEALTHCHECK [flags] CMD <command>', 'HEALTHCHECK NONE'],
    example: 'HEALTHCHECK --interval=30s --timeout=3s CMD wget -q --spider http://localhost/ || exit 1',
    flags: healthcheckFlags,
    snippet: 'HEALTHCHECK --interval=${1:30s} --timeout=${2:3s} CMD ${3:command}',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#healthcheck',
  },
  {
    kind: 'stopsignal',
    keyword: 'STOPSIGNAL',
    summary: message('The signal that `docker stop` sends, by name or number.'),
    docs: message('SIGTERM by default. Ten seconds later the engine kills what still runs.'),
    forms: ['STOPSIGNAL <signal>'],
    example: 'STOPSIGNAL SIGQUIT',
    flags: [],
    snippet: 'STOPSIGNAL ${1|SIGTERM,SIGINT,SIGQUIT,SIGHUP,SIGUSR1,SIGWINCH|}',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#stopsignal',
  },
  {
    kind: 'shell',
    keyword: 'SHELL',
    summary: message('The shell that runs the shell form of RUN, CMD and ENTRYPOINT from here on.'),
    docs: message('It must be in JSON form. By default it is `["/bin/sh", "-c"]`, on Windows `["cmd", "/S", "/C"]`.'),
    forms: ['SHELL ["<program>", "<argument>", …]'],
    example: 'SHELL ["/bin/bash", "-o", "pipefail", "-c"]',
    flags: [],
    snippet: 'SHELL ["${1:/bin/bash}", "${2:-c}"]',
    isTrigger: true,
    href: 'https://docs.docker.com/reference/dockerfile/#shell',
  },
  {
    kind: 'onbuild',
    keyword: 'ONBUILD',
    summary: message('Keeps an instruction for the builds that use this image as base.'),
    docs: message(
      'It runs right behind their FROM, as if it stood there. FROM, MAINTAINER and ONBUILD itself cannot be kept.',
    ),
    forms: ['ONBUILD <instruction>'],
    example: 'ONBUILD COPY . /app/src',
    flags: [],
    snippet: 'ONBUILD $0',
    isTrigger: false,
    href: 'https://docs.docker.com/reference/dockerfile/#onbuild',
  },
  {
    kind: 'maintainer',
    keyword: 'MAINTAINER',
    summary: message('Names the author of the image.'),
    docs: message('It is deprecated, because a label says the same and can be read by all tools.'),
    forms: ['MAINTAINER <name>'],
    example: 'MAINTAINER team@example.com',
    flags: [],
    snippet: 'MAINTAINER ${1:name}',
    isTrigger: false,
    insteadOf: message('Use LABEL org.opencontainers.image.authors="…" instead.'),
    href: 'https://docs.docker.com/reference/dockerfile/#maintainer-deprecated',
  },
];

/** The description of a kind of instruction; none for an unknown one. */
export function instructionSpec(kind: InstructionKind): InstructionSpec | undefined {
  return specsByKind.get(kind);
}

const specsByKind: ReadonlyMap<InstructionKind, InstructionSpec> = new Map(
  instructionSpecs.map((spec) => [spec.kind, spec]),
);
