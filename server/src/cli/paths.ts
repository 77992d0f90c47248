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
    for (const file of path === '-' ? [path] : expanded(path, problems)) {
      if (!files.has(resolve(file))) files.set(resolve(file), file);
    }
  }
  return { files: [...files.values()], problems };
}

/** The files that a path means. */
function expanded(path: string, problems: Problem[]): readonly string[] {
  const kind = kindOf(path);
  if (kind === 'folder') return filesBelow(path, problems);
  if (kind === 'file') return [path];
  if (!isGlob(path)) {
    problems.push({ file: path, message: kind ?? message('There is no such file or folder.') });
    return [];
  }
  const glob = path.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  const pattern = globPattern(glob);
  const base = baseOf(glob);
  const below = kindOf(base === '' ? '.' : base) === 'folder' ? filesBelow(base, problems) : [];
  const found = below.filter((file) => pattern.test(file.replaceAll('\\', '/')));
  if (found.length === 0) {
    problems.push({ file: path, message: message('No Dockerfile, Compose file or .dockerignore matches this.') });
  }
  return found;
}

/** What lies at a path, or why that cannot be known; undefined where nothing does. */
function kindOf(path: string): 'file' | 'folder' | Message | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return undefined;
    return stats.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    return unreadable(error);
  }
}

function unreadable(error: unknown): Message {
  return message('This file cannot be read: {0}', error instanceof Error ? error.message : String(error));
}

/** Folders that hold no files of the user. */
const passedOver: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** The files below a folder that have a language of ours. */
function filesBelow(start: string, problems: Problem[]): readonly string[] {
  const found: string[] = [];
  const folders = [start];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of entriesIn(folder, problems)) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!passedOver.has(entry.name)) folders.push(path);
      } else if (isOurs(entry.name) && isFile(entry, path)) found.push(path);
    }
  }
  return found.sort();
}

/** Whether a file that nobody has named is meant: programs, pages and templates may be called after a Dockerfile. */
function isOurs(name: string): boolean {
  const language = languageOfFile(name);
  if (language?.id !== 'dockerfile') return language !== undefined;
  return !noDockerfile.test(name) && !program.test(name);
}

const noDockerfile =
  /\.(?:css|csv|erb|gotmpl|hbs|html?|in|j2|jinja2?|json|lock|md|mdx|mustache|orig|png|rej|rst|svg|swp|template|tmpl|toml|tpl|xml|ya?ml|zip)$|~$/i;

/** `Dockerfile.go` is the Dockerfile of a service in Go; `dockerfile.go` is a program. */
const program =
  /^(?:dockerfile|containerfile).*\.(?:c|cc|cpp|cs|go|hs|java|jsx?|kt|lua|mjs|php|pl|py|rb|rs|sh|swift|tsx?)$/;

/** A link that leads nowhere, in a circle, or to a folder is no file. */
function isFile(entry: Dirent, path: string): boolean {
  return entry.isSymbolicLink() ? kindOf(path) === 'file' : entry.isFile();
}

function entriesIn(folder: string, problems: Problem[]): readonly Dirent[] {
  try {
    return readdirSync(folder === '' ? '.' : folder, { withFileTypes: true });
  } catch (error) {
    problems.push({ file: folder, message: unreadable(error) });
    return [];
  }
}
