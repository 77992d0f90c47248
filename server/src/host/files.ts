// Taken from `fs`, this part of Node is only read when it is used first, after the server has started.
import { promises as files } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DiskEntry, Folder, FolderEntry } from '../core/workspace.ts';

/** Larger files are not read: in bytes. */
const maxSize = 4_000_000;

/** A folder is listed up to this many entries. */
const maxEntries = 10_000;

/** The text of a file; undefined where it cannot be read, or is too large to be one of ours. */
export async function readTextFile(uri: string): Promise<string | undefined> {
  try {
    const path = fileURLToPath(uri);
    const { size } = await files.stat(path);
    return size > maxSize ? undefined : await files.readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Reads what lies at an address; a file that is as it was is not read again, and stays the same object. */
export function diskReader(): (uri: string) => Promise<DiskEntry> {
  const known = new Map<string, { readonly stamp: string; readonly entry: DiskEntry }>();
  return async (uri) => {
    try {
      const path = fileURLToPath(uri);
      const { size, mtimeMs, ino } = await files.stat(path);
      const stamp = `${size} ${mtimeMs} ${ino}`;
      const before = known.get(path);
      if (before?.stamp === stamp) return before.entry;
      const entry = await readEntry(path, size);
      // The least recently read file goes first.
      known.delete(path);
      known.set(path, { stamp, entry });
      const [oldest] = known.keys();
      if (known.size > maxKnown && oldest !== undefined) known.delete(oldest);
      return entry;
    } catch {
      return absent;
    }
  };
}

/** So many files are remembered. */
const maxKnown = 200;

const absent: DiskEntry = { kind: 'absent' };

async function readEntry(path: string, size: number): Promise<DiskEntry> {
  try {
    return { kind: 'file', text: size > maxSize ? '' : await files.readFile(path, 'utf8') };
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EISDIR' ? { kind: 'folder' } : absent;
  }
}

/** What lies in a folder. A symbolic link counts as a file, as in a build context: it is not followed. */
export async function listFolder(uri: string): Promise<Folder | undefined> {
  try {
    const entries: FolderEntry[] = [];
    for await (const entry of await files.opendir(fileURLToPath(uri))) {
      if (entries.length >= maxEntries) return { entries, isComplete: false };
      entries.push({ name: entry.name, kind: entry.isDirectory() ? 'folder' : 'file' });
    }
    return { entries, isComplete: true };
  } catch {
    return undefined;
  }
}
