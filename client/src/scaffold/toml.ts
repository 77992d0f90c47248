/** The tables of a TOML file by their names, with the texts of their values as they are written. Never throws. */
export type Toml = ReadonlyMap<string, ReadonlyMap<string, string>>;

/**
 * Reads as much of TOML as project files need: tables, keys, and values that may go over several lines. A table that
 * stands several times, as `[[bin]]` does, counts with its first.
 */
export function readToml(text: string): Toml {
  const tables = new Map<string, Map<string, string>>();
  let table = tableOf(tables, '');
  let open: { readonly key: string; value: string } | undefined;
  for (const line of text.split(/\r?\n/)) {
    const content = withoutComment(line).trim();
    if (open) {
      open.value += ` ${content}`;
      if (isClosed(open.value)) {
        table.set(open.key, open.value);
        open = undefined;
      }
      continue;
    }
    const [, name] = /^\[\[?\s*([^\]]+?)\s*\]\]?$/.exec(content) ?? [];
    if (name !== undefined) {
      table = tables.has(name) && content.startsWith('[[') ? new Map<string, string>() : tableOf(tables, name);
      continue;
    }
    const [, key = '', value = ''] = /^("[^"]*"|'[^']*'|[\w.-]+)\s*=\s*(.*)$/.exec(content) ?? [];
    if (key === '') continue;
    const bare = key.replaceAll(/^["']|["']$/g, '');
    if (isClosed(value)) table.set(bare, value);
    else open = { key: bare, value };
  }
  return tables;
}

/** A text value without its quotes; empty where there is none. */
export function tomlText(toml: Toml, table: string, key: string): string {
  const [, , value = ''] = /^(["'])(.*)\1$/s.exec(toml.get(table)?.get(key) ?? '') ?? [];
  return value;
}

/** The texts in a list. */
export function tomlList(toml: Toml, table: string, key: string): readonly string[] {
  const value = toml.get(table)?.get(key) ?? '';
  if (!value.startsWith('[')) return [];
  return [...value.matchAll(/"([^"]*)"|'([^']*)'/g)].map(([, double, single]) => double ?? single ?? '');
}

export function tomlKeys(toml: Toml, table: string): readonly string[] {
  return [...(toml.get(table)?.keys() ?? [])];
}

function tableOf(tables: Map<string, Map<string, string>>, name: string): Map<string, string> {
  const known = tables.get(name) ?? new Map<string, string>();
  tables.set(name, known);
  return known;
}

function withoutComment(line: string): string {
  return line.replace(/^((?:[^"'#]|"(?:\\.|[^"\\])*"|'[^']*')*)#.*$/, '$1');
}

function isClosed(value: string): boolean {
  const bare = value.replaceAll(/"(?:\\.|[^"\\])*"|'[^']*'/g, '');
  const count = (sign: string): number => bare.split(sign).length - 1;
  return count('[') <= count(']') && count('{') <= count('}') && !/^(?:"""|''')(?!.*(?:"""|''')$)/s.test(value);
}
