/** The part of a command's arguments that is about one engine. */
export interface Route {
  /** The key of the engine; undefined where the arguments name none. */
  readonly engine: string | undefined;
  readonly args: readonly unknown[];
}

/**
 * Splits what a view hands to a command, the row that was clicked and the rows that are selected, by their engines:
 * commands know one engine only.
 */
export function routesOf(args: readonly unknown[]): readonly Route[] {
  const [clicked, selected, ...rest] = args;
  const own = engineOf(clicked);
  const rows: readonly unknown[] = Array.isArray(selected) ? selected : [];
  // A row that is clicked outside of the selection is meant alone.
  if (own === undefined || !rows.includes(clicked)) return [{ engine: own, args }];
  const engines = [...new Set(rows.map(engineOf).filter((engine) => engine !== undefined))];
  return engines.map((engine) => {
    const here = rows.filter((row) => engineOf(row) === engine);
    return { engine, args: [engine === own ? clicked : here[0], here, ...rest] };
  });
}

function engineOf(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null || !('engine' in row)) return undefined;
  return typeof row.engine === 'string' ? row.engine : undefined;
}
