import type { ComposePreview, ComposeSource } from '../../../protocol/messages.ts';
import { composePreviewRequest, composeSourceRequest } from '../../../protocol/messages.ts';
import type { CommandTable } from '../commands.ts';
import { Disposable, EventEmitter, l10n, languages, Location, Range, Uri, window, workspace } from 'vscode';
import type { Position, TextDocument, TextDocumentContentProvider } from 'vscode';

const scheme = 'slipway-compose';

/** Asks the language server, which is started for it where it does not run yet. */
export type AskServer = (method: string, params: unknown) => Promise<unknown>;

/** Shows the effective configuration of a Compose file's project as a read-only document that follows edits. */
export function composePreview(ask: AskServer): { table: CommandTable; disposable: Disposable } {
  const previews = new Previews(ask);
  return {
    table: {
      'slipway.compose.preview': async (target) => {
        const file = target instanceof Uri ? target : window.activeTextEditor?.document.uri;
        if (!file) throw new Error(l10n.t('Open a Compose file first.'));
        const document = await workspace.openTextDocument(previewUri(file));
        await window.showTextDocument(document, { viewColumn: -2, preview: true, preserveFocus: true });
      },
    },
    disposable: Disposable.from(
      previews,
      workspace.registerTextDocumentContentProvider(scheme, previews),
      languages.registerDefinitionProvider({ scheme }, { provideDefinition: sourceIn(ask) }),
    ),
  };
}

/** The address of a preview: its name is that of the file, which is kept whole behind it. */
function previewUri(file: Uri): Uri {
  const folder = file.path.slice(0, file.path.lastIndexOf('/'));
  const name = `${l10n.t('effective configuration')} (${folder.slice(folder.lastIndexOf('/') + 1)}).yaml`;
  return Uri.from({ scheme, path: `${folder}/${name}`, query: file.toString() });
}

/** Milliseconds that nobody has typed before a preview is computed again. */
const restTime = 200;

/** The open previews, computed again when one of the files changes that they may be made of. */
class Previews implements TextDocumentContentProvider {
  readonly #ask: AskServer;
  readonly #changed = new EventEmitter<Uri>();
  readonly #listener: Disposable;
  #watcher: Disposable | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly onDidChange = this.#changed.event;

  constructor(ask: AskServer) {
    this.#ask = ask;
    this.#listener = Disposable.from(
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document.uri.scheme !== scheme) this.#refreshSoon();
      }),
      workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme && openPreviews().length === 0) this.#unwatch();
      }),
    );
  }

  async provideTextDocumentContent({ query }: Uri): Promise<string> {
    this.#watch();
    const answer = await this.#ask(composePreviewRequest, { uri: query });
    return isPreview(answer) ? answer.text : `# ${l10n.t('The file cannot be read.')}\n`;
  }

  /** Files that change on the disk count, too; they are watched only while there is a preview. */
  #watch(): void {
    if (this.#watcher) return;
    const watcher = workspace.createFileSystemWatcher('**/{*.yaml,*.yml,.env,.env.*,*.env}');
    const refresh = (): void => this.#refreshSoon();
    this.#watcher = Disposable.from(
      watcher,
      watcher.onDidChange(refresh),
      watcher.onDidCreate(refresh),
      watcher.onDidDelete(refresh),
    );
  }

  #unwatch(): void {
    this.#watcher?.dispose();
    this.#watcher = undefined;
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    if (openPreviews().length === 0) return;
    this.#timer = setTimeout(() => {
      for (const { uri } of openPreviews()) this.#changed.fire(uri);
    }, restTime);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listener.dispose();
    this.#unwatch();
    this.#changed.dispose();
  }
}

function openPreviews(): readonly TextDocument[] {
  return workspace.textDocuments.filter(({ uri }) => uri.scheme === scheme);
}

/** Where a piece of a preview comes from. */
function sourceIn(ask: AskServer): (document: TextDocument, position: Position) => Promise<Location | undefined> {
  return async ({ uri }, { line, character }) => {
    const source = await ask(composeSourceRequest, { uri: uri.query, line, character });
    if (!isSource(source)) return undefined;
    const { start, end } = source;
    return new Location(Uri.parse(source.uri), new Range(start.line, start.character, end.line, end.character));
  };
}

function isPreview(answer: unknown): answer is ComposePreview {
  return typeof answer === 'object' && answer !== null && 'text' in answer;
}

function isSource(answer: unknown): answer is ComposeSource {
  return typeof answer === 'object' && answer !== null && 'uri' in answer;
}
