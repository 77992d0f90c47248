import { composeServicesRequest } from '../../../protocol/messages.ts';
import type { LiveStore } from '../engine/engine.ts';
import type { Drift } from './drift.ts';
import { containersByService } from './fileContainers.ts';
import type { AskServer } from './preview.ts';
import { isServices } from './upForm.ts';
import { projectLinks, type ServiceLink, serviceLinks } from './serviceState.ts';
import {
  CodeLens,
  Disposable,
  EventEmitter,
  l10n,
  languages,
  Position,
  Range,
  type TextDocument,
  Uri,
  window,
  workspace,
} from 'vscode';

/** Milliseconds between what happens to a container and the change above its service. */
const pace = 150;

/** Above each service of a Compose file what its containers do, live, and what can be done with them. */
export function serviceLenses(store: LiveStore, ask: AskServer, drift: Drift): Disposable {
  const changed = new EventEmitter<void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const changeSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      changed.fire();
    }, pace);
  };
  const lease = leaseWhileVisible(store);
  return Disposable.from(
    changed,
    lease,
    store.onChange(({ kind }) => {
      if (kind === 'container') changeSoon();
    }),
    store.onState(changeSoon),
    drift.onChange(changeSoon),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('slipway.compose.codeLens')) changed.fire();
    }),
    languages.registerCodeLensProvider(
      { language: 'dockercompose', scheme: 'file' },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses: (document) => lensesOf(document, { store, ask, drift }),
      },
    ),
    { dispose: () => clearTimeout(timer) },
  );
}

/** The engine is followed as long as a Compose file can be seen. */
function leaseWhileVisible(store: LiveStore): Disposable {
  let lease: { dispose(): unknown } | undefined;
  const look = (): void => {
    const isVisible = window.visibleTextEditors.some(({ document }) => isCompose(document));
    if (isVisible) lease ??= store.hold();
    else {
      lease?.dispose();
      lease = undefined;
    }
  };
  look();
  return Disposable.from(window.onDidChangeVisibleTextEditors(look), { dispose: () => lease?.dispose() });
}

function isCompose({ languageId, uri }: TextDocument): boolean {
  return languageId === 'dockercompose' && uri.scheme === 'file';
}

interface Sources {
  readonly store: LiveStore;
  readonly ask: AskServer;
  readonly drift: Drift;
}

async function lensesOf(document: TextDocument, { store, ask, drift }: Sources): Promise<CodeLens[]> {
  if (!workspace.getConfiguration('slipway', document).get<boolean>('compose.codeLens', true)) return [];
  const found = await ask(composeServicesRequest, { text: document.getText() });
  if (!isServices(found)) return [];
  const byService = containersByService(store.known('container').values(), document.uri.fsPath);
  const { uri } = document;
  const drifted = drift.of(document, byService);
  const all = [...byService.values()].flat();
  const { section } = found;
  return [
    ...(section ? projectLinks(all, [uri], l10n).map((link) => lens(section.line, link)) : []),
    ...found.services.flatMap(({ name, start }) =>
      serviceLinks(byService.get(name) ?? [], [uri, name], {
        publishedHost: store.publishedHost,
        isDrifted: drifted.has(name),
        l10n,
      }).map((link) => lens(start.line, link)),
    ),
  ];
}

function lens(line: number, { title, command = '', args = [] }: ServiceLink): CodeLens {
  const at = new Position(line, 0);
  const isAddress = command === 'vscode.open';
  const given = isAddress ? args.map((address) => Uri.parse(String(address))) : [...args];
  return new CodeLens(new Range(at, at), { title, command, arguments: given });
}
