import { isDeepStrictEqual } from 'node:util';
import type { Connection } from '../engine/connection.ts';
import { hostOf, type Target } from '../engine/contexts.ts';
import type { ConnectionState, Engine, Kind, LiveEngine, Resources } from '../engine/engine.ts';
import { NoEngineError, toEngineError } from '../engine/errors.ts';
import { wait } from '../engine/limits.ts';
import { Session } from './session.ts';
import { type Lease, type StoreChange, StoreItems } from './storeItems.ts';

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

/**
 * What one engine holds, kept live by its events: one full list when connected, then one request for each thing that
 * changes. It runs while somebody holds it, reconnects for ever, and does nothing at all when nobody looks.
 */
export class Store implements LiveEngine {
  readonly #options: Required<StoreOptions>;
  readonly key: string;
  readonly #items = new StoreItems();
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
    return this.#items.onChange(listener);
  }

  onState(listener: (state: ConnectionState) => void): Lease {
    this.#stateListeners.add(listener);
    return { dispose: () => this.#stateListeners.delete(listener) };
  }

  /** What is known now. Empty while there is no engine. */
  known<K extends Kind>(kind: K): ReadonlyMap<string, Resources[K]> {
    return this.#items.of(kind);
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
    return [...this.#items.of(kind).values()];
  }

  /** Lists everything again, or tries to connect at once. */
  async refresh(): Promise<void> {
    const session = this.#session;
    if (session) await session.listAll();
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
        this.#items.clear();
        this.#setState(connection);
      }
      if (!signal.aborted && failures >= 0) await wait(this.#options.retryDelay(failures), this.#nap.signal);
    }
  }

  /** Until the connection ends. */
  async #follow(connection: Extract<Connection, { kind: 'connected' }>): Promise<'lived' | 'failed'> {
    const { engine, target } = connection;
    const session = new Session(engine, target, this.#items);
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
      await session.listAll();
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
        session.patch(change.value);
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
    this.#items.clear();
    this.#setState({ kind: 'unreachable', where, detail: toEngineError(error).message });
  }

  async #mend(session: Session): Promise<void> {
    try {
      await session.listAll();
    } catch (error) {
      // A connection can break without a word: then only a list that gets no answer tells.
      if (['connection', 'timeout'].includes(toEngineError(error).problem)) session.abort.abort();
    }
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
