import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { dockerfileFacts } from '../core/languages.ts';
import type { Disk, Workspace } from '../core/workspace.ts';
import { environmentOf } from '../host/environment.ts';
import { diskReader, listFolder, readTextFile } from '../host/files.ts';

/** The world around a file, as it lies on the disk: there is no engine, and no registry is asked. */
export function fileWorkspace(file: string, shellcheck: Workspace['shellcheck']): Workspace {
  const folder = dirname(file);
  const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
  return {
    fileName: basename(file),
    readFile: (path) => readTextFile(uriOf(path)),
    listFolder: (path) => listFolder(uriOf(path)),
    shellcheck,
    localImages: () => Promise.resolve([]),
    imageFacts: () => Promise.resolve(undefined),
    imageTags: () => Promise.resolve([]),
    imageDigest: () => Promise.resolve(undefined),
    disk: diskAround(folder),
  };
}

const entryAt = diskReader();

function diskAround(folder: string): Disk {
  return {
    folder: resolve(folder).replaceAll('\\', '/'),
    home: homedir(),
    environment: environmentOf(process.env),
    entryAt: (path) => entryAt(pathToFileURL(path).href),
    async dockerfileAt(path) {
      const entry = await entryAt(pathToFileURL(path).href);
      return entry.kind === 'file' ? dockerfileFacts(entry.text) : undefined;
    },
  };
}
