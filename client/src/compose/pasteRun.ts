import type { PasteParams, PasteResult } from '../../../protocol/messages.ts';
import { pasteRequest } from '../../../protocol/messages.ts';
import type { AskServer } from './preview.ts';
import { DocumentDropOrPasteEditKind, DocumentPasteEdit, languages, Range, WorkspaceEdit } from 'vscode';
import type { Disposable, DocumentPasteEditProvider } from 'vscode';

/** Offers to paste a `docker run` command into a Compose file as the service that it amounts to. */
export function pasteRun(ask: AskServer): Disposable {
  const kind = DocumentDropOrPasteEditKind.Text.append('slipway', 'service');
  const provider: DocumentPasteEditProvider = {
    async provideDocumentPasteEdits(document, [range], transfer) {
      const text = await transfer.get('text/plain')?.asString();
      if (!range || text === undefined || !/\b(?:run|create)\b/.test(text)) return undefined;
      const params: PasteParams = { uri: document.uri.toString(), start: range.start, end: range.end, text };
      const answer = await ask(pasteRequest, params);
      if (!isResult(answer)) return undefined;
      const edit = new DocumentPasteEdit('', answer.title, kind);
      const { start, end } = answer;
      edit.additionalEdit = new WorkspaceEdit();
      const place = new Range(start.line, start.character, end.line, end.character);
      edit.additionalEdit.replace(document.uri, place, answer.text);
      return [edit];
    },
  };
  return languages.registerDocumentPasteEditProvider({ language: 'dockercompose' }, provider, {
    providedPasteEditKinds: [kind],
    pasteMimeTypes: ['text/plain'],
  });
}

function isResult(value: unknown): value is PasteResult {
  return typeof value === 'object' && value !== null && 'title' in value && 'start' in value && 'text' in value;
}
