import { compareTexts } from './order.ts';

/** A group of a view with what stands in it, or the view itself. */
export interface Branch {
  readonly path: readonly string[];
  readonly groups: Map<string, Branch>;
  readonly ids: Set<string>;
}

/** What became of an item: it looks different, or it stands elsewhere; at these places before and after. */
interface Placement {
  readonly what: 'nothing' | 'same place' | 'moved';
  readonly paths: readonly (readonly string[])[];
  /** Whether a group came into being by it. */
  readonly made: boolean;
}

interface Placed<T> {
  readonly item: T;
  readonly paths: readonly (readonly string[])[];
}

/** Which item stands in which groups. Changes with each item by itself, so that a change costs no more than that. */
export class Layout<T> {
  readonly root: Branch = { path: [], groups: new Map(), ids: new Set() };
  readonly #compare: (a: T, b: T) => number;
  readonly #placed = new Map<string, Placed<T>>();

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#placed.size;
  }

  /** Puts an item where it belongs now; without an item or places it is taken away. */
  place(id: string, item: T | undefined, paths: readonly (readonly string[])[]): Placement {
    const before = this.#placed.get(id);
    const after = placed(item, paths);
    if (!before && !after) return { what: 'nothing', paths: [], made: false };
    if (after && this.#staysInPlace(before, after)) {
      this.#placed.set(id, after);
      return { what: 'same place', paths, made: false };
    }
    const [left, entered] = [before?.paths ?? [], after?.paths ?? []];
    for (const path of left) this.#take(id, path);
    this.#placed.delete(id);
    if (after) this.#placed.set(id, after);
    const put = entered.map((path) => this.#put(id, path));
    return { what: 'moved', paths: [...left, ...entered], made: put.includes('made') };
  }

  #staysInPlace(before: Placed<T> | undefined, after: Placed<T>): boolean {
    return before !== undefined && samePaths(before.paths, after.paths) && this.#compare(before.item, after.item) === 0;
  }

  branch(path: readonly string[]): Branch | undefined {
    let branch: Branch | undefined = this.root;
    for (const name of path) branch = branch?.groups.get(name);
    return branch;
  }

  /** Those in the order come first, the others by the alphabet. */
  groupsIn(branch: Branch, order: readonly string[] = []): readonly Branch[] {
    const rank = (name: string): number => (order.includes(name) ? order.indexOf(name) : order.length);
    const groups = [...branch.groups.entries()].sort(([a], [b]) => rank(a) - rank(b) || compareTexts(a, b));
    return groups.map(([, inner]) => inner);
  }

  itemsIn(branch: Branch): readonly string[] {
    const placed = [...branch.ids].flatMap((id) => {
      const found = this.#placed.get(id);
      return found ? [[id, found.item] as const] : [];
    });
    return placed.sort(([, a], [, b]) => this.#compare(a, b)).map(([id]) => id);
  }

  #put(id: string, path: readonly string[]): 'made' | 'there' {
    let branch = this.root;
    let result: 'made' | 'there' = 'there';
    path.forEach((name, depth) => {
      const next = branch.groups.get(name) ?? { path: path.slice(0, depth + 1), groups: new Map(), ids: new Set() };
      // A group within another is drawn with that one.
      if (depth === 0 && !branch.groups.has(name)) result = 'made';
      branch.groups.set(name, next);
      branch = next;
    });
    branch.ids.add(id);
    return result;
  }

  #take(id: string, path: readonly string[]): void {
    const way = path.map((_name, depth) => this.branch(path.slice(0, depth + 1)));
    way.toReversed().forEach((branch, index) => {
      if (index === 0) branch?.ids.delete(id);
      const name = path[path.length - 1 - index];
      const parent = way[path.length - 2 - index] ?? this.root;
      if (branch && name !== undefined && branch.ids.size === 0 && branch.groups.size === 0) parent.groups.delete(name);
    });
    if (path.length === 0) this.root.ids.delete(id);
  }
}

function placed<T>(item: T | undefined, paths: readonly (readonly string[])[]): Placed<T> | undefined {
  return item === undefined || paths.length === 0 ? undefined : { item, paths };
}

function samePaths(a: readonly (readonly string[])[], b: readonly (readonly string[])[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
