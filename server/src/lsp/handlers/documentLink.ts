import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toDocumentLink } from '../toLsp/structure.ts';
import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';

export function documentLink(session: Session, { textDocument }: DocumentLinkParams): DocumentLink[] {
  const read = readDocument(session, textDocument);
  if (!read) return [];
  const { document, model } = read;
  return (document.language.links?.(model) ?? []).map((link) => toDocumentLink(session, document, link));
}
