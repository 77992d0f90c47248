/**
 * What the client sends is dealt with in its order. What comes while a language is being read waits for that; the rest
 * of the time nothing waits.
 */
export interface Turns {
  /** Runs something in its turn: at once where nothing is waited for. */
  take<Result>(run: () => Result | Promise<Result>): Result | Promise<Result>;
  /** Has all that comes after wait for something, however it ends. */
  hold(what: Promise<void>): void;
}

export function turns(): Turns {
  let held: Promise<void> | undefined;
  return {
    take: (run) => (held ? held.then(run) : run()),
    hold(what) {
      const all = ended(held, what);
      held = all;
      void all.then(() => {
        if (held === all) held = undefined;
        return undefined;
      });
    },
  };
}

async function ended(before: Promise<void> | undefined, what: Promise<void>): Promise<void> {
  await Promise.allSettled([before ?? Promise.resolve(), what]);
}
