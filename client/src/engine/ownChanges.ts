import type { Change, Engine } from './engine.ts';

/**
 * An engine that tells nothing of its networks, as Podman does: what we change there ourselves is told among its
 * changes all the same. What others change shows with the next full list.
 */
export function tellingOwnChanges(engine: Engine): Engine {
  const own = new Queue();
  return {
    ...engine,
    createNetwork: async (spec) => {
      const id = await engine.createNetwork(spec);
      own.push({ kind: 'network', id, gone: false });
      return id;
    },
    remove: async (kind, id, options) => {
      await engine.remove(kind, id, options);
      if (kind === 'network') own.push({ kind, id, gone: true });
    },
    prune: async (what, filters) => {
      const before = what === 'networks' ? await engine.list('network') : [];
      const result = await engine.prune(what, filters);
      const removed = before.filter(({ id, name }) => result.removed.includes(name) || result.removed.includes(id));
      for (const { id } of removed) own.push({ kind: 'network', id, gone: true });
      return result;
    },
    changes: (signal) => merged(engine.changes(signal), own),
  };
}

/** What is told to one reader at a time. */
class Queue {
  readonly #waiting: Change[] = [];
  #wake: (() => void) | undefined;

  push(change: Change): void {
    this.#waiting.push(change);
    this.#wake?.();
  }

  take(): Change | undefined {
    return this.#waiting.shift();
  }

  /** Until there is something to take. */
  async ready(): Promise<'own'> {
    if (this.#waiting.length === 0) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    return 'own';
  }
}

async function* merged(theirs: AsyncIterable<Change>, own: Queue): AsyncGenerator<Change> {
  const iterator = theirs[Symbol.asyncIterator]();
  try {
    let next = iterator.next();
    for (;;) {
      const first = await Promise.race([next, own.ready()]);
      if (first === 'own') {
        for (let change = own.take(); change; change = own.take()) yield change;
      } else {
        if (first.done === true) return;
        yield first.value;
        next = iterator.next();
      }
    }
  } finally {
    await iterator.return?.();
  }
}
