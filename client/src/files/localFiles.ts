import { lstat, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { type TarEntry, tarStream } from '../engine/tarWriter.ts';

/** A file or a folder of this machine, with all below it, as a tar of that name. */
export function tarOfLocal(path: string): Readable {
  return tarStream(dirname(path), entriesBelow(dirname(path), basename(path)));
}

async function* entriesBelow(root: string, path: string): AsyncGenerator<TarEntry> {
  const stat = await lstat(join(root, path));
  // Sockets, pipes and devices cannot be copied.
  const type = stat.isFile() ? 'file' : stat.isDirectory() ? 'folder' : stat.isSymbolicLink() ? 'link' : undefined;
  if (!type) return;
  yield {
    path,
    type,
    mode: stat.mode & 0o777,
    size: type === 'file' ? stat.size : 0,
    time: Math.floor(stat.mtimeMs / 1000),
  };
  if (type !== 'folder') return;
  for (const name of (await readdir(join(root, path))).sort()) yield* entriesBelow(root, `${path}/${name}`);
}
