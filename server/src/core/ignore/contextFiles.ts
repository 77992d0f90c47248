import type { FolderEntry, Workspace } from '../workspace.ts';
import type { IgnorePattern } from './patterns.ts';
import { isLeftOut, readPatterns } from './patterns.ts';

/** The ignore file of a Dockerfile: `NAME.dockerignore` beside it goes before the folder's own. */
export interface IgnoreFile {
  readonly name: string;
  readonly patterns: readonly IgnorePattern[];
}

/** Finds the ignore file that counts for the document, a Dockerfile in the root of its build context. */
export async function ignoreFileOf(workspace: Workspace): Promise<IgnoreFile | undefined> {
  for (const name of [`${workspace.fileName}.dockerignore`, '.dockerignore']) {
    const text = await workspace.readFile(name);
    if (text !== undefined) return { name, patterns: readPatterns(text) };
  }
  return undefined;
}

/** A path of the build context, relative to it. */
export interface ContextPath {
  readonly path: string;
  readonly kind: FolderEntry['kind'];
}

/** The paths of a build context. */
export interface ContextPaths {
  readonly paths: readonly ContextPath[];
  /** Whether that is all: very large contexts are cut off. */
  readonly isComplete: boolean;
}

/** So many paths are looked at, so that no answer waits for a whole disk. */
const maxPaths = 20_000;

/**
 * All paths below a folder of the build context, folders before what they hold. A folder that is left out as a whole is
 * listed, but not looked into, unless an exception may take in something of it again.
 */
export async function contextPaths(workspace: Workspace, patterns: readonly IgnorePattern[]): Promise<ContextPaths> {
  const hasExceptions = patterns.some(({ isException }) => isException);
  const paths: ContextPath[] = [];
  const folders = [''];
  let isComplete = true;
  for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
    const listed = await workspace.listFolder(folder);
    if (listed?.isComplete === false) isComplete = false;
    for (const { name, kind } of listed?.entries ?? []) {
      const path = folder === '' ? name : `${folder}/${name}`;
      paths.push({ path, kind });
      if (kind === 'folder' && (hasExceptions || !isLeftOut(patterns, path))) folders.push(path);
    }
    if (paths.length > maxPaths) return { paths, isComplete: false };
  }
  return { paths, isComplete };
}

/** How many files there are. */
export interface FileCount {
  readonly files: number;
  /** Whether that is all: very many are not counted to the end. */
  readonly isComplete: boolean;
}

/** Counts the files at and below some paths of a build context, those that `isMeant`. */
export async function countFiles(
  workspace: Workspace,
  roots: readonly ContextPath[],
  isMeant: (path: string) => boolean,
): Promise<FileCount> {
  let files = 0;
  let seen = 0;
  const waiting = [...roots];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, kind } = next;
    if (++seen > maxPaths) return { files, isComplete: false };
    if (kind === 'folder') {
      for (const entry of (await workspace.listFolder(path))?.entries ?? []) {
        waiting.push({ path: `${path}/${entry.name}`, kind: entry.kind });
      }
    } else if (isMeant(path)) files++;
  }
  return { files, isComplete: true };
}
