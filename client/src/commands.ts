import { commands, type Disposable, type LogOutputChannel } from 'vscode';
import { report } from './ui/report.ts';

/** Commands of one feature by their id. What they reject with is shown to the user by the one boundary below. */
export type CommandTable = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** Registers the commands of all tables. The only place where an error of a command ends. */
export function registerCommands(tables: readonly CommandTable[], log: LogOutputChannel): Disposable[] {
  return tables.flatMap((table) =>
    Object.entries(table).map(([id, run]) =>
      commands.registerCommand(id, async (...args: unknown[]) => {
        try {
          return await run(...args);
        } catch (error) {
          void report(error, log);
          return undefined;
        }
      }),
    ),
  );
}
