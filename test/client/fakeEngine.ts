import type { Connection } from '../../client/src/engine/connection.ts';
import type { Change, Engine, Kind, Resources } from '../../client/src/engine/engine.ts';
import { EngineError } from '../../client/src/engine/errors.ts';

const notHere = (): never => {
  throw new Error('the fake engine cannot do this');
};

type Held = { readonly [K in Kind]: Map<string, Resources[K]> };

/** An engine in memory, which counts what it is asked and tells the changes that a test makes. */
export class FakeEngine {
  readonly held: Held = { container: new Map(), image: new Map(), volume: new Map(), network: new Map() };
  /** `list container`, `get container ID`, … in their order. */
  readonly asked: string[] = [];
  closed = false;
  eventsProblem: EngineError | undefined;
  #gate: Promise<void> | undefined;
  #release: (() => void) | undefined;
  readonly #waiting: Change[] = [];
  #wake: (() => void) | undefined;
  #end: EngineError | undefined;

  put<K extends Kind>(kind: K, item: Resources[K]): void {
    const held: Map<string, Resources[K]> = this.held[kind];
    held.set(item.id, item);
  }

  /** Changes a thing and tells of it, as an engine does. */
  change<K extends Kind>(kind: K, item: Resources[K]): void {
    this.put(kind, item);
    this.tell({ kind, id: item.id, gone: false });
  }

  remove(kind: Kind, id: string): void {
    this.held[kind].delete(id);
    this.tell({ kind, id, gone: true });
  }

  tell(change: Change): void {
    this.#waiting.push(change);
    this.#wake?.();
  }

  /** From now on, answers to `get` wait until they are released. */
  holdAnswers(): void {
    this.#gate = new Promise((done) => {
      this.#release = done;
    });
  }

  releaseAnswers(): void {
    this.#release?.();
  }

  /** The connection breaks. */
  die(): void {
    this.#end = new EngineError('connection', 'aborted');
    this.#wake?.();
  }

  connection(): Connection {
    const target = { address: { kind: 'socket', path: '/fake.sock' }, label: '/fake.sock', cliEnv: {} } as const;
    return { kind: 'connected', engine: this.engine(), target };
  }

  engine(): Engine {
    const here: Partial<Engine> = {
      version: '1',
      apiVersion: '1.51',
      builder: 'buildkit',
      list: async (kind) => {
        this.asked.push(`list ${kind}`);
        if (this.#end) throw this.#end;
        return [...this.held[kind].values()];
      },
      get: async (kind, id) => {
        this.asked.push(`get ${kind} ${id}`);
        const item = this.held[kind].get(id);
        await this.#gate;
        return item;
      },
      changes: (signal) => this.#changes(signal),
      close: () => {
        this.closed = true;
      },
    };
    return new Proxy(here, {
      get: (target, name): unknown => (name in target || name === 'then' ? Reflect.get(target, name) : notHere),
    }) as Engine;
  }

  async *#changes(signal: AbortSignal): AsyncGenerator<Change> {
    if (this.eventsProblem) throw this.eventsProblem;
    signal.addEventListener('abort', () => this.#wake?.());
    for (;;) {
      const next = this.#waiting.shift();
      if (next) yield next;
      else if (this.#end) throw this.#end;
      else if (signal.aborted) throw new EngineError('aborted', 'aborted');
      else {
        await new Promise<void>((wake) => {
          this.#wake = wake;
        });
      }
    }
  }
}
