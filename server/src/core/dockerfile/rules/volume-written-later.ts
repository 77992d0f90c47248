import type { Finding } from '../../lint/rule.ts';
import { operandsOf } from '../../shell/invocations.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { eachWithFolder, resolvePath } from '../lint/folders.ts';
import { literal } from '../lint/literals.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import { commandsOf } from '../commands/runCommands.ts';
import { posixRuns } from '../commands/shells.ts';

export const volumeWrittenLater: DockerfileRule<'stage'> = {
  id: 'volume-written-later',
  aliases: [],
  severity: 'information',
  profile: 'recommended',
  category: 'correctness',
  summary: 'VOLUME stands behind the instructions that write to its folder.',
  why:
    'Builders before BuildKit, and others to this day, throw away what a RUN changes in a folder that a VOLUME before ' +
    'has named: the files, and their owner. BuildKit keeps it. Behind them, VOLUME means the same everywhere.',
  examples: [
    { bad: 'FROM debian:13\nVOLUME /data\nRUN mkdir -p «/data/x» && chown app «/data»\nRUN echo a > «/data/y»\n' },
    { bad: 'FROM debian:13\nWORKDIR /srv\nVOLUME ["/log", "/srv/a"]\nRUN cp /x «a/»\n' },
    { good: 'FROM debian:13\nRUN mkdir /data\nVOLUME /data\nCOPY x /data/\nRUN ls /data && mkdir /data2\n' },
  ],
  nodes: ['stage'],
  check(stage, { text, escape }) {
    if (!stage.instructions.some(({ kind }) => kind === 'volume')) return [];
    const volumes = new Set<string>();
    const runs = new Set(posixRuns(stage, escape));
    const findings: Finding[] = [];
    eachWithFolder(stage, (instruction, folder) => {
      if (instruction.kind === 'volume') for (const path of foldersOf(instruction, folder)) volumes.add(path);
      if (instruction.kind !== 'run' || volumes.size === 0 || !runs.has(instruction)) return;
      for (const { path, span } of writtenBy(instruction, text)) {
        const place = resolvePath(folder, path);
        const volume = foldersAround(place).find((other) => volumes.has(other));
        if (volume === undefined) continue;
        const problem = message(
          '{0} is a volume already: not every builder keeps this change. Move VOLUME behind it.',
          volume,
        );
        findings.push({ span, message: problem });
      }
    });
    return findings;
  },
};

function foldersOf({ items }: InstructionOf<'volume'>, folder: string | undefined): readonly string[] {
  return items.flatMap(({ value }) => {
    const path = literal(value);
    return path === undefined || path === '' ? [] : (resolvePath(folder, path) ?? []);
  });
}

/** Paths of more parts are not looked through. */
const maxParts = 50;

/** A path, and all folders above it but the root, which is no volume. */
function foldersAround(path: string | undefined): readonly string[] {
  const parts = (path ?? '').split('/').slice(1, maxParts);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
}

interface WrittenPath {
  readonly path: string;
  readonly span: Span;
}

/** What the commands of a RUN surely write to, by absolute paths where a `cd` stands before. */
function writtenBy(run: InstructionOf<'run'>, text: string): readonly WrittenPath[] {
  const commands = commandsOf(run, text);
  const hasCd = commands.some(({ name }) => name === 'cd');
  const words = commands.flatMap(({ name, args, command, script }) => {
    const operands = operandsOf({ args });
    const targets = name === 'cp' || name === 'mv' ? operands.slice(-1) : writers.has(name) ? operands : [];
    const files = command.redirections.flatMap(({ operator, target }) =>
      operator.includes('>') && target ? target : [],
    );
    return [...targets, ...files].map((word) => ({ word, script }));
  });
  return words
    .filter(({ word }) => word.isPlain && (word.text.startsWith('/') || (!hasCd && /^[\w.]/.test(word.text))))
    .map(({ word, script }) => ({ path: word.text, span: script.spanOf(word) }));
}

const writers = new Set(['mkdir', 'touch', 'chown', 'chmod', 'chgrp', 'tee']);
