import type { Finding } from '../../lint/rule.ts';
import { message } from '../../text/message.ts';
import type { InstructionOf, ListItem } from '../parse/ast.ts';
import type { DockerfileRule } from '../lint/rule.ts';
import type { RunCommand } from '../commands/runCommands.ts';
import { commandsOf } from '../commands/runCommands.ts';
import { posixRuns } from '../commands/shells.ts';

export const dl3010: DockerfileRule<'stage'> = {
  id: 'DL3010',
  aliases: [],
  severity: 'information',
  profile: 'strict',
  category: 'size',
  summary: 'An archive of the build context is unpacked by ADD.',
  why:
    'ADD unpacks a local tar archive on its way into the image. COPY puts the archive itself into a layer, where it ' +
    'stays, and the RUN that unpacks it makes a second one.',
  examples: [
    { bad: 'FROM alpine:3.22\nCOPY «app.tar.gz» /opt/\nRUN tar -xzf /opt/app.tar.gz -C /opt\n' },
    { bad: 'FROM alpine:3.22\nCOPY a.txt «dist/b.tgz» /tmp/x/\nWORKDIR /tmp/x\nRUN true && tar xf b.tgz\n' },
    { bad: 'FROM alpine:3.22\nCOPY ["«download»", "/in.tar"]\nRUN ["tar", "--extract", "--file", "/in.tar"]\n' },
    { good: 'FROM alpine:3.22\nADD app.tar.gz /opt/\n' },
    {
      good: 'FROM alpine:3.22\nCOPY app.tar.gz /opt/\nRUN tar -tf /opt/app.tar.gz\nFROM alpine:3.22\nRUN tar -xf app.tar.gz\n',
    },
    { good: 'FROM alpine:3.22\nCOPY --from=alpine:3.22 /app.tar /\nRUN tar -xf /app.tar\n' },
  ],
  nodes: ['stage'],
  check(stage, { text, escape }) {
    const copies = stage.instructions.flatMap((instruction) =>
      instruction.kind === 'copy' ? archivesIn(instruction) : [],
    );
    if (copies.length === 0) return [];
    const unpacked = new Map<string, number>();
    for (const run of posixRuns(stage, escape)) {
      const names = commandsOf(run, text).flatMap((command) => unpackedBy(command));
      for (const name of names) unpacked.set(name, run.span.start);
    }
    return copies.flatMap(({ source, name, copy }): readonly Finding[] => {
      if ((unpacked.get(name) ?? -1) < copy.span.start) return [];
      const span = source.word ? source.span : { start: source.span.start + 1, end: source.span.end - 1 };
      return [{ span, message: message('Use ADD, which unpacks {0} by itself.', name) }];
    });
  },
};

interface Archive {
  readonly source: ListItem;
  /** What the file is called in the image. */
  readonly name: string;
  readonly copy: InstructionOf<'copy'>;
}

function archivesIn(copy: InstructionOf<'copy'>): readonly Archive[] {
  const { items, flags } = copy;
  const sources = items.slice(0, -1);
  const [first] = sources;
  const target = items.at(-1);
  if (!first || !target || flags.some(({ name }) => name === 'from')) return [];
  if (isArchive(target.value)) return [{ source: first, name: baseName(target.value), copy }];
  return sources
    .filter(({ value }) => isArchive(value))
    .map((source) => ({ source, name: baseName(source.value), copy }));
}

/** Quotes do not keep a path with a space together, but belong to none of its parts. */
function withoutQuotes(path: string): string {
  return path.replaceAll(/["']/g, '');
}

function isArchive(path: string): boolean {
  return /\.(?:tar|tar\.(?:gz|bz2|xz|lz|lzma|zst|Z)|t[bglpx]z|tbz2|tb2|tZ)$/.test(withoutQuotes(path));
}

function baseName(path: string): string {
  return /[^/\\]*$/.exec(withoutQuotes(path))?.[0] ?? '';
}

/** The names of the files that a command which unpacks archives is given. */
function unpackedBy({ name, args }: RunCommand): readonly string[] {
  const isUnpacking = unpackers.has(name) || (name === 'tar' && args.some(({ text }, at) => isExtract(text, at)));
  return isUnpacking ? args.map(({ text }) => baseName(text)) : [];
}

/** The letters of the first argument may stand without a dash: `tar xzf`. */
function isExtract(option: string, at: number): boolean {
  return (
    option === '--extract' || option === '--get' || (at === 0 ? /^-?[a-zA-Z]*x[a-zA-Z]*$/ : /^-[a-zA-Z]*x/).test(option)
  );
}

const unpackers = new Set(['unzip', 'gunzip', 'bunzip2', 'unlzma', 'unxz', 'zgz', 'uncompress', 'zcat', 'gzcat']);
