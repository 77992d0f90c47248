import type { ContainerInfo, Kind, ResourceRef, Resources } from '../engine/engine.ts';
import { filterWords, matchesFilter } from './filter.ts';
import { type Branch, Layout } from './layout.ts';
import type { Place, ResourceView, Row, Scene, ViewChoices } from './resourceView.ts';
import type { StoreChange } from './storeItems.ts';
import type { GroupNode, ItemNode, TreeNode, UserNode } from './treeNodes.ts';
import { usersOf } from './usage.ts';

/** What has to be drawn again: these nodes, or all of it. */
export type Redraw = { readonly nodes: readonly TreeNode[] } | 'all' | 'nothing';

/** What a tree is drawn from. Each is asked when it is needed. */
export interface TreeSource<K extends Kind> {
  readonly engine: string;
  known(): ReadonlyMap<string, Resources[K]>;
  container(id: string): ContainerInfo | undefined;
  choices(): ViewChoices;
  /** What was typed to search for. */
  filter(): string;
  scene(): Scene;
}

/** Rows and groups of one view, over what the store knows. Draws nothing itself. */
export class Tree<K extends Kind> {
  readonly view: ResourceView<K>;
  readonly #source: TreeSource<K>;
  readonly #nodes = new Map<string, TreeNode>();
  /** What each container used when that was last looked at. */
  readonly #used = new Map<string, readonly string[]>();
  #layout: Layout<Resources[K]> | undefined;

  constructor(view: ResourceView<K>, source: TreeSource<K>) {
    this.view = view;
    this.#source = source;
  }

  /** Groups by name, then the items that stand alone. */
  roots(): readonly TreeNode[] {
    return this.#nodesIn(this.#laidOut().root);
  }

  children(node: TreeNode): readonly TreeNode[] {
    if (node.type === 'user') return [];
    if (node.type === 'item') return this.#usersBelow(node);
    const branch = this.#laidOut().branch(node.path);
    return branch ? this.#nodesIn(branch) : [];
  }

  /** Whether there is anything below a node. */
  hasChildren(node: TreeNode): boolean {
    return node.type === 'group' || (node.type === 'item' && this.#users(node).length > 0);
  }

  parent(node: TreeNode): TreeNode | undefined {
    if (node.type === 'user') return node.owner;
    const path = node.type === 'item' ? node.path : node.path.slice(0, -1);
    return path.length === 0 ? undefined : this.#group(path);
  }

  /** The row of a node; undefined where its thing has gone meanwhile. */
  row(node: TreeNode, scene: Scene): Row | undefined {
    if (node.type === 'user') return undefined;
    if (node.type === 'item') {
      const item = this.item(node);
      const place: Place = { choices: this.#source.choices(), path: node.path };
      return item && this.view.row(item, scene, place);
    }
    const members = this.#membersOf(node.path);
    return members.length === 0 ? undefined : this.#levels()[node.path.length - 1]?.row(node.name, members, scene);
  }

  item(node: ItemNode): Resources[K] | undefined {
    return this.#source.known().get(node.ref.id);
  }

  /** How many things are shown, and how many there are. */
  counts(): { readonly shown: number; readonly all: number } {
    return { shown: this.#laidOut().size, all: this.#source.known().size };
  }

  /** The settings or the filter have changed: everything finds its place anew. */
  rearrange(): void {
    this.#layout = undefined;
  }

  /** What a change of the store means for what is drawn. */
  redraw({ kind, id }: StoreChange): Redraw {
    if (kind === this.view.kind) return id === undefined ? this.#redrawAll() : this.#itemChanged(id);
    if (kind !== 'container' || !this.view.usage) return 'nothing';
    return id === undefined ? this.#redrawAll() : this.#userChanged(id);
  }

  #redrawAll(): 'all' {
    this.#layout = undefined;
    return 'all';
  }

  #itemChanged(id: string): Redraw {
    const layout = this.#layout;
    if (!layout) return 'all';
    const item = this.#source.known().get(id);
    const change = layout.place(id, item, item ? this.#pathsOf(item) : []);
    if (change.what === 'nothing') return 'nothing';
    if (change.what === 'moved') {
      // The outermost groups hold all that changed; what stands alone concerns the whole view.
      const outermost = change.paths.map((path) => path.slice(0, 1));
      if (outermost.some((path) => path.length === 0 || !layout.branch(path)) || change.made) return 'all';
      return { nodes: unique(outermost.map((path) => this.#group(path))) };
    }
    const above = change.paths.flatMap((path) => path.map((_name, depth) => this.#group(path.slice(0, depth + 1))));
    return { nodes: [...change.paths.map((path) => this.#itemNode(id, path)), ...unique(above)] };
  }

  /** A container began or ceased to use things, or looks different below them. */
  #userChanged(id: string): Redraw {
    const { usage } = this.view;
    const container = this.#source.container(id);
    const keys = new Set([...(this.#used.get(id) ?? []), ...(container ? (usage?.keysOf(container) ?? []) : [])]);
    if (container && usage) this.#used.set(id, usage.keysOf(container));
    else this.#used.delete(id);
    if (!this.#layout || !usage) return 'all';
    const nodes: TreeNode[] = [];
    for (const [itemId, item] of this.#source.known()) {
      if (!keys.has(usage.key(item))) continue;
      const redraw = this.#itemChanged(itemId);
      if (redraw === 'all') return 'all';
      if (redraw !== 'nothing') nodes.push(...redraw.nodes);
    }
    return nodes.length === 0 ? 'nothing' : { nodes: unique(nodes) };
  }

  #laidOut(): Layout<Resources[K]> {
    if (this.#layout) return this.#layout;
    const { view } = this;
    const choices = this.#source.choices();
    const order = view.orders[choices.sortBy] ?? view.orders[view.defaults.sortBy];
    const layout = new Layout<Resources[K]>(order ?? (() => 0));
    const known = this.#source.known();
    for (const [id, item] of known) layout.place(id, item, this.#pathsOf(item));
    this.#used.clear();
    if (view.usage) {
      for (const one of this.#source.scene().containers) this.#used.set(one.id, view.usage.keysOf(one));
    }
    this.#forgetGone(known);
    this.#layout = layout;
    return layout;
  }

  #forgetGone(known: ReadonlyMap<string, unknown>): void {
    for (const [key, node] of this.#nodes) {
      if (node.type === 'item' && !known.has(node.ref.id)) this.#nodes.delete(key);
      if (node.type === 'user' && !known.has(node.owner.ref.id)) this.#nodes.delete(key);
    }
  }

  /** Where an item stands: nowhere if it is hidden, once or in several groups otherwise. */
  #pathsOf(item: Resources[K]): readonly (readonly string[])[] {
    const { view } = this;
    const choices = this.#source.choices();
    const scene = this.#source.scene();
    if (view.conceals?.(item) === true) return [];
    if (choices.hide.some((name) => view.hides[name]?.(item, scene) === true)) return [];
    const filter = this.#source.filter();
    if (filterWords(filter).length > 0 && !matchesFilter(view.searchText(item, scene), filter)) return [];
    let paths: readonly (readonly string[])[] = [[]];
    for (const [depth, level] of this.#levels().entries()) {
      paths = paths.flatMap((path) => {
        const names = path.length === depth ? level.of(item, choices, path) : [];
        return names.length === 0 ? [path] : names.map((name) => [...path, name]);
      });
    }
    return paths;
  }

  #levels(): ResourceView<K>['groupings'][string] {
    return this.view.groupings[this.#source.choices().groupBy] ?? [];
  }

  #membersOf(path: readonly string[]): readonly Resources[K][] {
    const known = this.#source.known();
    const branch = this.#laidOut().branch(path);
    return (branch ? idsBelow(branch) : []).flatMap((id) => known.get(id) ?? []);
  }

  #nodesIn(branch: Branch): readonly TreeNode[] {
    const groups = this.#laidOut().groupsIn(branch, this.#levels()[branch.path.length]?.order);
    const ids = this.#laidOut().itemsIn(branch);
    return [...groups.map(({ path }) => this.#group(path)), ...ids.map((id) => this.#itemNode(id, branch.path))];
  }

  #usersBelow(owner: ItemNode): readonly UserNode[] {
    return this.#users(owner).map((container) => this.#userNode(owner, container));
  }

  #users(node: ItemNode): readonly ContainerInfo[] {
    const item = this.item(node);
    const { usage } = this.view;
    if (!usage || !item) return [];
    return usersOf(usage.key(item), usage.keysOf, this.#source.scene().containers);
  }

  #userNode(owner: ItemNode, { id, name }: ContainerInfo): UserNode {
    const ref: ResourceRef = { kind: 'container', id, name };
    return this.#remembered(`user ${JSON.stringify([owner.path, owner.ref.id, id, name])}`, () => ({
      type: 'user',
      engine: this.#source.engine,
      ref,
      owner,
    }));
  }

  #itemNode(id: string, path: readonly string[]): ItemNode {
    return this.#remembered(`item ${JSON.stringify([path, id])}`, () => {
      const { kind } = this.view;
      const source = this.#source;
      let ref: ResourceRef = { kind, id, name: id };
      return {
        type: 'item',
        engine: source.engine,
        path,
        get ref() {
          const item = source.known().get(id);
          if (item) ref = { kind, id, name: nameOf(item) };
          return ref;
        },
      };
    });
  }

  #group(path: readonly string[]): GroupNode {
    return this.#remembered(`group ${JSON.stringify(path)}`, () => {
      const members = (): readonly ResourceRef[] => {
        const branch = this.#laidOut().branch(path);
        return [...new Set(branch ? idsBelow(branch) : [])].map((id) => this.#itemNode(id, path).ref);
      };
      return {
        type: 'group',
        engine: this.#source.engine,
        name: path.at(-1) ?? '',
        path,
        get refs() {
          return members();
        },
      };
    });
  }

  #remembered<N extends TreeNode>(key: string, make: () => N): N {
    // A key names the type of its node.
    const known = this.#nodes.get(key) as N | undefined;
    if (known) return known;
    const node = make();
    this.#nodes.set(key, node);
    return node;
  }
}

function idsBelow(branch: Branch): readonly string[] {
  return [...branch.ids, ...[...branch.groups.values()].flatMap(idsBelow)];
}

function unique<T>(items: readonly T[]): readonly T[] {
  return [...new Set(items)];
}

/** What people call it. */
function nameOf(item: Resources[Kind]): string {
  if ('name' in item) return item.name || item.id;
  return item.tags[0] ?? item.digests[0] ?? item.id;
}
