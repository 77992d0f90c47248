import type { Kind, ResourceRef, Resources } from '../engine/engine.ts';
import type { ResourceView, Row, Scene } from './resourceView.ts';
import type { StoreChange } from './store.ts';
import { compareTexts } from './order.ts';

/**
 * An element of a view. The same thing is always the same object, so that one row can be drawn again by itself; what it
 * tells of its thing is read when it is asked.
 */
export type TreeNode = ItemNode | GroupNode;

export interface ItemNode {
  readonly type: 'item';
  /** What commands are given. */
  readonly ref: ResourceRef;
}

export interface GroupNode {
  readonly type: 'group';
  readonly name: string;
  /** What commands on the whole group are given. */
  readonly refs: readonly ResourceRef[];
}

/** What has to be drawn again: these nodes, or all of it. */
export type Redraw = { readonly nodes: readonly TreeNode[] } | 'all' | 'nothing';

/** Rows and groups of one view, over what the store knows. Draws nothing itself. */
export class Tree<K extends Kind> {
  readonly view: ResourceView<K>;
  readonly #known: () => ReadonlyMap<string, Resources[K]>;
  readonly #items = new Map<string, ItemNode>();
  readonly #groups = new Map<string, GroupNode>();
  /** Which group each item was drawn in: what has left one may be in the store no more. */
  readonly #drawnIn = new Map<string, string | undefined>();

  constructor(view: ResourceView<K>, known: () => ReadonlyMap<string, Resources[K]>) {
    this.view = view;
    this.#known = known;
  }

  /** Groups by name, then the items that stand alone. */
  roots(): readonly TreeNode[] {
    this.#forgetGone();
    const groups = new Set<string>();
    const alone: (readonly [string, Resources[K]])[] = [];
    for (const [id, item] of this.#known()) {
      const name = this.#groupNameOf(item);
      this.#drawnIn.set(id, name);
      if (name === undefined) alone.push([id, item]);
      else groups.add(name);
    }
    const names = [...groups].sort(compareTexts);
    return [...names.map((name) => this.#group(name)), ...this.#nodes(alone)];
  }

  children(group: GroupNode): readonly ItemNode[] {
    return this.#nodes(this.#membersOf(group.name));
  }

  parent(node: TreeNode): GroupNode | undefined {
    const item = node.type === 'item' ? this.item(node) : undefined;
    const name = item && this.#groupNameOf(item);
    return name === undefined ? undefined : this.#group(name);
  }

  /** The row of a node; undefined where its thing has gone meanwhile. */
  row(node: TreeNode, scene: Scene): Row | undefined {
    if (node.type === 'group') {
      const members = this.#membersOf(node.name).map(([, item]) => item);
      return members.length === 0 ? undefined : this.view.groups?.row(node.name, members, scene);
    }
    const item = this.item(node);
    return item && this.view.row(item, scene);
  }

  item(node: ItemNode): Resources[K] | undefined {
    return this.#known().get(node.ref.id);
  }

  /** What a change of the store means for what is drawn. */
  redraw({ kind, id, what }: StoreChange): Redraw {
    if (kind !== this.view.kind) {
      const tells = this.view.readsContainers === 'reads containers' && kind === 'container';
      return tells && what !== 'changed' ? 'all' : 'nothing';
    }
    if (id === undefined) return 'all';
    const item = this.#known().get(id);
    const name = what === 'removed' ? this.#drawnIn.get(id) : item && this.#groupNameOf(item);
    const group = name === undefined ? undefined : this.#groups.get(name);
    if (what === 'changed') {
      const node = this.#items.get(id);
      return { nodes: [node, group].filter((node) => node !== undefined) };
    }
    // A member that comes or goes concerns its group alone, unless the group comes or goes with it.
    if (!group || this.#membersOf(group.name).length === 0) return 'all';
    this.#drawnIn.set(id, name);
    return { nodes: [group] };
  }

  #forgetGone(): void {
    const known = this.#known();
    for (const id of this.#items.keys()) if (!known.has(id)) this.#items.delete(id);
    this.#drawnIn.clear();
  }

  #groupNameOf(item: Resources[K]): string | undefined {
    return this.view.groups?.of(item);
  }

  #membersOf(name: string): readonly (readonly [string, Resources[K]])[] {
    return [...this.#known()].filter(([, item]) => this.#groupNameOf(item) === name);
  }

  #nodes(items: readonly (readonly [string, Resources[K]])[]): readonly ItemNode[] {
    const sorted = [...items].sort(([, a], [, b]) => this.view.compare(a, b));
    return sorted.map(([id]) => this.#node(id));
  }

  #node(id: string): ItemNode {
    const drawn = this.#items.get(id);
    if (drawn) return drawn;
    const { kind } = this.view;
    const known = this.#known;
    let ref: ResourceRef = { kind, id, name: id };
    const node: ItemNode = {
      type: 'item',
      get ref() {
        const item = known().get(id);
        if (item) ref = { kind, id, name: nameOf(item) };
        return ref;
      },
    };
    this.#items.set(id, node);
    return node;
  }

  #group(name: string): GroupNode {
    const drawn = this.#groups.get(name);
    if (drawn) return drawn;
    const members = (): readonly ResourceRef[] => this.#nodes(this.#membersOf(name)).map((node) => node.ref);
    const group: GroupNode = {
      type: 'group',
      name,
      get refs() {
        return members();
      },
    };
    this.#groups.set(name, group);
    return group;
  }
}

/** What people call it. */
function nameOf(item: Resources[Kind]): string {
  if ('name' in item) return item.name || item.id;
  return item.tags[0] ?? item.digests[0] ?? item.id;
}
