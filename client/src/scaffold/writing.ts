import type { Disposable } from 'vscode';
import {
  commands,
  l10n,
  TabInputTextDiff,
  type TextDocumentContentProvider,
  Uri,
  window,
  workspace,
  ThemeIcon,
} from 'vscode';
import { nameOf } from './files.ts';
import { fileText } from './search.ts';

const scheme = 'slipway-proposed';

/** The texts that are proposed for files which are there already, to be compared with them. */
export class Proposals implements TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();

  /** To be disposed with the extension. */
  register(): Disposable {
    return workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  /** Writes a file. One that is there with another text is only replaced where the user says so, who sees both. */
  async write(target: Uri, text: string): Promise<'written' | 'kept' | 'same'> {
    const before = await fileText(target);
    if (before === text) return 'same';
    if (before !== undefined && !(await this.#isAllowed(target, text))) return 'kept';
    await workspace.fs.writeFile(target, new TextEncoder().encode(text));
    return 'written';
  }

  async #isAllowed(target: Uri, text: string): Promise<boolean> {
    const proposed = Uri.from({ scheme, path: target.path, query: String(this.#texts.size) });
    const name = nameOf(target.path);
    this.#texts.set(proposed.toString(), text);
    try {
      await commands.executeCommand('vscode.diff', target, proposed, l10n.t('{0}: yours ↔ proposed', name));
      const replace = {
        iconPath: new ThemeIcon('replace'),
        label: l10n.t('Replace it'),
        description: l10n.t('by the text on the right'),
      };
      const keep = {
        iconPath: new ThemeIcon('close'),
        label: l10n.t('Keep mine'),
        description: l10n.t('as it is on the left'),
      };
      const answer = await window.showQuickPick([keep, replace], {
        title: l10n.t('{0} is there already', name),
        placeHolder: l10n.t('What is to become of it?'),
        ignoreFocusOut: true,
      });
      return answer === replace;
    } finally {
      this.#texts.delete(proposed.toString());
      await closeDiff(proposed);
    }
  }
}

async function closeDiff(proposed: Uri): Promise<void> {
  const tabs = window.tabGroups.all.flatMap((group) => group.tabs);
  const shown = tabs.filter(
    ({ input }) => input instanceof TabInputTextDiff && input.modified.toString() === proposed.toString(),
  );
  if (shown.length > 0) await window.tabGroups.close(shown);
}
