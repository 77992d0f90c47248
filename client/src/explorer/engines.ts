import type { Connection } from '../engine/connection.ts';
import { isProduction } from './production.ts';
import { Store } from './store.ts';
import type { Lease } from './storeItems.ts';

/** An engine that is shown. */
export interface ShownEngine {
  /** The name of its context; empty for the one that the machine is set to. */
  readonly key: string;
  readonly store: Store;
}

export interface EnginesOptions {
  /** Looks for the engine with this key. Never rejects. */
  connect(key: string): Promise<Connection>;
  /** The names and addresses of engines that others depend on. */
  marked?(): readonly string[];
}

/** The key of the engine that settings, environment and the current context lead to. */
const currentEngine = '';

/** The engines that are shown at the same time: always the current one, and those of the contexts that were chosen. */
export class Engines {
  readonly #options: EnginesOptions;
  readonly #listeners = new Set<() => void>();
  #shown: readonly ShownEngine[];

  constructor(options: EnginesOptions) {
    this.#options = options;
    this.#shown = [this.#make(currentEngine)];
  }

  get shown(): readonly ShownEngine[] {
    return this.#shown;
  }

  get current(): Store {
    return this.get(currentEngine);
  }

  /** The engine with the key; the current one where that is not shown any more. */
  get(key: string): Store {
    const found = this.#shown.find((engine) => engine.key === key) ?? this.#shown[0];
    if (!found) throw new Error('there is always a current engine');
    return found.store;
  }

  /** Whether others depend on the engine with this key. */
  isProduction(key: string): boolean {
    return isProduction(this.get(key).target, this.#options.marked?.() ?? []);
  }

  /** Shows these besides the current one. */
  show(contexts: readonly string[]): void {
    const keys = [currentEngine, ...new Set(contexts.filter((name) => name !== currentEngine))];
    const before = this.#shown;
    if (keys.length === before.length && keys.every((key, index) => before[index]?.key === key)) return;
    this.#shown = keys.map((key) => before.find((engine) => engine.key === key) ?? this.#make(key));
    for (const engine of before) if (!this.#shown.includes(engine)) engine.store.close();
    for (const listener of this.#listeners) listener();
  }

  /** Told when another set of engines is shown. */
  onChange(listener: () => void): Lease {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  close(): void {
    for (const { store } of this.#shown) store.close();
  }

  #make(key: string): ShownEngine {
    return { key, store: new Store({ key, connect: () => this.#options.connect(key) }) };
  }
}
