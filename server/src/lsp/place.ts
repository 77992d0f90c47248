import type { Document } from './documents.ts';
import type { Session } from './session.ts';
import type { TextDocumentPositionParams } from 'vscode-languageserver';

/** A place in an open document, with the document's model. */
export interface Place {
  readonly document: Document;
  readonly model: unknown;
  readonly offset: number;
}

/** The place that a request asks about; undefined where the document is not open, or too large to be read. */
export function placeOf(session: Session, { textDocument, position }: TextDocumentPositionParams): Place | undefined {
  const document = session.documents.get(textDocument.uri);
  const model = document?.model();
  if (!document || model === undefined) return undefined;
  return { document, model, offset: document.positions.offset(position) };
}
