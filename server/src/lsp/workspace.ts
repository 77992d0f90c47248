import { dockerfileFacts } from '../core/dockerfile/facts.ts';
import type { Folder, Workspace } from '../core/workspace.ts';
import type { Document } from './documents.ts';
import type { ServerHost, Session } from './session.ts';
import { CancellationToken } from 'vscode-languageserver';

/**
 * The world around a document: the files of its folder and below, as the editor has them where they are open. Nothing is
 * waited for when the token says that nobody wants the answer any more.
 */
export function workspaceOf(
  { host, documents, settings, engine }: Session,
  { uri }: Document,
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
    async dockerfile(path) {
      const text = await readFile(path);
      return text === undefined ? undefined : dockerfileFacts(text);
    },
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
  };
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
