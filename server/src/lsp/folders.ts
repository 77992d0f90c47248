import { languageOfFile } from '../core/languages.ts';
import type { CancellationToken, InitializeParams, WorkspaceFoldersChangeEvent } from 'vscode-languageserver';
import type { Folder } from '../core/workspace.ts';

/** The folders that are open in the editor, by their addresses. */
export interface Folders {
  all(): readonly string[];
  change(event: WorkspaceFoldersChangeEvent): void;
}

export function foldersOf({ workspaceFolders, rootUri }: InitializeParams): Folders {
  const uris = new Set(workspaceFolders?.map(({ uri }) => uri) ?? (rootUri === null ? [] : [rootUri]));
  return {
    all: () => [...uris],
    change({ added, removed }) {
      for (const { uri } of removed) uris.delete(uri);
      for (const { uri } of added) uris.add(uri);
    },
  };
}

/** The addresses of the files of our languages in some folders, the nearest first, until nobody wants to know them any more. */
export async function* filesIn(
  listFolder: (uri: string) => Promise<Folder | undefined>,
  folders: readonly string[],
  token: CancellationToken,
): AsyncGenerator<string> {
  const waiting = folders.filter((uri) => uri.startsWith('file:')).map((uri) => uri.replace(/\/$/, ''));
  for (let index = 0; index < Math.min(waiting.length, maxFolders); index++) {
    const folder = waiting[index] ?? '';
    const entries = (await listFolder(folder))?.entries ?? [];
    if (token.isCancellationRequested) return;
    for (const { name, kind } of entries) {
      const uri = `${folder}/${encodeURIComponent(name)}`;
      if (kind === 'folder' && !isSkipped(name)) waiting.push(uri);
      else if (kind === 'file' && languageOfFile(name)) yield uri;
    }
  }
}

/** Somebody waits for the answer: very large trees are looked at as far as this. */
const maxFolders = 5000;

/** What tools install or keep for themselves. */
function isSkipped(name: string): boolean {
  return /^(?:node_modules|bower_components|site-packages|__pycache__|venv)$|^\.(?!devcontainer$|docker$)/.test(name);
}
