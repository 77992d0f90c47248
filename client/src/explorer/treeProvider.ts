import {
  type CancellationToken,
  Disposable,
  env,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from 'vscode';
import type { Kind } from '../engine/engine.ts';
import type { ResourceView, Row, Scene } from './resourceView.ts';
import type { Lease, Store } from './store.ts';
import { Tree, type TreeNode } from './tree.ts';

/** Registers a view; while it is visible, the store is kept live. */
export function showResourceView<K extends Kind>(store: Store, view: ResourceView<K>): Disposable {
  const provider = new ResourceTree(store, view);
  const tree = window.createTreeView(view.viewId, { treeDataProvider: provider, canSelectMany: true });
  let lease: Lease | undefined;
  const look = (): void => {
    lease?.dispose();
    lease = tree.visible ? store.hold() : undefined;
  };
  look();
  return Disposable.from(tree, provider, tree.onDidChangeVisibility(look), { dispose: () => lease?.dispose() });
}

class ResourceTree<K extends Kind> implements TreeDataProvider<TreeNode> {
  readonly #store: Store;
  readonly #tree: Tree<K>;
  readonly #changed = new EventEmitter<TreeNode | TreeNode[] | undefined>();
  readonly #listening: Lease;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(store: Store, view: ResourceView<K>) {
    this.#store = store;
    this.#tree = new Tree(view, () => store.known(view.kind));
    this.#listening = store.onChange((change) => {
      const redraw = this.#tree.redraw(change);
      if (redraw === 'all') this.#changed.fire(undefined);
      else if (redraw !== 'nothing' && redraw.nodes.length > 0) this.#changed.fire([...redraw.nodes]);
    });
  }

  getChildren(node?: TreeNode): TreeNode[] {
    if (!node) return [...this.#tree.roots()];
    return node.type === 'group' ? [...this.#tree.children(node)] : [];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return this.#tree.parent(node);
  }

  getTreeItem(node: TreeNode): TreeItem {
    const row = this.#tree.row(node, this.#scene());
    return row ? treeItem(node, row) : new TreeItem('');
  }

  /** The hover asks the engine once for what rows do not show; without an answer it tells what is known. */
  async resolveTreeItem(item: TreeItem, node: TreeNode, token: CancellationToken): Promise<TreeItem> {
    const thing = node.type === 'item' ? this.#tree.item(node) : undefined;
    if (node.type === 'group' || !thing || thing.id === '') return item;
    const engine = await this.#store.engine().catch(() => undefined);
    const details = await engine?.inspect(node.ref.kind, node.ref.id).catch(() => undefined);
    if (token.isCancellationRequested) return item;
    // Names and labels are other people's text: it is escaped, and nothing in it is trusted.
    item.tooltip = new MarkdownString(this.#tree.view.tooltip(thing, details, this.#scene()), false);
    return item;
  }

  dispose(): void {
    this.#listening.dispose();
    this.#changed.dispose();
  }

  #scene(): Scene {
    const containers = [...this.#store.known('container').values()];
    return { l10n, locale: env.language, now: Date.now(), containers };
  }
}

function treeItem(node: TreeNode, row: Row): TreeItem {
  const group = node.type === 'group';
  const item = new TreeItem(row.label, group ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None);
  // Without its state: an id that changes would lose the selection.
  item.id = group ? `group:${node.name}` : `${node.ref.kind}:${node.ref.id}`;
  item.description = row.description;
  item.iconPath = new ThemeIcon(row.icon.id, row.icon.color === undefined ? undefined : new ThemeColor(row.icon.color));
  item.contextValue = row.contextValue;
  item.accessibilityInformation = { label: row.spoken };
  return item;
}
