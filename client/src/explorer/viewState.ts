import type { Kind } from '../engine/engine.ts';
import type { Lease } from './storeItems.ts';
import type { ResourceView, ViewChoices } from './resourceView.ts';

/** Reads one setting of a view: `groupBy`, `hide`… */
export type ReadSetting = <T>(name: string, standard: T) => T;

/** How a view is to look now: what its settings say and what was typed to search for. */
export class ViewState {
  readonly #view: Pick<ResourceView<Kind>, 'defaults'>;
  readonly #read: ReadSetting;
  readonly #listeners = new Set<() => void>();
  #filter = '';
  #choices: ViewChoices | undefined;

  constructor(view: Pick<ResourceView<Kind>, 'defaults'>, read: ReadSetting) {
    this.#view = view;
    this.#read = read;
  }

  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    if (text === this.#filter) return;
    this.#filter = text;
    this.#tell();
  }

  get choices(): ViewChoices {
    this.#choices ??= readChoices(this.#view.defaults, this.#read);
    return this.#choices;
  }

  onChange(listener: () => void): Lease {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  /** The settings have changed. */
  reread(): void {
    this.#choices = undefined;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** Settings are written by hand: what is not of the right type counts as not set. */
function readChoices(defaults: ViewChoices, read: ReadSetting): ViewChoices {
  const text = (name: 'groupBy' | 'groupByLabel' | 'sortBy' | 'label'): string => {
    const value: unknown = read(name, defaults[name]);
    return typeof value === 'string' ? value : defaults[name];
  };
  const names = (name: 'description' | 'hide'): readonly string[] => {
    const value: unknown = read(name, defaults[name]);
    return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : defaults[name];
  };
  return {
    groupBy: text('groupBy'),
    groupByLabel: text('groupByLabel'),
    sortBy: text('sortBy'),
    label: text('label'),
    description: names('description'),
    hide: names('hide'),
  };
}
