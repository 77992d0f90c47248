/** A file or folder of a container. */
export interface FileEntry {
  readonly name: string;
  readonly type: 'file' | 'folder' | 'other';
  readonly isLink: boolean;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** The bits of `chmod`. */
  readonly permissions: number;
}

/**
 * Lists a folder with what every shell and busybox have. The path is an argument, never part of the script. `stat` is
 * run once for all files; the two slashes before a record can stand in no name, so that a name may hold anything.
 */
const script = [
  'cd -- "$1" || exit 3',
  'set -- ./.[!.]* ./..?* ./*',
  'stat -c "//%f %s %Y %n" -- "$@" 2>/dev/null',
  'echo "//L"',
  'stat -L -c "//%f %s %Y %n" -- "$@" 2>/dev/null',
  'echo "//E"',
].join('\n');

export function listingCommand(path: string): readonly string[] {
  return ['sh', '-c', script, 'sh', path];
}

interface Stat {
  readonly mode: number;
  readonly size: number;
  readonly modified: number;
}

/** Bits of `st_mode`. */
const kinds = { mask: 0o170000, folder: 0o040000, file: 0o100000, link: 0o120000 };

/** Undefined where the output is not whole. */
export function parseListing(output: string): readonly FileEntry[] | undefined {
  const records = `\n${output}`.split('\n//').slice(1);
  if (records.at(-1)?.trim() !== 'E') return undefined;
  const split = records.findIndex((record) => record.trim() === 'L');
  const own = statsIn(records.slice(0, split));
  const followed = statsIn(records.slice(split + 1));
  // Patterns that match nothing are words of their own: `stat` knows no such files.
  return [...own].map(([name, stat]) => {
    const isLink = (stat.mode & kinds.mask) === kinds.link;
    const real = (isLink ? followed.get(name) : undefined) ?? stat;
    const kind = real.mode & kinds.mask;
    return {
      name,
      type: kind === kinds.folder ? 'folder' : kind === kinds.file ? 'file' : 'other',
      isLink,
      size: real.size,
      modified: real.modified,
      permissions: real.mode & 0o7777,
    };
  });
}

function statsIn(records: readonly string[]): Map<string, Stat> {
  const stats = new Map<string, Stat>();
  for (const record of records) {
    const [, mode = '', size, modified, name = ''] = /^([\da-f]+) (\d+) (-?\d+) \.\/([^/]+?)\r?$/s.exec(record) ?? [];
    if (name === '') continue;
    stats.set(name, { mode: Number.parseInt(mode, 16), size: Number(size), modified: Number(modified) * 1000 });
  }
  return stats;
}
