/** A JSON object that is put together piece by piece. Paths are fields parted by dots. */
export class Body {
  readonly root: Record<string, unknown> = {};

  set(path: string, value: unknown): void {
    const [parent, name] = this.#place(path);
    parent[name] = value;
  }

  push(path: string, ...values: readonly unknown[]): void {
    const [parent, name] = this.#place(path);
    const list: unknown = parent[name];
    parent[name] = [...(Array.isArray(list) ? (list as readonly unknown[]) : []), ...values];
  }

  /** An entry of a map, whose key may hold dots. */
  put(path: string, key: string, value: unknown): void {
    this.#map(path)[key] = value;
  }

  /** One more item of the list that an entry of a map is. */
  add(path: string, key: string, value: unknown): void {
    const map = this.#map(path);
    const list: unknown = map[key];
    map[key] = [...(Array.isArray(list) ? (list as readonly unknown[]) : []), value];
  }

  #map(path: string): Record<string, unknown> {
    return path.split('.').reduce(inner, this.root);
  }

  #place(path: string): readonly [Record<string, unknown>, string] {
    const dot = path.lastIndexOf('.');
    return [dot < 0 ? this.root : this.#map(path.slice(0, dot)), path.slice(dot + 1)];
  }
}

function inner(object: Record<string, unknown>, name: string): Record<string, unknown> {
  const found = object[name];
  if (isRecord(found)) return found;
  const made = {};
  object[name] = made;
  return made;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
