/** Readers of foreign JSON: whatever is not of the wanted type reads as empty, so that no answer can break its reader. */

export type JsonObject = Readonly<Record<string, unknown>>;

const nothing: JsonObject = {};

export function objectAt(value: unknown, ...path: readonly string[]): JsonObject {
  let current = value;
  for (const name of path) current = isObject(current) ? current[name] : undefined;
  return isObject(current) ? current : nothing;
}

export function textAt(value: unknown, name: string): string {
  const found = objectAt(value)[name];
  return typeof found === 'string' ? found : '';
}

export function numberAt(value: unknown, name: string): number {
  const found = objectAt(value)[name];
  return typeof found === 'number' && Number.isFinite(found) ? found : 0;
}

export function listAt(value: unknown, name: string): readonly unknown[] {
  return list(objectAt(value)[name]);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function texts(value: unknown): readonly string[] {
  return list(value).filter((item) => typeof item === 'string');
}

/** The entries whose values are texts. */
export function textRecord(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(objectAt(value)).filter((entry) => typeof entry[1] === 'string');
  return Object.fromEntries(entries.map(([key, text]) => [key, String(text)]));
}

/** Undefined where the text is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
