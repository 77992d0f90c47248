/** What is wrong with a task: a property that means nothing as it stands. */
export class BadTask extends Error {
  readonly property: string;

  constructor(property: string) {
    super(property);
    this.property = property;
  }
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text, or a number or a switch as a text; undefined where there is none. Throws a BadTask. */
export function textOf(definition: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = definition[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new BadTask(name);
}

/** A text, a number, a list of them, or names with their values, as `NAME=value`. Throws a BadTask. */
export function textsOf(property: string, value: unknown): readonly string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (Array.isArray(value)) return value.flatMap((item: unknown) => textsOf(property, item));
  if (!isRecord(value)) throw new BadTask(property);
  return Object.keys(value).map((name) => {
    const inner = textOf(value, name);
    return inner === undefined ? name : `${name}=${inner}`;
  });
}
