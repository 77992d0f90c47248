import { type RunOptions, optionsIn } from './options.ts';
import { withoutSecrets } from './secrets.ts';

/** The part of VS Code's memory that is needed here. */
export interface Memory {
  get(key: string): unknown;
  update(key: string, value: unknown): PromiseLike<void>;
}

/** What is run: a repository of images, or the address of a Dockerfile. */
export type Subject = string;

export interface EarlierRun {
  readonly subject: Subject;
  readonly options: RunOptions;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const profilesKey = 'slipway.runProfiles';
const historyKey = 'slipway.runs';

/** Runs that are remembered beside the last one of each subject. */
const remembered = 30;

/** Named options and earlier runs, in the memory of the workspace. Secrets are not kept: who runs again is asked. */
export class SavedRuns {
  readonly #memory: Memory;
  /** Of this session, whole. */
  readonly #whole = new Map<string, RunOptions>();

  constructor(memory: Memory) {
    this.#memory = memory;
  }

  /** The named options of a subject. */
  profiles(subject: Subject): ReadonlyMap<string, RunOptions> {
    const own = recordIn(recordIn(this.#memory.get(profilesKey))[subject]);
    const read = Object.entries(own).flatMap(([name, value]) => {
      const options = optionsIn(value);
      return options ? [[name, this.#wholeOf(options)] as const] : [];
    });
    return new Map(read);
  }

  async keepProfile(subject: Subject, name: string, options: RunOptions): Promise<void> {
    const all = recordIn(this.#memory.get(profilesKey));
    const own = { ...recordIn(all[subject]), [name]: this.#kept(options) };
    await this.#memory.update(profilesKey, { ...all, [subject]: own });
  }

  async removeProfile(subject: Subject, name: string): Promise<void> {
    const all = recordIn(this.#memory.get(profilesKey));
    const { [name]: _, ...own } = recordIn(all[subject]);
    await this.#memory.update(profilesKey, { ...all, [subject]: own });
  }

  /** The newest first; runs that are the same are there once. */
  get history(): readonly EarlierRun[] {
    const list: unknown = this.#memory.get(historyKey);
    return (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((item) => {
      const { subject, options, at } = recordIn(item);
      const read = optionsIn(options);
      return read && typeof subject === 'string' && typeof at === 'number'
        ? [{ subject, options: this.#wholeOf(read), at }]
        : [];
    });
  }

  /** What a subject was last run with. */
  last(subject: Subject): RunOptions | undefined {
    return this.history.find((run) => run.subject === subject)?.options;
  }

  async add({ subject, options, at }: EarlierRun): Promise<void> {
    const run = { subject, options: this.#kept(options), at };
    const same = JSON.stringify([subject, run.options]);
    const others = this.history
      .map((other) => ({ ...other, options: withoutSecrets(other.options) }))
      .filter((other) => JSON.stringify([other.subject, other.options]) !== same);
    await this.#memory.update(historyKey, [run, ...others].slice(0, remembered));
  }

  #kept(options: RunOptions): RunOptions {
    const kept = withoutSecrets(options);
    this.#whole.set(JSON.stringify(kept), options);
    return kept;
  }

  #wholeOf(kept: RunOptions): RunOptions {
    return this.#whole.get(JSON.stringify(kept)) ?? kept;
  }
}

function recordIn(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
