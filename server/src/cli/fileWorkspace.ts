import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dockerfileFacts } from '../core/dockerfile/facts.ts';
import type { Workspace } from '../core/workspace.ts';
import { listFolder, readTextFile } from '../host/files.ts';

/** The world around a file, as it lies on the disk: there is no engine, and no registry is asked. */
export function fileWorkspace(file: string, shellcheck: Workspace['shellcheck']): Workspace {
  const folder = dirname(file);
  const uriOf = (path: string): string => pathToFileURL(join(folder, path)).href;
  return {
    fileName: basename(file),
    readFile: (path) => readTextFile(uriOf(path)),
    async dockerfile(path) {
      const text = await readTextFile(uriOf(path));
      return text === undefined ? undefined : dockerfileFacts(text);
    },
    listFolder: (path) => listFolder(uriOf(path)),
    shellcheck,
    localImages: () => Promise.resolve([]),
    imageFacts: () => Promise.resolve(undefined),
    imageTags: () => Promise.resolve([]),
    imageDigest: () => Promise.resolve(undefined),
  };
}
