import { commands, type ExtensionContext, window, workspace } from 'vscode';
import { buildCommands } from './build/commands.ts';
import { registerCommands } from './commands.ts';
import { composePreview } from './compose/preview.ts';
import { containerCommands } from './containers/commands.ts';
import { locateEngine, watchContext } from './engine/locate.ts';
import { containers } from './explorer/containers.ts';
import { images } from './explorer/images.ts';
import { networks } from './explorer/networks.ts';
import { Store } from './explorer/store.ts';
import { showResourceView } from './explorer/treeProvider.ts';
import { volumes } from './explorer/volumes.ts';
import { imageCommands } from './images/commands.ts';
import { serveLanguages } from './language/languages.ts';
import { logCommands } from './logs/commands.ts';
import { networkCommands } from './networks/commands.ts';
import { runCommands } from './run/commands.ts';
import { systemCommands } from './system/commands.ts';
import { inspectCommands } from './system/inspect.ts';
import { terminalCommands } from './terminal/commands.ts';
import { volumeCommands } from './volumes/commands.ts';

/** Puts the parts together: the live engine, the views and the commands. Features meet here and nowhere else. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Slipway', { log: true });
  const store = new Store({ connect: () => locateEngine(engineHost()) });
  const inspect = inspectCommands(store);
  const server = serveLanguages(context, log, store);
  const preview = composePreview((method, params) => server.ask(method, params));
  const tables = [
    buildCommands(store, context.workspaceState),
    containerCommands(store),
    imageCommands(store),
    inspect.table,
    preview.table,
    logCommands(store),
    networkCommands(store),
    runCommands(store),
    systemCommands(store, log),
    terminalCommands(store),
    volumeCommands(store),
  ];
  context.subscriptions.push(
    log,
    { dispose: () => store.close() },
    store.onState((state) => {
      log.info(JSON.stringify(state));
      void commands.executeCommand('setContext', 'slipway.engineState', state.kind);
    }),
    showResourceView(store, containers),
    showResourceView(store, images),
    showResourceView(store, volumes),
    showResourceView(store, networks),
    inspect.disposable,
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
