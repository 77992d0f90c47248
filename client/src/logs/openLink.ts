import type { Uri } from 'vscode';
import { l10n, Position, Range, window, workspace } from 'vscode';
import { filesMeant } from './links.ts';

/** Files of one name that are looked at. */
const mostFiles = 200;

/** Opens the file of the workspace that a place in a log means; asks where it can be several. */
export async function openLink(path: string, line: number, column: number): Promise<void> {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  const pattern = `**/${name.replaceAll(/[[\]{}*?!]/g, '?')}`;
  const found = name === '' ? [] : await workspace.findFiles(pattern, '**/node_modules/**', mostFiles);
  const meant = filesMeant(
    path,
    found.map((uri) => uri.path),
  );
  const uris = found.filter((uri) => meant.includes(uri.path));
  const [first, second] = uris;
  if (!first) {
    void window.showInformationMessage(l10n.t('No file of this workspace is meant by {0}.', path));
    return;
  }
  const uri = second ? await choose(uris) : first;
  if (!uri) return;
  const at = new Position(line - 1, column - 1);
  await window.showTextDocument(uri, { selection: new Range(at, at) });
}

async function choose(uris: readonly Uri[]): Promise<Uri | undefined> {
  const items = uris.map((uri) => ({ label: workspace.asRelativePath(uri), uri }));
  const chosen = await window.showQuickPick(items, { placeHolder: l10n.t('Which file is meant?') });
  return chosen?.uri;
}
