import { l10n, languages, Uri, window, workspace } from 'vscode';
import { Disposable, EventEmitter, type TextDocumentContentProvider } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { Kind, LiveEngine, ResourceRef } from '../engine/engine.ts';
import { kinds } from '../engine/engine.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { imagePicks, networkPicks, pickOne, type PickView, volumePicks } from '../ui/pick.ts';
import { selectedRefs } from '../ui/selection.ts';
import { maskSecrets } from '../ui/masking.ts';

const scheme = 'slipway-inspect';

/** Shows what the engine says of a thing as a read-only JSON document, with secrets masked until asked for. */
export function inspectCommands(live: LiveEngine, documents: InspectDocuments): CommandTable {
  const inspect = <K extends Kind>(view: () => PickView<K>) => {
    return async (...args: readonly unknown[]): Promise<void> => {
      const asked = view();
      const selected = selectedRefs(asked.kind, args);
      const refs = selected.length > 0 ? selected : [await pickOne(live, asked)];
      for (const ref of refs) await open(documents, live, ref);
    };
  };
  return {
    'slipway.containers.inspect': inspect(() =>
      containerPicks({ placeHolder: l10n.t('Container to inspect'), nothing: l10n.t('There are no containers.') }),
    ),
    'slipway.images.inspect': inspect(() => imagePicks(l10n.t('Image to inspect'))),
    'slipway.volumes.inspect': inspect(() => volumePicks(l10n.t('Volume to inspect'))),
    'slipway.networks.inspect': inspect(() => networkPicks(l10n.t('Network to inspect'))),
    'slipway.inspect.reveal': (uri) => reveal(documents, uri),
  };
}

/** The documents of all engines: which one is meant stands in the address. */
export class InspectDocuments implements TextDocumentContentProvider {
  readonly #engines: (key: string) => LiveEngine;
  readonly #changed = new EventEmitter<Uri>();
  readonly #revealed = new Set<string>();
  /** What was asked just now, for the document that is about to be shown. */
  readonly #fresh = new Map<string, unknown>();
  readonly onDidChange = this.#changed.event;

  constructor(engines: (key: string) => LiveEngine) {
    this.#engines = engines;
  }

  /** To be disposed with the extension. */
  register(): Disposable {
    return Disposable.from(this.#changed, workspace.registerTextDocumentContentProvider(scheme, this));
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const key = uri.toString();
    const answer = this.#fresh.get(key) ?? (await this.#ask(uri));
    this.#fresh.delete(key);
    const shown = this.#revealed.has(key) ? answer : maskSecrets(answer);
    return `${JSON.stringify(shown, undefined, 2)}\n`;
  }

  /** Asks the engine anew. What it refuses rejects here, and not within VS Code, which would say nothing of it. */
  async load(uri: Uri): Promise<void> {
    this.#fresh.set(uri.toString(), await this.#ask(uri));
    this.#changed.fire(uri);
  }

  async #ask(uri: Uri): Promise<unknown> {
    const kind = kinds.find((kind) => kind === uri.authority);
    if (!kind) return {};
    return (await this.#engines(uri.fragment).engine()).inspect(kind, uri.query);
  }

  reveal(uri: Uri): void {
    this.#revealed.add(uri.toString());
    this.#changed.fire(uri);
  }
}

async function open(documents: InspectDocuments, live: LiveEngine, ref: ResourceRef): Promise<void> {
  // The name is the title of the editor; a slash would make folders of it.
  const path = `/${ref.name.replaceAll('/', '∕')}.json`;
  const uri = Uri.from({ scheme, authority: ref.kind, path, query: ref.id, fragment: live.key });
  await documents.load(uri);
  const document = await workspace.openTextDocument(uri);
  await languages.setTextDocumentLanguage(document, 'json');
  await window.showTextDocument(document, { preview: true });
}

function reveal(documents: InspectDocuments, given: unknown): void {
  const uri = given instanceof Uri ? given : window.activeTextEditor?.document.uri;
  if (uri?.scheme === scheme) documents.reveal(uri);
}
