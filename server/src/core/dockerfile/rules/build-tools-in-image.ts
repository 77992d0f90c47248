import { perObject } from '../../perObject.ts';
import type { Finding } from '../../lint/rule.ts';
import { hasOption, operandsOf } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { RunCommand } from '../commands/runCommands.ts';
import { commandsOf } from '../commands/runCommands.ts';
import { shippedStages } from '../lint/shippedStages.ts';
import { posixRuns } from '../commands/shells.ts';

export const buildToolsInImage: DockerfileRule<'file'> = {
  id: 'build-tools-in-image',
  aliases: [],
  severity: 'hint',
  profile: 'recommended',
  category: 'size',
  summary: 'Compilers and build tools are not in the image that runs.',
  why:
    'A compiler takes hundreds of megabytes, and helps whoever breaks in. Compile in a stage of its own and copy the ' +
    'result: `COPY --from=build /app /app`; or remove the tools in the RUN that installs them.',
  examples: [
    { bad: 'FROM debian:13\nRUN apt-get update && apt-get install -y curl «gcc» «make»\nCMD ["app"]\n' },
    { bad: 'FROM alpine:3.22 AS base\nRUN apk add --no-cache «build-base»\nFROM base\nENTRYPOINT ["app"]\n' },
    {
      good: 'FROM debian:13 AS build\nRUN apt-get install -y gcc\nFROM debian:13\nCOPY --from=build /a /a\nCMD ["/a"]\n',
    },
    { good: 'FROM alpine:3.22\nRUN apk add --virtual .build gcc && make && apk del .build\nCMD ["app"]\n' },
    { good: 'FROM debian:13\nRUN apt-get install -y gcc && make && apt-get purge -y gcc\nCMD ["app"]\n' },
    { bad: 'FROM debian:13\nRUN apt-get install -y «gcc»\nRUN ./configure && make -C /src install\n' },
    { good: 'FROM debian:13\nRUN apt-get install -y gcc make\n' },
  ],
  nodes: ['file'],
  check(model) {
    const { text, tree, stages } = model;
    const runs = shippedStages(model).flatMap((stage) => posixRuns(stage, tree.escape));
    const findings = runs.flatMap((run) => (leavesTools(run, text) ? findingsIn(commandsOf(run, text)) : []));
    const startsProgram = stages.at(-1)?.instructions.some(({ kind }) => kind === 'cmd' || kind === 'entrypoint');
    // An image that starts nothing and builds nothing may be there for its tools.
    if (startsProgram || findings.length === 0) return findings;
    return runs.some((run) => commandsOf(run, text).some((command) => compiles(command))) ? findings : [];
  },
};

/** `make install` puts what it has compiled into this image. */
function compiles({ name, args }: RunCommand): boolean {
  return /^(?:make|cmake|ninja)$/.test(name) && args.some(({ text }) => text === 'install' || text === '--install');
}

/** Whether a look at its commands is worth it. */
const leavesTools = perObject(
  (run: InstructionOf<'run'>, text: string) => findingsIn(commandsOf(run, text)).length > 0,
);

function findingsIn(commands: readonly RunCommand[]): readonly Finding[] {
  if (commands.some((command) => removes(command))) return [];
  return commands.flatMap((command): readonly Finding[] => {
    if (!installs(command)) return [];
    return operandsOf(command)
      .filter(({ text }) => tools.has(text.replace(/[=:~<>].*$/, '')))
      .map((word) => ({
        span: command.script.spanOf(word),
        message: message('{0} stays in the image. Build in a stage of its own, and copy the result.', word.text),
      }));
  });
}

function installs(command: RunCommand): boolean {
  const { name, args } = command;
  const verbs = new Set(args.map(({ text }) => text));
  if (name === 'apk') return verbs.has('add') && !hasOption(command, 'virtual', 't');
  return managers.has(name) && (verbs.has('install') || verbs.has('groupinstall'));
}

function removes({ name, args }: RunCommand): boolean {
  return (managers.has(name) || name === 'apk') && args.some(({ text }) => removals.has(text));
}

const managers = new Set(['apt-get', 'apt', 'aptitude', 'yum', 'dnf', 'microdnf', 'tdnf', 'zypper']);
const removals = new Set(['remove', 'purge', 'autoremove', 'auto-remove', 'del', 'erase']);
const tools = new Set(
  (
    'build-essential build-base gcc g++ gcc-c++ clang llvm make cmake automake autoconf ninja-build bison flex ' +
    'golang golang-go rustc cargo maven gradle default-jdk default-jdk-headless libc6-dev musl-dev libc-dev linux-headers'
  ).split(' '),
);
