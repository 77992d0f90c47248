import { type ComposeFaultPlace, composeFaultRequest } from '../../../protocol/messages.ts';
import type { ContainerInfo } from '../engine/engine.ts';
import { faultText, type UpFault } from './faults.ts';
import type { AskServer } from './preview.ts';
import { Diagnostic, DiagnosticSeverity, Disposable, l10n, languages, Range, type Uri, workspace } from 'vscode';

/** What went wrong when projects were started, as squiggles in their Compose files. */
export class UpProblems {
  readonly #shown = languages.createDiagnosticCollection('slipway-compose');
  readonly #ask: AskServer;

  constructor(ask: AskServer) {
    this.#ask = ask;
  }

  /** To be disposed with the extension. */
  register(): Disposable {
    return Disposable.from(
      this.#shown,
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const shown = this.#shown.get(document.uri) ?? [];
        // Who edits the line has seen it.
        const isMet = shown.some(({ range }) => contentChanges.some((change) => meets(range, change.range)));
        if (isMet) this.#shown.delete(document.uri);
      }),
    );
  }

  clear(files: readonly Uri[]): void {
    for (const file of files) this.#shown.delete(file);
  }

  /** Shows a fault in the first of the files that has its place. Whether there was one. */
  async show(files: readonly Uri[], fault: UpFault, containers: Iterable<ContainerInfo>): Promise<boolean> {
    const message = faultText(fault, containers, l10n);
    for (const file of files) {
      const document = await workspace.openTextDocument(file);
      const { about, subject, service, container } = fault;
      const params = { text: document.getText(), fault: { about, subject, service, container } };
      const place = await this.#ask(composeFaultRequest, params);
      if (!isPlace(place)) continue;
      const { start, end } = place;
      const range = new Range(start.line, start.character, end.line, end.character);
      const diagnostic = new Diagnostic(range, message, DiagnosticSeverity.Error);
      diagnostic.source = 'docker compose';
      diagnostic.code = `up-${fault.kind}`;
      this.#shown.set(file, [diagnostic]);
      return true;
    }
    return false;
  }
}

function meets(range: Range, change: Range): boolean {
  return change.start.line <= range.end.line && range.start.line <= change.end.line;
}

function isPlace(answer: unknown): answer is ComposeFaultPlace {
  return typeof answer === 'object' && answer !== null && 'start' in answer && 'end' in answer;
}
