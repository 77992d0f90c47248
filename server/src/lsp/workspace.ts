import type { Folder, Workspace } from '../core/workspace.ts';
import type { Document } from './documents.ts';
import type { ServerHost, Session } from './session.ts';

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
    localImages: () => within(host, engineTime, localImages?.()),
    async imageTags(image) {
      const { registry } = await settings.of(uri);
      return registry.lookups ? within(host, registryTime, host.imageTags(image)) : [];
    },
    listFolder(path): Promise<Folder | undefined> {
      const target = uriOf(path);
      return target === undefined ? Promise.resolve(undefined) : host.listFolder(target);
    },
  };
}

/** Nobody waits longer for an engine or a registry: milliseconds. A late answer of a registry is there the next time. */
const engineTime = 500;
const registryTime = 2000;

/** A list, or none where it does not come in time. */
async function within<Item>(
  host: ServerHost,
  time: number,
  list: Promise<readonly Item[]> | undefined,
): Promise<readonly Item[]> {
  if (!list) return [];
  const late = host.wait(time).then((): readonly Item[] => []);
  return Promise.race([list, late]).catch(() => []);
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
