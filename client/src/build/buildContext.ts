import { lstat, readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { type IgnorePattern, isLeftOut, readPatterns } from '../../../server/src/core/ignore/patterns.ts';

/** A file, folder or symbolic link of a build context. */
export interface ContextEntry {
  /** Relative to the context, with `/`. */
  readonly path: string;
  readonly type: 'file' | 'folder' | 'link';
  readonly mode: number;
  /** Bytes. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly time: number;
}

/**
 * What the engine is sent of a folder: all that .dockerignore does not leave out, and always the Dockerfile and the
 * ignore file themselves. `NAME.dockerignore` beside the Dockerfile goes before the folder's own.
 * Source: docker/cli, cli/command/image/build/context.go and dockerignore.go.
 */
export async function* contextEntries(root: string, dockerfile: string): AsyncGenerator<ContextEntry> {
  const needed = new Set([inContext(root, dockerfile), '.dockerignore']);
  const { patterns } = await ignoreFileOf(root, dockerfile);
  yield* below(root, '', {
    hasExceptions: patterns.some(({ isException }) => isException),
    leavesOut: (path) => !needed.has(path) && isLeftOut(patterns, path),
    needed,
  });
}

/** The file that says what the engine is not sent, and what stands in it. */
export interface IgnoreFile {
  /** Absolute; where there is none, it would be made here. */
  readonly path: string;
  readonly exists: boolean;
  readonly patterns: readonly IgnorePattern[];
}

/** Finds the ignore file that counts for a Dockerfile. */
export async function ignoreFileOf(root: string, dockerfile: string): Promise<IgnoreFile> {
  for (const path of [join(dirname(dockerfile), `${basename(dockerfile)}.dockerignore`), join(root, '.dockerignore')]) {
    const text = await read(path);
    if (text !== undefined) return { path, exists: true, patterns: readPatterns(text) };
  }
  return { path: join(root, '.dockerignore'), exists: false, patterns: [] };
}

/** A path of the file system as the context has it. */
export function inContext(root: string, path: string): string {
  return relative(root, path).split(sep).join('/');
}

interface Filter {
  leavesOut(path: string): boolean;
  /** Whether something below an ignored folder may be taken in again, so that it has to be looked into. */
  readonly hasExceptions: boolean;
  /** Taken whatever the patterns say. */
  readonly needed: ReadonlySet<string>;
}

async function* below(root: string, folder: string, filter: Filter): AsyncGenerator<ContextEntry> {
  const names = await readdir(join(root, folder));
  for (const name of names.sort()) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const left = filter.leavesOut(path);
    const mayHold = filter.hasExceptions || [...filter.needed].some((needed) => needed.startsWith(`${path}/`));
    if (left && !mayHold) continue;
    const stats = await lstat(join(root, path));
    const type = stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'link' : stats.isFile() ? 'file' : undefined;
    // Sockets and devices are no part of a context.
    if (!type || (left && type !== 'folder')) continue;
    if (!left) yield { path, type, mode: stats.mode, size: stats.size, time: stats.mtimeMs / 1000 };
    if (type === 'folder') yield* below(root, path, filter);
  }
}

function read(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined);
}
