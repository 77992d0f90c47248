import { commands, type Disposable, l10n, type LogOutputChannel, window } from 'vscode';
import { type Route, routesOf } from './routing.ts';
import { Cancelled } from './ui/failure.ts';
import { report } from './ui/report.ts';

/** Commands of one feature by their id. What they reject with is shown to the user by the one boundary below. */
export type CommandTable = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** Registers the commands of all tables. The only place where an error of a command ends. */
export function registerCommands(tables: readonly CommandTable[], log: LogOutputChannel): Disposable[] {
  return tables.flatMap((table) =>
    Object.entries(table).map(([id, run]) => registerCommand(id, (...args) => run(...args), log)),
  );
}

/** Engines for commands that are about one. */
export interface EngineRouter {
  /** The tables of the engine with this key. */
  tables(engine: string): readonly CommandTable[];
  readonly engines: readonly { readonly key: string; readonly label: string }[];
  /** Asks where the engine is marked as production and the command changes something. Throws Cancelled. */
  permit(engine: string, command: string): Promise<void>;
}

/** Registers commands that are about one engine: it is the one of the row that was clicked, or the user is asked. */
export function registerEngineCommands(router: EngineRouter, log: LogOutputChannel): Disposable[] {
  const [current] = router.engines;
  const ids = router.tables(current?.key ?? '').flatMap(Object.keys);
  return ids.map((id) =>
    registerCommand(
      id,
      async (...args) => {
        const routes: { engine: string; args: readonly unknown[] }[] = [];
        for (const route of routesOf(args)) {
          const engine = route.engine ?? (await chooseEngine(router, route));
          // All is asked before anything is done on one of several engines.
          await router.permit(engine, id);
          routes.push({ engine, args: route.args });
        }
        let result: unknown;
        for (const route of routes) result = await run(router.tables(route.engine), id, route.args);
        return result;
      },
      log,
    ),
  );
}

function registerCommand(id: string, run: (...args: readonly unknown[]) => unknown, log: LogOutputChannel): Disposable {
  return commands.registerCommand(id, async (...args: unknown[]) => {
    try {
      return await run(...args);
    } catch (error) {
      void report(error, log);
      return undefined;
    }
  });
}

async function run(tables: readonly CommandTable[], id: string, args: readonly unknown[]): Promise<unknown> {
  return tables.find((table) => id in table)?.[id]?.(...args);
}

/** From the palette, where several engines are shown. What comes with arguments of its own goes to the current one. */
async function chooseEngine({ engines }: EngineRouter, { args }: Route): Promise<string> {
  const [first, second] = engines;
  if (!first) return '';
  if (!second || args.some((arg) => arg !== undefined)) return first.key;
  const entries = engines.map(({ key, label }) => ({ label, key }));
  const chosen = await window.showQuickPick(entries, { placeHolder: l10n.t('On which engine?') });
  if (!chosen) throw new Cancelled();
  return chosen.key;
}
