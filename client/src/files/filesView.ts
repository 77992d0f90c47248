import {
  commands,
  type DataTransfer,
  Disposable,
  EventEmitter,
  FileDecoration,
  ThemeColor,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  Uri,
  window,
} from 'vscode';
import { objectAt, textAt } from '../engine/json.ts';
import { ChangeTree } from './changes.ts';
import { changeWord, fileItem, rootItem } from './fileItem.ts';
import { type FileAccess, fileUri, type ContainerFileSystem } from './fileSystem.ts';
import type { FileEntry } from './listing.ts';
import { type FileNode, type FileRoot, keyOf, placeKey } from './nodes.ts';
import { type FilePlace, placeOf, schemes } from './places.ts';

type Node = FileRoot | FileNode;

/** How the files of a container differ from those of its image. */
interface Changes {
  readonly tree: ChangeTree;
  readonly image: string;
}

const viewId = 'slipway.files';

/** The files of what was opened, as a tree in the sidebar. */
export class FilesView implements TreeDataProvider<Node> {
  readonly #access: FileAccess;
  readonly #files: ContainerFileSystem;
  readonly #changed = new EventEmitter<Node | undefined>();
  readonly #decorated = new EventEmitter<Uri[] | undefined>();
  readonly #changes = new Map<string, Changes>();
  readonly onDidChangeTreeData = this.#changed.event;
  #roots: readonly FileRoot[] = [];
  #view: TreeView<Node> | undefined;

  constructor(access: FileAccess, files: ContainerFileSystem) {
    this.#access = access;
    this.#files = files;
  }

  /** To be disposed with the extension. */
  register(): Disposable {
    this.#view = window.createTreeView<Node>(viewId, {
      treeDataProvider: this,
      canSelectMany: true,
      dragAndDropController: {
        dragMimeTypes: [],
        dropMimeTypes: ['text/uri-list'],
        handleDrop: async (target, transfer) => {
          const files = await droppedFiles(transfer);
          // By the command: what goes wrong is told there.
          if (target && files.length > 0) await commands.executeCommand('slipway.files.upload', target, [], files);
        },
      },
    });
    return Disposable.from(
      this.#view,
      this.#changed,
      this.#decorated,
      this.#files.onDidChangeFile((events) => void this.#follow(events.map(({ uri }) => uri))),
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
    if (root.place.kind === 'container') {
      const read = this.#readChanges(root.place);
      // Files can be browsed where the engine does not say how they differ.
      await (root.shows === 'changes' ? read : read.catch(() => undefined));
    }
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
    for (const { place } of this.#roots)
      if (place.kind === 'container') await this.#readChanges(place).catch(() => undefined);
    this.refresh();
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return [...this.#roots];
    const root = node.type === 'root' ? node : node.root;
    const path = node.type === 'root' ? '/' : node.path;
    if (root.shows === 'changes') return this.#changesIn(root, path);
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
    if (node.type === 'root') return rootItem(node, this.#changes.get(keyOf(node))?.tree);
    const changes = this.#changes.get(keyOf(node.root));
    return fileItem(node, { what: changes?.tree.what(node.path), image: changes?.image ?? '' });
  }

  /** The engine tells the names only: what is there is looked at where one of them may be no ordinary file. */
  async #changesIn(root: FileRoot, path: string): Promise<Node[]> {
    const changed = this.#changes.get(keyOf(root))?.tree.in(path) ?? [];
    const unclear = changed.some(({ isFolder, what }) => !isFolder && what !== 'deleted');
    const listed = unclear ? await this.#files.list(fileUri(root.place, path)).catch(() => []) : [];
    const entries = new Map(listed.map((entry): [string, FileEntry] => [entry.name, entry]));
    return changed.map(({ name, path, isFolder }) => {
      const entry = entries.get(name);
      const type = entry?.type ?? (isFolder ? 'folder' : 'file');
      return { type, root, path, ...(entry && { entry }) };
    });
  }

  async #readChanges({ kind, id, engine: key }: FilePlace): Promise<void> {
    const engine = await this.#access.engine(key).engine();
    const [changes, details] = await Promise.all([engine.fileChanges(id), engine.inspect('container', id)]);
    const image = textAt(objectAt(details), 'Image');
    this.#changes.set(placeKey({ kind, id, engine: key }), { tree: new ChangeTree(changes), image });
    this.#decorated.fire(undefined);
  }

  /** What was changed here may differ from the image now, or no longer. */
  async #follow(uris: readonly Uri[]): Promise<void> {
    const places = uris.map(({ scheme, authority }) => placeOf(scheme, authority));
    const concerned = new Set(places.filter((place) => place !== undefined).map(placeKey));
    const roots = this.#roots.filter((root) => root.place.kind === 'container' && concerned.has(keyOf(root)));
    for (const { place } of roots) await this.#readChanges(place).catch(() => undefined);
    this.refresh();
  }

  #decorationOf(uri: Uri): FileDecoration | undefined {
    if (uri.scheme !== schemes.container) return undefined;
    const place = placeOf(uri.scheme, uri.authority);
    const what = place && this.#changes.get(placeKey(place))?.tree.what(uri.path);
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

function byKindAndName(a: FileEntry, b: FileEntry): number {
  return Number(b.type === 'folder') - Number(a.type === 'folder') || (a.name < b.name ? -1 : 1);
}

async function droppedFiles(transfer: DataTransfer): Promise<readonly Uri[]> {
  const text = (await transfer.get('text/uri-list')?.asString()) ?? '';
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => Uri.parse(line, true))
    .filter(({ scheme }) => scheme === 'file' || scheme === 'vscode-remote');
}
