import {
  type CancellationToken,
  commands,
  Disposable,
  EventEmitter,
  l10n,
  MarkdownString,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  type TreeDragAndDropController,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
} from 'vscode';
import type { Kind } from '../engine/engine.ts';
import { lineOf } from '../ui/foreignText.ts';
import type { Engines, ShownEngine } from './engines.ts';
import { engineRow } from './engineRow.ts';
import { type EngineNode, EngineTree } from './engineTree.ts';
import type { ResourceView, Row } from './resourceView.ts';
import type { Lease, StoreChange } from './storeItems.ts';
import { nodeId } from './nodeId.ts';
import type { Tree } from './tree.ts';
import type { TreeNode } from './treeNodes.ts';
import { badgeOf, viewMessage } from './viewMessage.ts';
import type { ViewState } from './viewState.ts';

type Node = EngineNode | TreeNode;

/** Registers a view; while it is visible, the engines it shows are kept live. */
export function showResourceView<K extends Kind>(
  engines: Engines,
  view: ResourceView<K>,
  state: ViewState,
): Disposable {
  const provider = new ResourceTree(engines, view, state);
  const tree = window.createTreeView<Node>(view.viewId, {
    treeDataProvider: provider,
    canSelectMany: true,
    ...(view.kind === 'container' ? { dragAndDropController: copyDropped } : {}),
  });
  const leases: Lease[] = [];
  const look = (): void => {
    for (const lease of leases.splice(0)) lease.dispose();
    if (tree.visible) leases.push(...engines.shown.map(({ store }) => store.hold()));
  };
  provider.decorate(tree);
  look();
  return Disposable.from(tree, provider, tree.onDidChangeVisibility(look), engines.onChange(look), {
    dispose: () => leases.forEach((lease) => lease.dispose()),
  });
}

/** A file that is dropped on a container is copied to it. */
const copyDropped: TreeDragAndDropController<Node> = {
  dragMimeTypes: [],
  dropMimeTypes: ['text/uri-list'],
  handleDrop: async (target, transfer) => {
    const text = (await transfer.get('text/uri-list')?.asString()) ?? '';
    const lines = text.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
    const files = lines.map((line) => Uri.parse(line, true));
    if (!target || target.type === 'engine' || target.type === 'group' || files.length === 0) return;
    await commands.executeCommand('slipway.containers.copyTo', target, undefined, files);
  },
};

class ResourceTree<K extends Kind> implements TreeDataProvider<Node> {
  readonly #engines: Engines;
  readonly #view: ResourceView<K>;
  readonly #state: ViewState;
  readonly #changed = new EventEmitter<Node | Node[] | undefined>();
  readonly #listening: Lease[] = [];
  readonly onDidChangeTreeData = this.#changed.event;
  #trees = new Map<string, EngineTree<K>>();
  #decorated: TreeView<Node> | undefined;
  #patience: NodeJS.Timeout | undefined;
  #isLate = false;

  constructor(engines: Engines, view: ResourceView<K>, state: ViewState) {
    this.#engines = engines;
    this.#view = view;
    this.#state = state;
    this.#follow();
    this.#listening.push(
      engines.onChange(() => this.#follow()),
      state.onChange(() => {
        for (const { tree } of this.#trees.values()) tree.rearrange();
        void commands.executeCommand('setContext', `${view.viewId}.filtered`, state.filter !== '');
        for (const name of Object.keys(view.hides)) this.#setContext(name);
        this.#changed.fire(undefined);
        this.#redecorate();
      }),
    );
    for (const name of Object.keys(view.hides)) this.#setContext(name);
  }

  /** Keeps the message and the badge of the view true. */
  decorate(tree: TreeView<Node>): void {
    this.#decorated = tree;
    this.#redecorate();
  }

  getChildren(node?: Node): Node[] {
    if (!node) {
      const [only, second] = this.#engines.shown;
      if (second || !only) return [...this.#trees.values()].map(({ node }) => node);
      return [...(this.#trees.get(only.key)?.tree.roots() ?? [])];
    }
    const tree = this.#trees.get(node.engine)?.tree;
    return [...((node.type === 'engine' ? tree?.roots() : tree?.children(node)) ?? [])];
  }

  getParent(node: Node): Node | undefined {
    if (node.type === 'engine') return undefined;
    const engine = this.#trees.get(node.engine);
    return engine?.tree.parent(node) ?? (this.#engines.shown.length > 1 ? engine?.node : undefined);
  }

  getTreeItem(node: Node): TreeItem {
    const engine = this.#trees.get(node.engine);
    if (!engine) return new TreeItem('');
    const several = this.#engines.shown.length > 1 ? `${node.engine} ` : '';
    if (node.type === 'engine') {
      return treeItem(
        engineRow({ ...engine.shown, production: this.#engines.isProduction(node.engine) }, l10n),
        `engine:${node.engine}`,
        TreeItemCollapsibleState.Expanded,
      );
    }
    const row = engine.row(node);
    return row ? treeItem(row, several + nodeId(node), foldingOf(engine.tree, node)) : new TreeItem('');
  }

  /** The hover asks the engine once for what rows do not show; without an answer it tells what is known. */
  async resolveTreeItem(item: TreeItem, node: Node, token: CancellationToken): Promise<TreeItem> {
    const known = this.#trees.get(node.engine);
    if (!known || node.type === 'engine' || node.type === 'group') return item;
    const engine = await known.shown.store.engine().catch(() => undefined);
    const details = await engine?.inspect(node.ref.kind, node.ref.id).catch(() => undefined);
    if (token.isCancellationRequested) return item;
    const text = known.tooltip(node, details);
    // Names and labels are other people's text: it is escaped, and nothing in it is trusted.
    if (text !== undefined) item.tooltip = new MarkdownString(text, false);
    return item;
  }

  dispose(): void {
    for (const listening of this.#listening) listening.dispose();
    clearTimeout(this.#patience);
    for (const engine of this.#trees.values()) engine.dispose();
    this.#changed.dispose();
  }

  #follow(): void {
    const before = this.#trees;
    this.#trees = new Map(
      this.#engines.shown.map((shown) => [shown.key, before.get(shown.key) ?? this.#engineTree(shown)]),
    );
    for (const [key, engine] of before) if (!this.#trees.has(key)) engine.dispose();
    this.#changed.fire(undefined);
    this.#redecorate();
  }

  #engineTree(shown: ShownEngine): EngineTree<K> {
    const engine = new EngineTree(shown, this.#view, this.#state);
    engine.listen(
      (change) => this.#redraw(engine, change),
      () => {
        if (this.#engines.shown.length > 1) this.#changed.fire(engine.node);
        else this.#watchFor(shown);
        this.#redecorate();
      },
    );
    return engine;
  }

  /** Most connections are there again before anybody would notice: only of a longer wait it is told. */
  #watchFor({ store }: ShownEngine): void {
    clearTimeout(this.#patience);
    this.#isLate = false;
    if (store.state.kind !== 'connecting') return;
    this.#patience = setTimeout(() => {
      this.#isLate = true;
      this.#redecorate();
    }, 2000).unref();
  }

  #redraw({ tree, node }: EngineTree<K>, change: StoreChange): void {
    const redraw = tree.redraw(change);
    if (redraw === 'all') this.#changed.fire(this.#engines.shown.length > 1 ? node : undefined);
    else if (redraw !== 'nothing' && redraw.nodes.length > 0) this.#changed.fire([...redraw.nodes]);
    if (change.kind === this.#view.kind) this.#redecorate();
  }

  #redecorate(): void {
    if (!this.#decorated) return;
    const trees = [...this.#trees.values()];
    const counts = trees.map(({ tree }) => tree.counts());
    const shown = this.#isLate && counts.some(({ all }) => all > 0);
    this.#decorated.message = shown
      ? l10n.t('Connecting to the engine… What is shown is from before.')
      : (viewMessage(counts, this.#state.filter, l10n) ?? '');
    if (this.#view.kind !== 'container') return;
    const badge = badgeOf(
      trees.map(({ shown }) => shown.store),
      l10n,
    );
    if (badge?.value !== this.#decorated.badge?.value) this.#decorated.badge = badge;
  }

  #setContext(name: string): void {
    void commands.executeCommand(
      'setContext',
      `${this.#view.viewId}.hides.${name}`,
      this.#state.choices.hide.includes(name),
    );
  }
}

function foldingOf<K extends Kind>(tree: Tree<K>, node: TreeNode): TreeItemCollapsibleState {
  if (node.type === 'group') return TreeItemCollapsibleState.Expanded;
  return tree.hasChildren(node) ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None;
}

function treeItem(row: Row, id: string, folding: TreeItemCollapsibleState): TreeItem {
  const item = new TreeItem(lineOf(row.label), folding);
  item.id = id;
  item.description = lineOf(row.description);
  item.iconPath = new ThemeIcon(row.icon.id, row.icon.color === undefined ? undefined : new ThemeColor(row.icon.color));
  item.contextValue = row.contextValue;
  item.accessibilityInformation = { label: lineOf(row.spoken) };
  return item;
}
