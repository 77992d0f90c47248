import { isDeepStrictEqual } from 'node:util';
import { type Kind, kinds, type Resources } from '../engine/engine.ts';

/** What a listener is told: one thing came, changed or went, or (without an id) many at once. */
export interface StoreChange {
  readonly kind: Kind;
  readonly id?: string;
  readonly what: 'added' | 'changed' | 'removed' | 'listed';
}

export interface Lease {
  dispose(): void;
}

/** What an engine holds, as far as it is known, and who wants to hear of changes. What is as it was is not told. */
export class StoreItems {
  readonly #items: { readonly [K in Kind]: Map<string, Resources[K]> } = {
    container: new Map(),
    image: new Map(),
    volume: new Map(),
    network: new Map(),
  };
  readonly #listeners = new Set<(change: StoreChange) => void>();

  of<K extends Kind>(kind: K): ReadonlyMap<string, Resources[K]> {
    return this.#items[kind];
  }

  onChange(listener: (change: StoreChange) => void): Lease {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** Takes a full list in the place of what was known. */
  list(kind: Kind, listed: readonly Resources[Kind][]): void {
    const items: Map<string, Resources[Kind]> = this.#items[kind];
    // An item without an id gets a row all the same: it shows that something there cannot be read.
    const fresh = new Map(listed.map((item, index) => [item.id === '' ? `?${index}` : item.id, item] as const));
    if (isDeepStrictEqual(fresh, items)) return;
    items.clear();
    for (const [id, item] of fresh) items.set(id, item);
    this.#emit({ kind, what: 'listed' });
  }

  /** Tells whether anything is different now. */
  set(kind: Kind, item: Resources[Kind]): 'changed' | 'same' {
    const items: Map<string, Resources[Kind]> = this.#items[kind];
    const before = items.get(item.id);
    if (before && isDeepStrictEqual(before, item)) return 'same';
    items.set(item.id, item);
    this.#emit({ kind, id: item.id, what: before ? 'changed' : 'added' });
    return 'changed';
  }

  remove(kind: Kind, id: string): void {
    if (this.#items[kind].delete(id)) this.#emit({ kind, id, what: 'removed' });
  }

  clear(): void {
    for (const kind of kinds) {
      if (this.#items[kind].size === 0) continue;
      this.#items[kind].clear();
      this.#emit({ kind, what: 'listed' });
    }
  }

  #emit(change: StoreChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
