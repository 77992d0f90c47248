import { posix } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { EngineError } from '../engine/errors.ts';
import { isProgramMissing } from '../engine/execCalls.ts';
import { limiter } from '../engine/limits.ts';
import { type TarHeader, tarItems } from '../engine/tarReader.ts';
import { tarOf } from '../engine/tarWriter.ts';
import { type FileEntry, listingCommand, parseListing } from './listing.ts';

/** A container whose files are looked at. */
export interface FilesOf {
  readonly engine: Engine;
  readonly container: string;
  readonly running: boolean;
}

/** The most bytes that are read into an editor. */
export const largestFile = 50 * 1024 * 1024;

/** The most entries that one folder is listed with. */
const mostEntries = 20_000;

/** The most links of one folder that are followed, each by a request. */
const mostLinks = 100;

/** Milliseconds for a listing without a shell, which has to read all that is below the folder. */
const listingLimit = 60_000;

/**
 * What is in a folder. A running container with a shell is asked itself; of all others the engine sends the folder as
 * a tar, of which only the names are kept. Undefined where there is no such folder.
 */
export async function listFolder(files: FilesOf, path: string): Promise<readonly FileEntry[] | undefined> {
  const asked = files.running ? await listByShell(files, path) : undefined;
  return asked ?? listByArchive(files, path);
}

async function listByShell({ engine, container }: FilesOf, path: string): Promise<readonly FileEntry[] | undefined> {
  try {
    const { output, exitCode } = await engine.execToEnd(container, listingCommand(path));
    return exitCode === 0 ? parseListing(output) : undefined;
  } catch {
    // No shell, or none of its programs: the other way needs nothing of the container.
    return undefined;
  }
}

async function listByArchive(files: FilesOf, path: string): Promise<readonly FileEntry[] | undefined> {
  const { engine, container } = files;
  const stat = await engine.statPath(container, path);
  if (!stat || (stat.type !== 'folder' && stat.type !== 'link')) return undefined;
  const left = new AbortController();
  const timer = setTimeout(() => left.abort(), listingLimit);
  try {
    // The dot makes the engine send what is in the folder, through a link too.
    const tar = await engine.readArchive(container, posix.join(path, '/') + '.', left.signal);
    const entries = new Map<string, FileEntry>();
    for await (const item of tarItems(tar)) {
      const name = item.path.replace(/^\.\//, '').replace(/\/$/, '');
      if (name !== '' && name !== '.' && !name.includes('/')) entries.set(name, entryOf(name, item));
      if (entries.size >= mostEntries) break;
    }
    if (left.signal.aborted) throw new EngineError('timeout', path);
    return await followLinks(files, path, [...entries.values()]);
  } finally {
    clearTimeout(timer);
    left.abort();
  }
}

/** A tar does not tell where a link leads: `/bin` is a folder in most images, by a link. */
async function followLinks(files: FilesOf, path: string, entries: readonly FileEntry[]): Promise<FileEntry[]> {
  const links = entries.filter(({ isLink }) => isLink);
  if (links.length > mostLinks) return [...entries];
  const oneOfFew = limiter(4);
  return Promise.all(
    entries.map(async (entry) => {
      if (!entry.isLink) return entry;
      const real = await oneOfFew(() => statFile(files, posix.join(path, entry.name))).catch(() => undefined);
      return real ?? entry;
    }),
  );
}

function entryOf(name: string, item: TarHeader): FileEntry {
  const isFile = item.type === 'file' || item.type === 'hard link';
  return {
    name,
    // Where a link leads is not told here, and most are of files.
    type: item.type === 'folder' ? 'folder' : isFile || item.type === 'link' ? 'file' : 'other',
    isLink: item.type === 'link',
    size: item.size,
    modified: item.modified,
    permissions: item.permissions,
  };
}

/** What the path is; a link is what it leads to, as far as that is within the container. */
export async function statFile({ engine, container }: FilesOf, path: string): Promise<FileEntry | undefined> {
  const stat = await engine.statPath(container, path);
  if (!stat) return undefined;
  const isLink = stat.type === 'link';
  const target = isLink && stat.target !== '' ? await engine.statPath(container, stat.target) : undefined;
  const real = target ?? stat;
  return {
    name: posix.basename(path),
    // A link that leads nowhere is nothing that could be opened.
    type: real.type === 'link' ? 'other' : real.type,
    isLink,
    size: real.size,
    modified: real.modified,
    permissions: real.permissions,
  };
}

type Problem =
  | 'missing'
  | 'folder'
  | 'special'
  | 'broken link'
  | 'too large'
  | 'needs running'
  /** Only a running container that uses the volume could do it. */
  | 'needs user'
  /** The image has not the program that could do it. */
  | 'needs program'
  | 'failed';

/** Why something could not be done with a file. */
export class FileProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, message: string) {
    super(message);
    this.problem = problem;
  }
}

interface ReadFile {
  readonly content: Buffer;
  readonly header: TarHeader;
}

/** A file as a whole. Rejects with a FileProblem. */
export async function readWhole(files: FilesOf, path: string): Promise<ReadFile> {
  const stat = await files.engine.statPath(files.container, path);
  if (!stat) throw new FileProblem('missing', path);
  // The engine sends a link as a link: what it leads to is asked for by its own name.
  const real = stat.type === 'link' && stat.target !== '' ? stat.target : path;
  const left = new AbortController();
  try {
    for await (const item of tarItems(await files.engine.readArchive(files.container, real, left.signal))) {
      if (item.type === 'folder') throw new FileProblem('folder', path);
      if (item.type !== 'file') throw new FileProblem('special', path);
      if (item.size > largestFile) throw new FileProblem('too large', path);
      const parts: Buffer[] = [];
      for await (const part of item.content) parts.push(Buffer.from(part));
      const content = Buffer.concat(parts);
      if (content.length < item.size) throw new FileProblem('failed', path);
      return { content, header: item };
    }
    throw new FileProblem('missing', path);
  } finally {
    left.abort();
  }
}

/** Writes a file whole. One that was there keeps its owner and its permissions. */
export async function writeWhole(files: FilesOf, path: string, content: Uint8Array): Promise<void> {
  const before = await headerOf(files, path);
  const real = before?.real ?? path;
  const entry = {
    path: posix.basename(real),
    mode: before?.header.permissions ?? 0o644,
    time: Math.floor(Date.now() / 1000),
    ...(before ? { owner: before.header.owner } : {}),
  };
  await files.engine.writeArchive(files.container, posix.dirname(real), tarOf(entry, content));
}

/** A link is written to where it leads, and stays a link. */
async function headerOf(files: FilesOf, path: string): Promise<{ real: string; header: TarHeader } | undefined> {
  const stat = await files.engine.statPath(files.container, path);
  if (!stat) return undefined;
  const real = stat.type === 'link' && stat.target !== '' ? stat.target : path;
  const left = new AbortController();
  try {
    for await (const header of tarItems(await files.engine.readArchive(files.container, real, left.signal))) {
      if (header.type !== 'file') throw new FileProblem(header.type === 'folder' ? 'folder' : 'special', path);
      return { real, header };
    }
    return undefined;
  } finally {
    left.abort();
  }
}

export async function createFolder({ engine, container }: FilesOf, path: string): Promise<void> {
  const entry = { path: posix.basename(path), mode: 0o755, time: Math.floor(Date.now() / 1000) };
  await engine.writeArchive(container, posix.dirname(path), tarOf(entry, 'folder'));
}

/** Only a program inside the container can delete: there is no call of the engine for it. */
export async function deletePath(files: FilesOf, path: string): Promise<void> {
  await runInside(files, ['rm', '-rf', '--', path]);
}

export async function renamePath(files: FilesOf, from: string, to: string): Promise<void> {
  await runInside(files, ['mv', '-f', '--', from, to]);
}

async function runInside({ engine, container, running }: FilesOf, command: readonly string[]): Promise<void> {
  if (!running) throw new FileProblem('needs running', command.at(-1) ?? '');
  const { exitCode, output } = await engine.execToEnd(container, command).catch((error: unknown) => {
    if (isProgramMissing(error)) return { exitCode: 127, output: '' };
    throw error;
  });
  // The engine itself ends with these where it finds no such program.
  if (exitCode === 127 || exitCode === 126) throw new FileProblem('needs program', command[0] ?? '');
  if (exitCode !== 0) throw new FileProblem('failed', output.trim() || String(exitCode ?? ''));
}
