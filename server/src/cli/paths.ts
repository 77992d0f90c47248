import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { languageOfFile } from '../core/languages.ts';
import type { Message } from '../core/text/message.ts';
import { message } from '../core/text/message.ts';
import { baseOf, globPattern, isGlob } from './glob.ts';

/** What could not be done for a file, or for what was meant to be one. */
export interface Problem {
  readonly file: string;
  readonly message: Message;
}

/** The files that paths on the command line mean, each once. */
export interface Files {
  readonly files: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Files stand for themselves, folders and globs for the files in them that have a language of ours, sorted by name.
 * Symbolic links to folders are not followed, so that there are no loops.
 */
export function filesOf(paths: readonly string[]): Files {
  const files = new Map<string, string>();
  const problems: Problem[] = [];
  for (const path of paths) {
    const found = path === '-' ? [path] : expanded(path);
    if (typeof found === 'string') problems.push({ file: path, message: reasons[found] });
    else for (const file of found) if (!files.has(resolve(file))) files.set(resolve(file), file);
  }
  return { files: [...files.values()], problems };
}

const reasons = {
  missing: message('There is no such file or folder.'),
  unmatched: message('No Dockerfile, Compose file or .dockerignore matches this.'),
} as const;

/** The files that a path means, or why it means none. */
function expanded(path: string): readonly string[] | keyof typeof reasons {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats?.isDirectory()) return filesBelow(path);
  if (stats) return [path];
  if (!isGlob(path)) return 'missing';
  const glob = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const pattern = globPattern(glob);
  const found = filesBelow(baseOf(glob)).filter((file) => pattern.test(file.replaceAll('\\', '/')));
  return found.length > 0 ? found : 'unmatched';
}

/** Folders that hold no files of the user. */
const passedOver: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** The files below a folder that have a language of ours; what cannot be listed has none. */
function filesBelow(start: string): readonly string[] {
  const found: string[] = [];
  const folders = [start];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesIn(folder)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!passedOver.has(entry.name)) folders.push(path);
      } else if (languageOfFile(entry.name) && isFile(entry, path)) found.push(path);
    }
  }
  return found.sort();
}

function isFile(entry: Dirent, path: string): boolean {
  if (!entry.isSymbolicLink()) return entry.isFile();
  // A link that leads nowhere, or in a circle, is no file.
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
