import {
  commands,
  type DataTransfer,
  Disposable,
  EventEmitter,
  FileDecoration,
  l10n,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
} from 'vscode';
import { lineOf } from '../ui/foreignText.ts';
import { formatSize } from '../ui/quantities.ts';
import { ChangeTree } from './changes.ts';
import { type FileAccess, fileUri, type ContainerFileSystem } from './fileSystem.ts';
import type { FileEntry } from './listing.ts';
import { type FilePlace, isChangeable, placeOf, schemes } from './places.ts';

/** A container, image or volume whose files are shown. */
export interface FileRoot {
  readonly type: 'root';
  readonly place: FilePlace;
  readonly label: string;
  /** All files, or those only that differ from the image. */
  readonly shows: 'all' | 'changes';
}

/** A file or a folder in the view. */
export interface FileNode {
  readonly type: 'file' | 'folder' | 'other';
  readonly root: FileRoot;
  readonly path: string;
  readonly entry?: FileEntry;
}

type Node = FileRoot | FileNode;

const viewId = 'slipway.files';

/** The files of what was opened, as a tree in the sidebar. */
export class FilesView implements TreeDataProvider<Node> {
  readonly #access: FileAccess;
  readonly #files: ContainerFileSystem;
  readonly #changed = new EventEmitter<Node | undefined>();
  readonly #decorated = new EventEmitter<Uri[] | undefined>();
  readonly #changes = new Map<string, ChangeTree>();
  readonly onDidChangeTreeData = this.#changed.event;
  #roots: readonly FileRoot[] = [];
  #view: TreeView<Node> | undefined;

  constructor(access: FileAccess, files: ContainerFileSystem) {
    this.#access = access;
    this.#files = files;
  }

  /** To be disposed with the extension. */
  register(upload: (folder: FileNode | FileRoot, files: readonly Uri[]) => Promise<unknown>): Disposable {
    this.#view = window.createTreeView<Node>(viewId, {
      treeDataProvider: this,
      canSelectMany: true,
      dragAndDropController: {
        dragMimeTypes: [],
        dropMimeTypes: ['text/uri-list'],
        handleDrop: async (target, transfer) => {
          const files = await droppedFiles(transfer);
          if (target && files.length > 0) await upload(target, files);
        },
      },
    });
    return Disposable.from(
      this.#view,
      this.#changed,
      this.#decorated,
      this.#files.onDidChangeFile(() => this.refresh()),
      window.registerFileDecorationProvider({
        onDidChangeFileDecorations: this.#decorated.event,
        provideFileDecoration: (uri) => this.#decorationOf(uri),
      }),
    );
  }

  /** Shows the files of something, and brings the view to the front. */
  async open(root: FileRoot): Promise<void> {
    const others = this.#roots.filter((known) => keyOf(known) !== keyOf(root));
    this.#roots = [...others, root];
    if (root.place.kind === 'container') await this.#readChanges(root.place);
    await commands.executeCommand('setContext', 'slipway.files.open', true);
    this.refresh();
    await this.#view?.reveal(root, { expand: true, focus: true });
  }

  close(root: FileRoot): void {
    this.#roots = this.#roots.filter((known) => keyOf(known) !== keyOf(root));
    void commands.executeCommand('setContext', 'slipway.files.open', this.#roots.length > 0);
    this.refresh();
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Asks anew what differs from the images. */
  async reread(): Promise<void> {
    for (const { place } of this.#roots) if (place.kind === 'container') await this.#readChanges(place);
    this.refresh();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return [...this.#roots];
    const root = node.type === 'root' ? node : node.root;
    const path = node.type === 'root' ? '/' : node.path;
    if (root.shows === 'changes') {
      const changed = this.#changes.get(keyOf(root))?.in(path) ?? [];
      return changed.map((entry) => ({ type: entry.isFolder ? 'folder' : 'file', root, path: entry.path }));
    }
    const entries = await this.#files.list(fileUri(root.place, path));
    return [...entries].sort(byKindAndName).map((entry) => ({
      type: entry.type,
      root,
      path: path === '/' ? `/${entry.name}` : `${path}/${entry.name}`,
      entry,
    }));
  }

  getParent(node: Node): Node | undefined {
    if (node.type === 'root') return undefined;
    const parent = node.path.slice(0, node.path.lastIndexOf('/'));
    return parent === '' ? node.root : { type: 'folder', root: node.root, path: parent };
  }

  getTreeItem(node: Node): TreeItem {
    if (node.type === 'root') return rootItem(node, this.#changes.get(keyOf(node)));
    const what = this.#changes.get(keyOf(node.root))?.what(node.path);
    return fileItem(node, what === undefined ? '' : changeWord(what));
  }

  async #readChanges(place: FilePlace): Promise<void> {
    const engine = await this.#access.engine(place.engine).engine();
    this.#changes.set(placeKey(place), new ChangeTree(await engine.fileChanges(place.id).catch(() => [])));
    this.#decorated.fire(undefined);
  }

  #decorationOf(uri: Uri): FileDecoration | undefined {
    if (uri.scheme !== schemes.container) return undefined;
    const place = placeOf(uri.scheme, uri.authority);
    const what = place && this.#changes.get(placeKey(place))?.what(uri.path);
    return what && decorations[what]();
  }
}

const decorations = {
  added: () => new FileDecoration('A', changeWord('added'), new ThemeColor('gitDecoration.addedResourceForeground')),
  changed: () =>
    new FileDecoration('M', changeWord('changed'), new ThemeColor('gitDecoration.modifiedResourceForeground')),
  deleted: () =>
    new FileDecoration('D', changeWord('deleted'), new ThemeColor('gitDecoration.deletedResourceForeground')),
};

function changeWord(what: 'added' | 'changed' | 'deleted'): string {
  if (what === 'added') return l10n.t('added since the image');
  return what === 'changed' ? l10n.t('changed since the image') : l10n.t('deleted since the image');
}

/** For the menus: what it is, and whether its files can be changed where that is not clear. */
function contextOf(place: FilePlace): string {
  return place.kind === 'volume' && isChangeable(place) ? 'volume.writable' : place.kind;
}

function keyOf({ place }: FileRoot): string {
  return placeKey(place);
}

function placeKey({ kind, id, engine }: FilePlace): string {
  return [kind, id, engine].join(' ');
}

function byKindAndName(a: FileEntry, b: FileEntry): number {
  return Number(b.type === 'folder') - Number(a.type === 'folder') || (a.name < b.name ? -1 : 1);
}

function rootItem(root: FileRoot, changes: ChangeTree | undefined): TreeItem {
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

function fileItem(node: FileNode, change: string): TreeItem {
  const uri = fileUri(node.root.place, node.path);
  const folds = node.type === 'folder' ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
  const item = new TreeItem(uri, folds);
  const name = node.path.slice(node.path.lastIndexOf('/') + 1);
  item.id = `${keyOf(node.root)} ${node.root.shows} ${node.path}`;
  item.description = node.entry && node.type === 'file' ? formatSize(node.entry.size) : '';
  item.contextValue = `${node.type}.${contextOf(node.root.place)}${change === '' ? '' : '.changed'}`;
  item.accessibilityInformation = { label: wordsOf(kindOf(node, name), item.description, change) };
  if (node.type === 'file') item.command = { command: 'vscode.open', title: '', arguments: [uri] };
  return item;
}

function kindOf({ type }: FileNode, name: string): string {
  if (type === 'folder') return l10n.t('Folder {0}', name);
  return type === 'file' ? l10n.t('File {0}', name) : l10n.t('Special file {0}', name);
}

function wordsOf(...parts: readonly string[]): string {
  return lineOf(parts.filter((part) => part !== '').join(', '));
}

async function droppedFiles(transfer: DataTransfer): Promise<readonly Uri[]> {
  const text = (await transfer.get('text/uri-list')?.asString()) ?? '';
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => Uri.parse(line, true))
    .filter(({ scheme }) => scheme === 'file' || scheme === 'vscode-remote');
}
