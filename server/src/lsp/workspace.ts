import type { Folder, Workspace } from '../core/workspace.ts';
import type { Document } from './documents.ts';
import type { Session } from './session.ts';

/** The world around a document: the files of its folder and below, as the editor has them where they are open. */
export function workspaceOf({ host, documents, settings, localImages }: Session, { uri }: Document): Workspace {
  const slash = uri.lastIndexOf('/');
  const folder = uri.slice(0, slash + 1);
  const uriOf = (path: string): string | undefined =>
    isFile(uri) ? folder + path.split('/').map(encodeURIComponent).join('/') : undefined;
  return {
    fileName: decoded(uri.slice(slash + 1)),
    async readFile(path) {
      const target = uriOf(path);
      if (target === undefined) return undefined;
      return documents.get(target)?.text ?? (await host.readFile(target));
    },
    localImages: () => localImages?.().catch(() => []) ?? Promise.resolve([]),
    async imageTags(image) {
      const { registry } = await settings.of(uri);
      return registry.lookups ? host.imageTags(image) : [];
    },
    listFolder(path): Promise<Folder | undefined> {
      const target = uriOf(path);
      return target === undefined ? Promise.resolve(undefined) : host.listFolder(target);
    },
  };
}

/** The address of a path of a document's workspace. */
export function uriInWorkspace({ uri }: Document, path: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1) + path.split('/').map(encodeURIComponent).join('/');
}

/** Unsaved documents and virtual workspaces have no folder that the server could look into. */
function isFile(uri: string): boolean {
  return uri.startsWith('file:');
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
