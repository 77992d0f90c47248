import { type Command, l10n, ThemeIcon, TreeItem, TreeItemCollapsibleState, type Uri } from 'vscode';
import type { FileChange } from '../engine/containerCalls.ts';
import { lineOf } from '../ui/foreignText.ts';
import { formatSize } from '../ui/quantities.ts';
import type { ChangeTree } from './changes.ts';
import { largestFile } from './containerFiles.ts';
import { fileUri } from './fileSystem.ts';
import { type FileNode, type FileRoot, keyOf } from './nodes.ts';
import { type FilePlace, isChangeable } from './places.ts';

/** The row of a container, image or volume. */
export function rootItem(root: FileRoot, changes: ChangeTree | undefined): TreeItem {
  const item = new TreeItem(root.label, TreeItemCollapsibleState.Expanded);
  item.id = keyOf(root) + root.shows;
  item.description =
    root.shows === 'all'
      ? wordOf(root.place)
      : (changes?.in('/').length ?? 0) === 0
        ? l10n.t('nothing differs from the image')
        : l10n.t('what differs from the image');
  item.iconPath = new ThemeIcon({ container: 'vm', image: 'package', volume: 'database' }[root.place.kind]);
  item.contextValue = `root.${contextOf(root.place)}`;
  item.accessibilityInformation = { label: wordsOf(l10n.t('Files of {0}', root.label), item.description) };
  return item;
}

function wordOf(place: FilePlace): string {
  if (place.kind !== 'volume') return '';
  return isChangeable(place) ? l10n.t('can be changed') : l10n.t('read only');
}

/** What is known of a file besides what a listing says. */
export interface FileChangeInfo {
  readonly what: FileChange['what'] | undefined;
  /** The image of the container. */
  readonly image: string;
}

/** The row of a file or folder. */
export function fileItem(node: FileNode, { what, image }: FileChangeInfo): TreeItem {
  const uri = fileUri(node.root.place, node.path);
  const folds = node.type === 'folder' ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const item = new TreeItem(uri, what === 'deleted' ? TreeItemCollapsibleState.None : folds);
  const name = node.path.slice(node.path.lastIndexOf('/') + 1);
  item.id = `${keyOf(node.root)} ${node.root.shows} ${node.path}`;
  item.description = node.entry && node.type === 'file' ? formatSize(node.entry.size) : '';
  item.contextValue = contextOfFile(node, what);
  const change = what === undefined ? '' : changeWord(what);
  item.accessibilityInformation = { label: wordsOf(kindOf(node, name), item.description, change) };
  const command = what === 'deleted' ? openFromImage(node, image) : openingOf(node, uri);
  if (command) item.command = command;
  return item;
}

/** What is not there any more can only be looked at, as the image has it. */
function contextOfFile({ type, root }: FileNode, what: FileChange['what'] | undefined): string {
  if (what === 'deleted') return 'deleted.container';
  return `${type}.${contextOf(root.place)}${what === undefined ? '' : `.${what}`}`;
}

function openFromImage({ root, path }: FileNode, image: string): Command {
  const before = fileUri({ kind: 'image', id: image, engine: root.place.engine }, path);
  return { command: 'vscode.open', title: '', arguments: [before] };
}

/** VS Code says nothing of why a file cannot be opened: what is known not to open is explained by us. */
function openingOf(node: FileNode, uri: Uri): Command | undefined {
  if (node.type === 'folder') return undefined;
  const opens = node.type === 'file' && (node.entry?.size ?? 0) <= largestFile;
  return opens
    ? { command: 'vscode.open', title: '', arguments: [uri] }
    : { command: 'slipway.files.explain', title: '', arguments: [node] };
}

function kindOf({ type }: FileNode, name: string): string {
  if (type === 'folder') return l10n.t('Folder {0}', name);
  return type === 'file' ? l10n.t('File {0}', name) : l10n.t('Special file {0}', name);
}

function wordsOf(...parts: readonly string[]): string {
  return lineOf(parts.filter((part) => part !== '').join(', '));
}

/** How a file differs from the image, in words. */
export function changeWord(what: FileChange['what']): string {
  if (what === 'added') return l10n.t('added since the image');
  return what === 'changed' ? l10n.t('changed since the image') : l10n.t('deleted since the image');
}

/** For the menus: what it is, and whether its files can be changed where that is not clear. */
function contextOf(place: FilePlace): string {
  return place.kind === 'volume' && isChangeable(place) ? 'volume.writable' : place.kind;
}
