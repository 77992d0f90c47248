import { dockerfileFacts } from '../../server/src/core/dockerfile/facts.ts';
import type {
  Disk,
  DiskEntry,
  DockerfileFacts,
  Folder,
  FolderEntry,
  Workspace,
} from '../../server/src/core/workspace.ts';

/** The files of a machine in memory, by their paths below a folder. */
export function diskWith(
  files: Readonly<Record<string, string>>,
  folder = '/work/project',
  environment: Readonly<Record<string, string>> = {},
): Disk {
  const entries = new Map<string, DiskEntry>([[folder, { kind: 'folder' }]]);
  for (const [path, text] of Object.entries(files)) {
    const full = `${folder}/${path}`;
    entries.set(full, { kind: 'file', text });
    for (let above = full.lastIndexOf('/'); above > folder.length; above = full.lastIndexOf('/', above - 1)) {
      entries.set(full.slice(0, above), { kind: 'folder' });
    }
  }
  return {
    folder,
    home: '/root',
    environment: new Map(Object.entries(environment)),
    entryAt: (path) => Promise.resolve(entries.get(path) ?? { kind: 'absent' }),
    dockerfileAt: (path) => Promise.resolve(factsOf(entries.get(path))),
  };
}

function factsOf(entry: DiskEntry | undefined): DockerfileFacts | undefined {
  return entry?.kind === 'file' ? dockerfileFacts(entry.text) : undefined;
}

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
