import type { Target } from '../engine/contexts.ts';
import { type Change, type Engine, type Kind, kinds } from '../engine/engine.ts';
import type { StoreItems } from './storeItems.ts';

/** One connection to an engine, which keeps the items of the store as the engine has them, until it is aborted. */
export class Session {
  readonly engine: Engine;
  readonly target: Target;
  readonly abort = new AbortController();
  readonly #items: StoreItems;
  /** Requests under way by kind and id; `again` where the thing changed once more meanwhile. */
  readonly #fetching = new Map<string, { again: boolean; gone: boolean }>();

  constructor(engine: Engine, target: Target, items: StoreItems) {
    this.engine = engine;
    this.target = target;
    this.#items = items;
  }

  async listAll(): Promise<void> {
    await Promise.all(kinds.map((kind) => this.#list(kind)));
  }

  patch({ kind, id, gone }: Change): void {
    const fetching = this.#fetching.get(keyOf(kind, id));
    if (gone) {
      if (fetching) fetching.gone = true;
      this.#items.remove(kind, id);
    } else if (fetching) fetching.again = true;
    else void this.#fetch(kind, id);
  }

  async #list(kind: Kind): Promise<void> {
    const listed = await this.engine.list(kind);
    if (!this.abort.signal.aborted) this.#items.list(kind, listed);
  }

  /** One request for the thing that changed, and another only if it changes while that one is under way. */
  async #fetch(kind: Kind, id: string): Promise<void> {
    const fetching = { again: false, gone: false };
    this.#fetching.set(keyOf(kind, id), fetching);
    try {
      do {
        fetching.again = false;
        fetching.gone = false;
        const item = await this.engine.get(kind, id);
        if (this.abort.signal.aborted) return;
        if (!item) this.#items.remove(kind, id);
        else if (!fetching.gone && this.#items.set(kind, item) === 'changed' && kind === 'image') {
          this.#askAboutMovedTags(item.id);
        }
      } while (fetching.again);
    } catch {
      // The end of the connection is told by the events; anything else the safety list mends.
    } finally {
      this.#fetching.delete(keyOf(kind, id));
    }
  }

  /** A tag that moves to a new image leaves the old one without an event of its own. */
  #askAboutMovedTags(id: string): void {
    const images = this.#items.of('image');
    const tags = new Set(images.get(id)?.tags);
    for (const other of images.values()) {
      if (other.id !== id && other.tags.some((tag) => tags.has(tag))) {
        this.patch({ kind: 'image', id: other.id, gone: false });
      }
    }
  }
}

function keyOf(kind: Kind, id: string): string {
  return `${kind}:${id}`;
}
