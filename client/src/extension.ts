import {
  commands,
  type Disposable,
  type ExtensionContext,
  l10n,
  type LogOutputChannel,
  window,
  workspace,
} from 'vscode';
import { languageModelTools } from './assistant/tools.ts';
import { Building } from './build/commands.ts';
import { buildTasks } from './build/task.ts';
import { type CommandTable, type EngineRouter, registerCommands, registerEngineCommands } from './commands.ts';
import { Drift } from './compose/drift.ts';
import { pasteRun } from './compose/pasteRun.ts';
import { composePreview } from './compose/preview.ts';
import { UpProblems } from './compose/problems.ts';
import { serviceLenses } from './compose/serviceLenses.ts';
import { contextCommands } from './contexts/commands.ts';
import { engineStatus } from './contexts/statusBar.ts';
import { locateContext, locateEngine, watchContext } from './engine/locate.ts';
import { engineTables, type Shared } from './engineTables.ts';
import { Engines } from './explorer/engines.ts';
import { readingCommands } from './explorer/production.ts';
import type { Store } from './explorer/store.ts';
import { showViews } from './explorer/views.ts';
import { fileCommands } from './files/commands.ts';
import { ContainerFileSystem, type FileAccess } from './files/fileSystem.ts';
import { FilesView } from './files/filesView.ts';
import { serveLanguages } from './language/languages.ts';
import { addedRegistries, registryCommands } from './registries/commands.ts';
import { RegistriesView } from './registries/registriesView.ts';
import { scaffoldCommands } from './scaffold/commands.ts';
import { offerFiles } from './scaffold/offer.ts';
import { Proposals } from './scaffold/writing.ts';
import { Running } from './run/commands.ts';
import { flagsOfLine } from './run/paste.ts';
import { runTasks } from './run/task.ts';
import { InspectDocuments } from './system/inspect.ts';
import { taskCommands } from './tasks/commands.ts';
import type { AskServer } from './ui/askServer.ts';
import { confirm } from './ui/confirm.ts';
import { Reports } from './ui/reports.ts';
import { letDetachKeysThrough } from './ui/terminal.ts';

/** Puts the parts together: the live engines, the views and the commands. Features meet here and nowhere else. */
export function activate(context: ExtensionContext): void {
  const log = window.createOutputChannel('Slipway', { log: true });
  const engines = new Engines({
    connect: (key) => (key === '' ? locateEngine(engineHost()) : locateContext(key)),
    marked: () => listSetting('production'),
  });
  engines.show(listSetting('contexts'));
  const views = showViews(engines);
  const reports = new Reports();
  const documents = new InspectDocuments((key) => engines.get(key));
  const access: FileAccess = { engine: (key) => engines.get(key), permit: (key) => permit(engines, key) };
  const files = new ContainerFileSystem(access);
  const filesView = new FilesView(access, files);
  const registries = new RegistriesView(engines.current, () => addedRegistries(context));
  const server = serveLanguages(context, log, engines.current);
  const ask: AskServer = (method, params) => server.ask(method, params);
  const building = new Building(ask, context);
  const running = new Running(ask, building, context.workspaceState);
  const problems = new UpProblems(ask);
  const drift = new Drift(engines.current);
  const closing = new AbortController();
  const composing = { ask, problems, closing: closing.signal };
  const shared: Shared = { log, context, building, composing, running, reports, documents, filesView };
  const preview = composePreview(ask);
  context.subscriptions.push(
    log,
    { dispose: () => closing.abort() },
    { dispose: () => engines.close() },
    followCurrent(engines, (text) => log.info(text)),
    views.disposable,
    documents.register(),
    reports.register(),
    files.register(),
    filesView.register(),
    letDetachKeysThrough(),
    building.register(),
    ...firstSteps(engines.current, building, log),
    assistant(engines, ask, building),
    buildTasks(building, engines.current, () => permit(engines, '')),
    runTasks(engines.current, () => permit(engines, '')),
    problems.register(),
    drift.register(),
    serviceLenses(engines.current, ask, drift),
    preview.disposable,
    pasteRun(ask),
    server.disposable,
    ...registerCommands(
      [views.table, building.table, preview.table, contextCommands(reports), fileCommands(access, filesView, files)],
      log,
    ),
    ...registerCommands(
      [
        taskCommands(reports, (options) => flagsOfLine(ask, options)),
        registryCommands(engines.current, registries, context),
      ],
      log,
    ),
    registries.register(),
    ...registerEngineCommands(routerOf(engines, shared), log),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('slipway.engine.host')) engines.current.reconnect();
      if (event.affectsConfiguration('slipway.engine.contexts')) engines.show(listSetting('contexts'));
    }),
    watchContext(engineHost, () => engines.current.reconnect()),
  );
}

/** Docker files for those who have none. */
function firstSteps(store: Store, building: Building, log: LogOutputChannel): readonly Disposable[] {
  const proposals = new Proposals();
  const offer = offerFiles();
  const listening = store.onState(({ kind }) => {
    if (kind !== 'connected') return;
    offer.begin();
    void building.clearLeft(store);
  });
  const registered = registerCommands([scaffoldCommands(proposals, offer.lookAgain)], log);
  return [proposals.register(), offer.disposable, listening, ...registered];
}

/** What language models can ask for. */
function assistant(engines: Engines, ask: AskServer, building: Building): Disposable {
  return languageModelTools({
    live: engines.current,
    ask,
    build: async (dockerfile, input, signal) => {
      await permit(engines, engines.current.key);
      return building.buildForReport(engines.current, dockerfile, input, signal);
    },
  });
}

/** Tells the menus, the log and the status bar where the current engine is. */
function followCurrent(engines: Engines, log: (text: string) => void): Disposable {
  const status = engineStatus();
  const store = engines.current;
  const show = (): void => {
    const { state, target } = store;
    status.show({ state, context: target?.context, production: engines.isProduction('') });
  };
  const listening = store.onState((state) => {
    log(JSON.stringify(state));
    void commands.executeCommand('setContext', 'slipway.engineState', state.kind);
    show();
  });
  const settings = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('slipway.engine.production')) show();
  });
  return {
    dispose: () => {
      listening.dispose();
      settings.dispose();
      status.dispose();
    },
  };
}

function routerOf(engines: Engines, shared: Shared): EngineRouter {
  const made = new Map<string, readonly CommandTable[]>();
  const tables = (key: string): readonly CommandTable[] => {
    const known = made.get(key) ?? engineTables(engines.get(key), shared);
    made.set(key, known);
    return known;
  };
  engines.onChange(() => {
    for (const key of made.keys()) if (!engines.shown.some((shown) => shown.key === key)) made.delete(key);
  });
  return {
    tables,
    get engines() {
      return engines.shown.map(({ key }) => ({ key, label: key === '' ? l10n.t('Current engine') : key }));
    },
    permit: async (key, command) => {
      if (!readingCommands.has(command)) await permit(engines, key);
    },
  };
}

/** Asks before something changes on an engine that others depend on. Throws Cancelled. */
async function permit(engines: Engines, key: string): Promise<void> {
  if (!engines.isProduction(key)) return;
  await confirm({
    message: l10n.t('{0} is marked as production. Go on?', engines.get(key).target?.label ?? ''),
    detail: l10n.t('Others depend on this engine. This may change something there.'),
    action: l10n.t('Go On'),
  });
}

function engineHost(): string {
  return workspace.getConfiguration('slipway').get<string>('engine.host', '');
}

/** A list of names. Settings are written by hand: what is no list of texts counts as not set. */
function listSetting(name: 'contexts' | 'production'): readonly string[] {
  const value: unknown = workspace.getConfiguration('slipway.engine').get(name, []);
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
