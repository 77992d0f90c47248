import type { Finding } from '../../lint/rule.ts';
import { operandsOf } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import { eachWithFolder, isWithin, resolvePath } from '../lint/folders.ts';
import { literal } from '../lint/literals.ts';
import type { Stage } from '../model.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { RunCommand } from '../commands/runCommands.ts';
import { commandsOf } from '../commands/runCommands.ts';
import { shippedStages } from '../lint/shippedStages.ts';
import { posixRuns } from '../commands/shells.ts';

export const deletedInLaterLayer: DockerfileRule<'file'> = {
  id: 'deleted-in-later-layer',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'size',
  summary: 'Files are removed in the layer that made them.',
  why:
    'Each RUN, COPY and ADD makes a layer, and layers are only ever added. What a later RUN removes is hidden, but stays ' +
    'in the image and is pulled with it; a secret can still be read. Remove it in the same RUN, or show a file to one ' +
    'RUN only by `--mount=type=bind`.',
  examples: [
    { bad: 'FROM debian:13\nCOPY setup.sh /tmp/\nRUN /tmp/setup.sh\nRUN rm -f «/tmp/setup.sh»\n' },
    { bad: 'FROM debian:13\nWORKDIR /src\nRUN wget https://example.com/a.tgz\nRUN tar xf a.tgz && rm «a.tgz»\n' },
    {
      bad: 'FROM debian:13\nRUN curl -fsSL -o /a.zip https://example.com/b\nRUN unzip /a.zip\nRUN ["rm", «"/a.zip"»]\n',
    },
    { bad: 'FROM debian:13\nRUN git clone https://example.com/x.git /x\nRUN cd /x && make && rm -rf «/x»\n' },
    { bad: 'FROM debian:13\nRUN apt-get update && apt-get install -y a\nRUN rm -rf «/var/lib/apt/lists/*»\n' },
    { good: 'FROM debian:13\nRUN wget https://example.com/a -O /a && sh /a && rm /a\nRUN rm -rf /etc/nginx/sites\n' },
    { good: 'FROM debian:13 AS build\nCOPY a /a\nRUN rm /a\nFROM debian:13\nCOPY --from=build /b /\n' },
    { good: 'FROM debian:13\nCOPY app /app\nRUN rm -rf /app/tests\nRUN rm $X && cd / && rm b\n' },
  ],
  nodes: ['file'],
  check(model) {
    const made = new Set<string>();
    return shippedStages(model).flatMap((stage) => findingsIn(stage, made, { ...model, escape: model.tree.escape }));
  },
};

interface Source {
  readonly text: string;
  readonly escape: '\\' | '`';
}

/** Adds what the stage makes to `made`. */
function findingsIn(stage: Stage, made: Set<string>, { text, escape }: Source): readonly Finding[] {
  const runs = new Set(posixRuns(stage, escape));
  const findings: Finding[] = [];
  eachWithFolder(stage, (instruction, folder) => {
    if (instruction.kind === 'copy' || instruction.kind === 'add')
      for (const path of copiedFiles(instruction, folder)) made.add(path);
    if (instruction.kind !== 'run' || !runs.has(instruction)) return;
    const commands = commandsOf(instruction, text);
    const own = commands.flatMap((command) => filesMadeBy(command, folder));
    for (const word of commands
      .filter(({ name }) => name === 'rm')
      .flatMap((command) => removedBy(command, commands))) {
      const path = resolvePath(folder, word.path);
      if (path === undefined || !made.has(path) || own.some((file) => isWithin(file, path))) continue;
      findings.push({
        span: word.span,
        message: message('This saves no space: {0} stays in the layer of an earlier instruction.', word.path),
      });
    }
    for (const path of own) made.add(path);
  });
  return findings;
}

interface RemovedPath {
  readonly path: string;
  readonly span: Finding['span'];
}

/** The paths that `rm` names; relative ones only where no `cd` stands before. */
function removedBy({ args, script }: RunCommand, commands: readonly RunCommand[]): readonly RemovedPath[] {
  const hasCd = commands.some(({ name }) => name === 'cd' || name === 'pushd');
  return operandsOf({ args })
    .filter(({ text, isPlain }) => isPlain && (text.startsWith('/') || !hasCd))
    .map((word) => ({ path: word.text.replace(/(?<=.)\/$/, ''), span: script.spanOf(word) }));
}

/** The files that a copy makes under a name of its own; folders may hold what the image needs. */
function copiedFiles({ items, flags }: InstructionOf<'copy' | 'add'>, folder: string | undefined): readonly string[] {
  const target = literal(items.at(-1)?.value ?? '$');
  if (target === undefined || items.length < 2 || flags.some(({ name }) => name === 'from')) return [];
  return items.slice(0, -1).flatMap(({ value }) => {
    const name = /[^/]+$/.exec(literal(value) ?? '')?.[0] ?? '';
    if (name === '' || name === '.' || /[*?[\]]/.test(name)) return [];
    const path = /\/$|^\.$/.test(target) ? `${target}/${name}` : target;
    // A source without an ending is often a folder.
    return /\.\w+$/.test(path) ? (resolvePath(folder, path) ?? []) : [];
  });
}

/** What a program fetches. */
function filesMadeBy({ name, args }: RunCommand, folder: string | undefined): readonly string[] {
  if (name === 'apt-get' || name === 'apt')
    return args.some(({ text }) => text === 'update') ? ['/var/lib/apt/lists/*', '/var/lib/apt/lists'] : [];
  const file =
    name === 'git'
      ? clonedFolder(args.map(({ text }) => text))
      : fetchedFile(
          name,
          args.map(({ text }) => text),
        );
  const path = file === undefined || file.includes('$') || file === '-' ? undefined : resolvePath(folder, file);
  return path === undefined ? [] : [path];
}

function clonedFolder(args: readonly string[]): string | undefined {
  const at = args.findIndex((arg) => /^(?:https?|git|ssh):\/\/|^git@/.test(arg));
  if (!args.includes('clone') || at < 0) return undefined;
  return args[at + 1] ?? /([^/:]+?)(?:\.git)?\/?$/.exec(args[at] ?? '')?.[1];
}

function fetchedFile(name: string, args: readonly string[]): string | undefined {
  if (name !== 'wget' && name !== 'curl') return undefined;
  const option = name === 'wget' ? /^-\w*O(.*)$|^--output-document(?:=(.*))?$/ : /^-\w*o(.*)$|^--output(?:=(.*))?$/;
  const at = args.findIndex((arg) => option.test(arg));
  if (at >= 0) {
    const [, short, long] = option.exec(args[at] ?? '') ?? [];
    return short || long || args[at + 1];
  }
  const keepsName = name === 'wget' || args.some((arg) => /^-\w*O/.test(arg) || arg === '--remote-name');
  return keepsName
    ? /^https?:\/\/[^/]+\/(?:.*\/)?([^/?#$]+)$/.exec(args.find((arg) => /^https?:/.test(arg)) ?? '')?.[1]
    : undefined;
}
