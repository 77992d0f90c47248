import { commands, type ExtensionContext, window, workspace } from 'vscode';
import { building } from './build/commands.ts';
import { registerCommands } from './commands.ts';
import { containerChangeCommands } from './containers/changeCommands.ts';
import { composePreview } from './compose/preview.ts';
import { containerCommands } from './containers/commands.ts';
import { containerLookCommands } from './containers/lookCommands.ts';
import { locateEngine, watchContext } from './engine/locate.ts';
import { Engines } from './explorer/engines.ts';
import { showViews } from './explorer/views.ts';
import { imageCommands } from './images/commands.ts';
import { imageTransferCommands } from './images/transferCommands.ts';
import { serveLanguages } from './language/languages.ts';
import { logCommands } from './logs/commands.ts';
import { networkCommands } from './networks/commands.ts';
import { runCommands } from './run/commands.ts';
import { clearCommands } from './system/clearCommands.ts';
import { systemCommands } from './system/commands.ts';
import { inspectCommands } from './system/inspect.ts';
import { terminalCommands } from './terminal/commands.ts';
import { Reports } from './ui/reports.ts';
import { volumeCommands } from './volumes/commands.ts';
import { volumeCopyCommands } from './volumes/copyCommands.ts';

/** Puts the parts together: the live engine, the views and the commands. Features meet here and nowhere else. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Slipway', { log: true });
  const engines = new Engines({ connect: () => locateEngine(engineHost()) });
  const store = engines.current;
  const views = showViews(engines);
  const inspect = inspectCommands(store);
  const reports = new Reports();
  const server = serveLanguages(context, log, store);
  const build = building(store, (method, params) => server.ask(method, params), context);
  const preview = composePreview((method, params) => server.ask(method, params));
  const tables = [
    build.table,
    clearCommands(store),
    containerChangeCommands(store),
    containerCommands(store),
    containerLookCommands(store, reports),
    imageCommands(store, reports),
    imageTransferCommands(store),
    inspect.table,
    preview.table,
    logCommands(store),
    networkCommands(store),
    runCommands(store),
    systemCommands(store, log, reports),
    terminalCommands(store),
    volumeCommands(store),
    volumeCopyCommands(store),
    views.table,
  ];
  context.subscriptions.push(
    log,
    { dispose: () => engines.close() },
    store.onState((state) => {
      log.info(JSON.stringify(state));
      void commands.executeCommand('setContext', 'slipway.engineState', state.kind);
    }),
    views.disposable,
    inspect.disposable,
    reports.register(),
    build.disposable,
    preview.disposable,
    server.disposable,
    ...registerCommands(tables, log),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('slipway.engine.host')) store.reconnect();
    }),
    watchContext(engineHost, () => store.reconnect()),
  );
}

function engineHost(): string {
  return workspace.getConfiguration('slipway').get<string>('engine.host', '');
}
