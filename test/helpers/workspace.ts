import { dockerfileFacts } from '../../server/src/core/dockerfile/facts.ts';
import type { Folder, FolderEntry, Workspace } from '../../server/src/core/workspace.ts';

/** A workspace in memory: texts by their paths. Folders are there because files lie in them. */
export function workspaceWith(
  files: Readonly<Record<string, string>>,
  fileName = 'Dockerfile',
  around: Partial<Workspace> = {},
): Workspace {
  const paths = Object.keys(files);
  return {
    fileName,
    localImages: () => Promise.resolve([]),
    imageTags: () => Promise.resolve([]),
    imageFacts: () => Promise.resolve(undefined),
    shellcheck: () => Promise.resolve([]),
    imageDigest: () => Promise.resolve(undefined),
    readFile: (path) => Promise.resolve(files[path]),
    dockerfile(path) {
      const text = files[path];
      return Promise.resolve(text === undefined ? undefined : dockerfileFacts(text));
    },
    listFolder(path): Promise<Folder | undefined> {
      const prefix = path === '' ? '' : `${path}/`;
      const inside = paths.filter((other) => other.startsWith(prefix)).map((other) => other.slice(prefix.length));
      if (inside.length === 0) return Promise.resolve(undefined);
      const entries = new Map<string, FolderEntry>();
      for (const rest of inside) {
        const [name = '', ...deeper] = rest.split('/');
        entries.set(name, { name, kind: deeper.length > 0 ? 'folder' : 'file' });
      }
      return Promise.resolve({ entries: [...entries.values()], isComplete: true });
    },
    ...around,
  };
}
