import { parse, type TomlTable, type TomlValue } from 'smol-toml';

/** The tables of a TOML file. */
export type Toml = TomlTable;

/** Reads a TOML file; one that is wrong counts as empty. */
export function readToml(text: string): Toml {
  try {
    return parse(text);
  } catch {
    return {};
  }
}

/** Whether there is a table; its path is parted by dots. */
export function hasToml(toml: Toml, path: string): boolean {
  return tableAt(toml, path) !== undefined;
}

/** A text; empty where there is none. */
export function tomlText(toml: Toml, path: string, key: string): string {
  const value = tableAt(toml, path)?.[key];
  return typeof value === 'string' ? value : '';
}

/** The texts in a list. */
export function tomlList(toml: Toml, path: string, key: string): readonly string[] {
  const value = tableAt(toml, path)?.[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

export function tomlKeys(toml: Toml, path: string): readonly string[] {
  return Object.keys(tableAt(toml, path) ?? {});
}

/** A table; the first of several, as `[[bin]]` may be. */
function tableAt(toml: Toml, path: string): TomlTable | undefined {
  let at: TomlValue | undefined = toml;
  for (const step of path.split('.')) at = isTable(at) ? firstOf(at[step]) : undefined;
  return isTable(at) ? at : undefined;
}

function firstOf(value: TomlValue | undefined): TomlValue | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function isTable(value: TomlValue | undefined): value is TomlTable {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date);
}
