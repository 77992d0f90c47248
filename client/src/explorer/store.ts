import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../engine/connection.ts';
import { hostOf, type Target } from '../engine/contexts.ts';
import type { Change, ConnectionState, Engine, Kind, LiveEngine, Resources } from '../engine/engine.ts';
import { kinds } from '../engine/engine.ts';
import { NoEngineError, toEngineError } from '../engine/errors.ts';
import { wait } from '../engine/limits.ts';

export interface StoreOptions {
  /** Tells the engine from the others that are shown. */
  readonly key?: string;
  /** Looks for an engine and says hello to it. Never rejects. */
  connect(): Promise<Connection>;
  /** Milliseconds to wait before the next try, after so many failures. */
  readonly retryDelay?: (failures: number) => number;
  /** Milliseconds between the lists that mend what events missed. */
  readonly safetyInterval?: number;
  /** Milliseconds that the connection is kept when nobody looks any more. */
  readonly idleDelay?: number;
}

/** What a listener is told: one thing came, changed or went, or (without an id) many at once. */
export interface StoreChange {
  readonly kind: Kind;
  readonly id?: string;
  readonly what: 'added' | 'changed' | 'removed' | 'listed';
}

export interface Lease {
  dispose(): void;
}

type Items = { readonly [K in Kind]: Map<string, Resources[K]> };

interface Session {
  readonly engine: Engine;
  readonly target: Target;
  readonly abort: AbortController;
  /** Requests under way by kind and id; `again` where the thing changed once more meanwhile. */
  readonly fetching: Map<string, { again: boolean; gone: boolean }>;
}

/**
 * What one engine holds, kept live by its events: one full list when connected, then one request for each thing that
 * changes. It runs while somebody holds it, reconnects for ever, and does nothing at all when nobody looks.
 */
export class Store implements LiveEngine {
  readonly #options: Required<StoreOptions>;
  readonly key: string;
  readonly #items: Items = { container: new Map(), image: new Map(), volume: new Map(), network: new Map() };
  readonly #changeListeners = new Set<(change: StoreChange) => void>();
  readonly #stateListeners = new Set<(state: ConnectionState) => void>();
  #state: ConnectionState = { kind: 'connecting' };
  #holders = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  /** Ends the whole live loop. */
  #live: AbortController | undefined;
  /** Ends the wait for the next try. */
  #nap = new AbortController();
  #session: Session | undefined;
  /** Connected, and not listed yet. */
  #opening: Session | undefined;
  #target: Target | undefined;

  constructor(options: StoreOptions) {
    this.key = options.key ?? '';
    this.#options = { retryDelay: growingDelay, key: '', safetyInterval: 300_000, idleDelay: 30_000, ...options };
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** Where the engine is that was last connected to. */
  get target(): Target | undefined {
    return this.#target;
  }

  get publishedHost(): string {
    const address = this.#session?.target.address;
    return address === undefined ? 'localhost' : hostOf(address);
  }

  onChange(listener: (change: StoreChange) => void): Lease {
    this.#changeListeners.add(listener);
    return { dispose: () => this.#changeListeners.delete(listener) };
  }

  onState(listener: (state: ConnectionState) => void): Lease {
    this.#stateListeners.add(listener);
    return { dispose: () => this.#stateListeners.delete(listener) };
  }

  /** What is known now. Empty while there is no engine. */
  known<K extends Kind>(kind: K): ReadonlyMap<string, Resources[K]> {
    return this.#items[kind];
  }

  /** Somebody looks: keeps the store live until the lease is given back. */
  hold(): Lease {
    this.#holders += 1;
    clearTimeout(this.#idleTimer);
    if (!this.#live) {
      this.#live = new AbortController();
      void this.#run(this.#live.signal);
    }
    let held = true;
    return {
      dispose: () => {
        if (!held) return;
        held = false;
        this.#holders -= 1;
        if (this.#holders === 0) this.#idleTimer = setTimeout(() => this.close(), this.#options.idleDelay);
      },
    };
  }

  async engine(): Promise<Engine> {
    return (await this.#connected()).engine;
  }

  async cliEnv(): Promise<Readonly<Record<string, string | undefined>>> {
    return (await this.#connected()).target.cliEnv;
  }

  async items<K extends Kind>(kind: K): Promise<readonly Resources[K][]> {
    await this.#connected();
    return [...this.#items[kind].values()];
  }

  /** Lists everything again, or tries to connect at once. */
  async refresh(): Promise<void> {
    const session = this.#session;
    if (session) await this.#listAll(session);
    else this.#nap.abort();
  }

  /** Forgets the engine and looks for one anew: the settings or the context have changed. */
  reconnect(): void {
    this.#session?.abort.abort();
    this.#opening?.abort.abort();
    this.#nap.abort();
  }

  /** Ends everything that runs. */
  close(): void {
    clearTimeout(this.#idleTimer);
    this.#live?.abort();
    this.#live = undefined;
    this.#session?.abort.abort();
    this.#opening?.abort.abort();
    this.#session = undefined;
    this.#nap.abort();
    this.#setState({ kind: 'connecting' });
  }

  /** The session, when the present try to connect has come to an end. */
  async #connected(): Promise<Session> {
    const lease = this.hold();
    try {
      if (!this.#session) {
        this.#setState({ kind: 'connecting' });
        this.#nap.abort();
        await this.#untilSettled();
      }
      if (this.#session) return this.#session;
      throw new NoEngineError(isFailure(this.#state) ? this.#state : { kind: 'not-found' });
    } finally {
      lease.dispose();
    }
  }

  #untilSettled(): Promise<void> {
    return new Promise((done) => {
      const lease = this.onState((state) => {
        if (state.kind === 'connecting') return;
        lease.dispose();
        done();
      });
    });
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      this.#nap = new AbortController();
      const connection = await this.#options.connect();
      if (signal.aborted) {
        if (connection.kind === 'connected') connection.engine.close();
      } else if (connection.kind === 'connected') {
        // An engine that answers and then fails at once is not asked again without a wait.
        if ((await this.#follow(connection)) === 'lived') failures = -1;
        if (!signal.aborted && this.#state.kind === 'connected') this.#setState({ kind: 'connecting' });
      } else {
        this.#forget();
        this.#setState(connection);
      }
      if (!signal.aborted && failures >= 0) await wait(this.#options.retryDelay(failures), this.#nap.signal);
    }
  }

  /** Until the connection ends. */
  async #follow(connection: Extract<Connection, { kind: 'connected' }>): Promise<'lived' | 'failed'> {
    const { engine, target } = connection;
    const session: Session = { engine, target, abort: new AbortController(), fetching: new Map() };
    const { signal } = session.abort;
    this.#target = target;
    let safety: NodeJS.Timeout | undefined;
    const started = Date.now();
    try {
      // The events are asked for first: what happens during the list is not lost.
      const changes = engine.changes(signal)[Symbol.asyncIterator]();
      let next = changes.next();
      next.catch(() => undefined);
      this.#opening = session;
      await this.#listAll(session);
      // Closed, or sent to another engine, while it was listed: nothing of it is shown.
      if (signal.aborted) return 'failed';
      this.#session = session;
      this.#setState({
        kind: 'connected',
        version: engine.version,
        apiVersion: engine.apiVersion,
        where: target.label,
      });
      safety = setInterval(() => void this.#mend(session), this.#options.safetyInterval);
      safety.unref();
      for (let change = await next; change.done !== true; change = await next) {
        this.#patch(session, change.value);
        next = changes.next();
      }
    } catch (error) {
      // A proxy before the engine may forbid events alone: then the safety lists have to do.
      if (this.#session === session && isForbidden(error)) await untilAborted(signal);
      else if (this.#session !== session && !signal.aborted) this.#fail(target.label, error);
    } finally {
      clearInterval(safety);
      if (this.#opening === session) this.#opening = undefined;
      session.abort.abort();
      engine.close();
      if (this.#session === session) this.#session = undefined;
    }
    return Date.now() - started > shortestLife ? 'lived' : 'failed';
  }

  /** It said hello, and cannot be listed. */
  #fail(where: string, error: unknown): void {
    this.#forget();
    this.#setState({ kind: 'unreachable', where, detail: toEngineError(error).message });
  }

  async #mend(session: Session): Promise<void> {
    try {
      await this.#listAll(session);
    } catch (error) {
      // A connection can break without a word: then only a list that gets no answer tells.
      if (['connection', 'timeout'].includes(toEngineError(error).problem)) session.abort.abort();
    }
  }

  async #listAll(session: Session): Promise<void> {
    await Promise.all(kinds.map((kind) => this.#list(session, kind)));
  }

  async #list(session: Session, kind: Kind): Promise<void> {
    const listed = await session.engine.list(kind);
    if (session.abort.signal.aborted) return;
    const items: Map<string, Resources[Kind]> = this.#items[kind];
    // An item without an id gets a row all the same: it shows that something there cannot be read.
    const fresh = new Map(listed.map((item, index) => [item.id === '' ? `?${index}` : item.id, item] as const));
    if (isDeepStrictEqual(fresh, items)) return;
    items.clear();
    for (const [id, item] of fresh) items.set(id, item);
    this.#emit({ kind, what: 'listed' });
  }

  #patch(session: Session, { kind, id, gone }: Change): void {
    const fetching = session.fetching.get(`${kind}:${id}`);
    if (gone) {
      if (fetching) fetching.gone = true;
      this.#remove(kind, id);
    } else if (fetching) fetching.again = true;
    else void this.#fetch(session, kind, id);
  }

  /** One request for the thing that changed, and another only if it changes while that one is under way. */
  async #fetch(session: Session, kind: Kind, id: string): Promise<void> {
    const key = `${kind}:${id}`;
    const fetching = { again: false, gone: false };
    session.fetching.set(key, fetching);
    try {
      do {
        fetching.again = false;
        fetching.gone = false;
        const item = await session.engine.get(kind, id);
        if (session.abort.signal.aborted) return;
        if (!item) this.#remove(kind, id);
        else if (!fetching.gone) this.#set(session, kind, item);
      } while (fetching.again);
    } catch {
      // The end of the connection is told by the events; anything else the safety list mends.
    } finally {
      session.fetching.delete(key);
    }
  }

  #set(session: Session, kind: Kind, item: Resources[Kind]): void {
    const items: Map<string, Resources[Kind]> = this.#items[kind];
    const before = items.get(item.id);
    if (before && isDeepStrictEqual(before, item)) return;
    items.set(item.id, item);
    this.#emit({ kind, id: item.id, what: before ? 'changed' : 'added' });
    if (kind === 'image') this.#askAboutMovedTags(session, item.id);
  }

  /** A tag that moves to a new image leaves the old one without an event of its own. */
  #askAboutMovedTags(session: Session, id: string): void {
    const tags = new Set(this.#items.image.get(id)?.tags);
    for (const other of this.#items.image.values()) {
      if (other.id !== id && other.tags.some((tag) => tags.has(tag))) {
        this.#patch(session, { kind: 'image', id: other.id, gone: false });
      }
    }
  }

  #remove(kind: Kind, id: string): void {
    if (this.#items[kind].delete(id)) this.#emit({ kind, id, what: 'removed' });
  }

  #forget(): void {
    for (const kind of kinds) {
      if (this.#items[kind].size === 0) continue;
      this.#items[kind].clear();
      this.#emit({ kind, what: 'listed' });
    }
  }

  #emit(change: StoreChange): void {
    for (const listener of this.#changeListeners) listener(change);
  }

  #setState(state: ConnectionState): void {
    if (isDeepStrictEqual(state, this.#state) && state.kind === 'connecting') return;
    this.#state = state;
    for (const listener of this.#stateListeners) listener(state);
  }
}

/** Milliseconds. A connection that ends sooner is followed by a wait, so that no failure can turn into a busy loop. */
const shortestLife = 3000;

function isForbidden(error: unknown): boolean {
  return ['refused', 'not-found'].includes(toEngineError(error).problem);
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    if (signal.aborted) done();
    else signal.addEventListener('abort', () => done(), { once: true });
  });
}

function isFailure(state: ConnectionState): state is Exclude<ConnectionState, { kind: 'connecting' | 'connected' }> {
  return state.kind !== 'connecting' && state.kind !== 'connected';
}

/** Half a second at first, half a minute in the end, never twice the same: many windows must not knock together. */
function growingDelay(failures: number): number {
  return Math.min(30_000, 500 * 1.7 ** failures) * (0.5 + Math.random());
}
