import type { Document } from './documents.ts';
import type { Session } from './session.ts';
import type { TextDocumentIdentifier, TextDocumentPositionParams } from 'vscode-languageserver';

/** An open document with its model. */
export interface Read {
  readonly document: Document;
  readonly model: unknown;
}

/** A place in an open document. */
export interface Place extends Read {
  readonly offset: number;
}

/** The document that a request names; undefined where it is not open, or too large to be read. */
export function readDocument(session: Session, { uri }: TextDocumentIdentifier): Read | undefined {
  const document = session.documents.get(uri);
  const model = document?.model();
  return document && model !== undefined ? { document, model } : undefined;
}

/** The place that a request asks about; undefined where its document cannot be read. */
export function placeOf(session: Session, { textDocument, position }: TextDocumentPositionParams): Place | undefined {
  const read = readDocument(session, textDocument);
  return read && { ...read, offset: read.document.positions.offset(position) };
}
