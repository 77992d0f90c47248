import type { FileChange } from '../engine/containerCalls.ts';

/** A file or folder among those that differ from the image. */
export interface ChangedEntry {
  readonly name: string;
  readonly path: string;
  readonly isFolder: boolean;
  /** Undefined for a folder that only leads to changes. */
  readonly what: FileChange['what'] | undefined;
}

/** The changes of a container as the tree of its folders. */
export class ChangeTree {
  readonly #what: ReadonlyMap<string, FileChange['what']>;
  readonly #children = new Map<string, Set<string>>();

  constructor(changes: readonly FileChange[]) {
    this.#what = new Map(changes.map(({ path, what }) => [path, what]));
    for (const { path } of changes) {
      const parts = path.split('/').filter((part) => part !== '');
      parts.forEach((part, depth) => {
        const folder = `/${parts.slice(0, depth).join('/')}`;
        const names = this.#children.get(folder) ?? new Set();
        names.add(part);
        this.#children.set(folder, names);
      });
    }
  }

  what(path: string): FileChange['what'] | undefined {
    return this.#what.get(path);
  }

  /** Folders first, each by its name. */
  in(folder: string): readonly ChangedEntry[] {
    const entries = [...(this.#children.get(folder) ?? [])].map((name): ChangedEntry => {
      const path = folder === '/' ? `/${name}` : `${folder}/${name}`;
      return { name, path, isFolder: this.#children.has(path), what: this.#what.get(path) };
    });
    return entries.sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || (a.name < b.name ? -1 : 1));
  }
}
