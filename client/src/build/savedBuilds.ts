import { basename, dirname } from 'node:path';
import type { Memento, Uri } from 'vscode';
import type { BuildOptions } from './options.ts';
import { tagFor } from './tag.ts';

/** What is remembered of a Dockerfile's builds: all but its own path. */
export type SavedBuild = Omit<BuildOptions, 'dockerfile'>;

const key = 'slipway.builds';

/** The options of former builds, by Dockerfile, in the memory of the workspace. */
export class SavedBuilds {
  readonly #memory: Memento;

  constructor(memory: Memento) {
    this.#memory = memory;
  }

  /** What a Dockerfile was built with; undefined where it never was. */
  find(dockerfile: Uri): SavedBuild | undefined {
    return this.#all()[dockerfile.toString()];
  }

  /** What it was built with, or what a first build does. */
  get(dockerfile: Uri): BuildOptions {
    const context = dirname(dockerfile.fsPath);
    const first: SavedBuild = { context, tag: tagFor(basename(context)) };
    return { ...first, ...this.find(dockerfile), dockerfile: dockerfile.fsPath };
  }

  async keep(dockerfile: Uri, options: BuildOptions): Promise<void> {
    const { dockerfile: _, ...saved } = options;
    await this.#memory.update(key, { ...this.#all(), [dockerfile.toString()]: saved });
  }

  #all(): Readonly<Record<string, SavedBuild>> {
    return this.#memory.get<Record<string, SavedBuild>>(key, {});
  }
}
