import { env, l10n } from 'vscode';
import type { ContainerInfo, Kind } from '../engine/engine.ts';
import { containers } from './containers.ts';
import type { ShownEngine } from './engines.ts';
import type { ResourceView, Row, Scene } from './resourceView.ts';
import type { Lease, StoreChange } from './storeItems.ts';
import { Tree } from './tree.ts';
import type { TreeNode } from './treeNodes.ts';
import type { ViewState } from './viewState.ts';

/** One of several engines, as the root of what it has. */
export interface EngineNode {
  readonly type: 'engine';
  readonly engine: string;
}

/** What one engine has, arranged for one view. */
export class EngineTree<K extends Kind> {
  readonly shown: ShownEngine;
  readonly node: EngineNode;
  readonly tree: Tree<K>;
  readonly #listening: Lease[] = [];
  #containers: readonly ContainerInfo[] | undefined;

  constructor(shown: ShownEngine, view: ResourceView<K>, state: ViewState) {
    this.shown = shown;
    this.node = { type: 'engine', engine: shown.key };
    this.tree = new Tree(view, {
      engine: shown.key,
      known: () => shown.store.known(view.kind),
      container: (id) => this.#known(id),
      choices: () => state.choices,
      filter: () => state.filter,
      scene: this.#scene,
    });
  }

  /** The same list of containers until one of them changes: what is found out about it is kept with it. */
  readonly #scene = (): Scene => {
    this.#containers ??= [...this.shown.store.known('container').values()];
    return { l10n, locale: env.language, now: Date.now(), containers: this.#containers };
  };

  listen(changed: (change: StoreChange) => void, connection: () => void): void {
    const { store } = this.shown;
    this.#listening.push(
      store.onChange((change) => {
        if (change.kind === 'container') this.#containers = undefined;
        changed(change);
      }),
      store.onState(connection),
    );
  }

  dispose(): void {
    for (const listening of this.#listening) listening.dispose();
  }

  /** The row of a node; undefined where what it stands for is gone. */
  row(node: TreeNode): Row | undefined {
    if (node.type !== 'user') return this.tree.row(node, this.#scene());
    const container = this.#known(node.ref.id);
    return container && containers.row(container, this.#scene());
  }

  /** The hover of a node, with what the engine tells of it besides. */
  tooltip(node: Exclude<TreeNode, { type: 'group' }>, details: unknown): string | undefined {
    if (node.type === 'user') {
      const container = this.#known(node.ref.id);
      return container && containers.tooltip(container, details, this.#scene());
    }
    const item = this.tree.item(node);
    return item && item.id !== '' ? this.tree.view.tooltip(item, details, this.#scene()) : undefined;
  }

  #known(container: string): ContainerInfo | undefined {
    return this.shown.store.known('container').get(container);
  }
}
