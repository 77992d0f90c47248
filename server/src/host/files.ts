import { opendir, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Folder, FolderEntry } from '../core/workspace.ts';

/** Larger files are not read: in bytes. */
const maxSize = 4_000_000;

/** A folder is listed up to this many entries. */
const maxEntries = 10_000;

/** The text of a file; undefined where it cannot be read, or is too large to be one of ours. */
export async function readTextFile(uri: string): Promise<string | undefined> {
  try {
    const path = fileURLToPath(uri);
    const { size } = await stat(path);
    return size > maxSize ? undefined : await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** What lies in a folder. A symbolic link counts as a file, as in a build context: it is not followed. */
export async function listFolder(uri: string): Promise<Folder | undefined> {
  try {
    const entries: FolderEntry[] = [];
    for await (const entry of await opendir(fileURLToPath(uri))) {
      if (entries.length >= maxEntries) return { entries, isComplete: false };
      entries.push({ name: entry.name, kind: entry.isDirectory() ? 'folder' : 'file' });
    }
    return { entries, isComplete: true };
  } catch {
    return undefined;
  }
}
