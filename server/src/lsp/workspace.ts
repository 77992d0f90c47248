import { dockerfileFacts } from '../core/languages.ts';
import type { Disk, DiskEntry, Folder, Workspace } from '../core/workspace.ts';
import { pathOfUri, uriOfPath } from './fileUris.ts';
import type { Document, Documents } from './documents.ts';
import type { ServerHost, Session } from './session.ts';
import { CancellationToken } from 'vscode-languageserver';

/**
 * The world around a document: the files of its folder and below, as the editor has them where they are open. Nothing is
 * waited for when the token says that nobody wants the answer any more.
 */
export function workspaceOf(
  { host, documents, settings, engine }: Session,
  { uri }: Pick<Document, 'uri'>,
  token: CancellationToken = CancellationToken.None,
): Workspace {
  const slash = uri.lastIndexOf('/');
  const folder = uri.slice(0, slash + 1);
  const uriOf = (path: string): string | undefined =>
    isFile(uri) ? folder + path.split('/').map(encodeURIComponent).join('/') : undefined;
  const inTime = patience(host, token);
  const mayAsk = async (): Promise<boolean> => (await settings.of(uri)).registry.lookups;
  const readFile = async (path: string): Promise<string | undefined> => {
    const target = uriOf(path);
    if (target === undefined) return undefined;
    return documents.get(target)?.text ?? (await host.readFile(target));
  };
  return {
    fileName: decoded(uri.slice(slash + 1)),
    readFile,
    localImages: async () => (await inTime(engineTime, engine?.localImages())) ?? [],
    imageFacts: (name) => inTime(engineTime, engine?.imageFacts(name)),
    async shellcheck(script) {
      const { shellcheck } = await settings.of(uri);
      if (!shellcheck.enable || token.isCancellationRequested) return [];
      return host.shellcheck(shellcheck.path, script, () => !token.isCancellationRequested);
    },
    imageTags: async (image) =>
      ((await mayAsk()) ? await inTime(registryTime, host.imageTags(image)) : undefined) ?? [],
    imageDigest: async (image, tag) =>
      (await mayAsk()) ? inTime(registryTime, host.imageDigest(image, tag)) : undefined,
    listFolder(path): Promise<Folder | undefined> {
      const target = uriOf(path);
      return target === undefined ? Promise.resolve(undefined) : host.listFolder(target);
    },
    ...(isFile(uri) && { disk: diskAround(host, documents, uri) }),
  };
}

/** The files of the machine, open ones as the editor has them. */
function diskAround(host: ServerHost, documents: Documents, uri: string): Disk {
  const path = pathOfUri(uri);
  const entryAt = async (target: string): Promise<DiskEntry> =>
    openFile(documents, target) ?? host.entryAt(uriOfPath(target));
  return {
    folder: path.slice(0, path.lastIndexOf('/')),
    home: host.home,
    environment: host.environment,
    entryAt,
    async dockerfileAt(target) {
      const entry = await entryAt(target);
      return entry.kind === 'file' ? dockerfileFacts(entry.text) : undefined;
    },
  };
}

/** An open document as a file. Editors write addresses in different ways: their paths are compared. */
function openFile(documents: Documents, path: string): DiskEntry | undefined {
  for (const document of documents.all()) {
    if (isFile(document.uri) && pathOfUri(document.uri) === path) return fileOf(document);
  }
  return undefined;
}

/** Each version of a document is one file. */
const files = new WeakMap<Document, DiskEntry>();

function fileOf(document: Document): DiskEntry {
  const known = files.get(document) ?? { kind: 'file', text: document.text };
  files.set(document, known);
  return known;
}

/** Nobody waits longer for an engine or a registry: milliseconds. A late answer of a registry is there the next time. */
const engineTime = 500;
const registryTime = 2000;

type InTime = <Answer>(time: number, answer: Promise<Answer> | undefined) => Promise<Answer | undefined>;

/** Answers, or undefined for those that fail, do not come in time, or come when nobody waits any more. */
function patience(host: ServerHost, token: CancellationToken): InTime {
  const cancelled = new Promise<undefined>((resolve) => token.onCancellationRequested(() => resolve(undefined)));
  return async (time, answer) => {
    if (!answer) return undefined;
    const late = host.wait(time).then(() => undefined);
    return Promise.race([answer, late, cancelled]).catch(() => undefined);
  };
}

/** The address of a path of a document's workspace. */
export function uriInWorkspace({ uri }: Document, path: string): string {
  const up = /^(?:\.\.\/)*/.exec(path)?.[0] ?? '';
  let folder = uri.slice(0, uri.lastIndexOf('/'));
  for (let levels = up.length / 3; levels > 0 && !folder.endsWith('/'); levels--) {
    folder = folder.slice(0, folder.lastIndexOf('/'));
  }
  return `${folder}/${path.slice(up.length).split('/').map(encodeURIComponent).join('/')}`;
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
