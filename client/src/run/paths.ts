import { isAbsolute, relative } from 'node:path';
import { Uri, window, workspace } from 'vscode';
import { Cancelled } from '../ui/failure.ts';

/** Asks for files or folders of this machine. Those of the workspace are given as `./path`. Throws Cancelled. */
export async function askForPaths(what: 'files' | 'folder', title: string): Promise<readonly string[]> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const chosen = await window.showOpenDialog({
    title,
    openLabel: title,
    canSelectFiles: what === 'files',
    canSelectFolders: what === 'folder',
    canSelectMany: what === 'files',
    defaultUri: folder ?? Uri.file('/'),
  });
  if (!chosen || chosen.length === 0) throw new Cancelled();
  return chosen.map(({ fsPath }) => shortPath(fsPath));
}

/** A path in the workspace from its first folder, so that others who have it elsewhere can use it, too. */
export function shortPath(path: string): string {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  if (folder === undefined || !isAbsolute(path)) return path;
  const inner = relative(folder, path).replaceAll('\\', '/');
  if (inner === '') return '.';
  return inner.startsWith('..') || isAbsolute(inner) ? path : `./${inner}`;
}
