import { commands, Disposable, EventEmitter, type TextDocumentContentProvider, Uri, workspace } from 'vscode';

const scheme = 'slipway-report';

/** Pages that tell about something of an engine, shown as Markdown and asked for anew each time they are opened. */
export class Reports implements TextDocumentContentProvider {
  readonly #produce = new Map<string, () => Promise<string>>();
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;

  /** To be disposed with the extension. */
  register(): Disposable {
    return Disposable.from(this.#changed, workspace.registerTextDocumentContentProvider(scheme, this));
  }

  /** Shows a page under a title. What cannot be had rejects here, and not within the page. */
  async show(title: string, produce: () => Promise<string>): Promise<void> {
    // A slash would make folders of the title.
    const uri = Uri.from({ scheme, path: `/${title.replaceAll('/', '∕')}.md` });
    const first = await produce();
    let fresh: string | undefined = first;
    this.#produce.set(uri.toString(), async () => {
      const text = fresh ?? (await produce());
      fresh = undefined;
      return text;
    });
    this.#changed.fire(uri);
    await commands.executeCommand('markdown.showPreview', uri);
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    return (await this.#produce.get(uri.toString())?.()) ?? '';
  }
}
