import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toDocumentLink, toFileLink } from '../toLsp/structure.ts';
import { workspaceOf } from '../workspace.ts';
import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';

export async function documentLink(session: Session, { textDocument }: DocumentLinkParams): Promise<DocumentLink[]> {
  const read = readDocument(session, textDocument);
  if (!read) return [];
  const { document, model } = read;
  const { language } = document;
  const links = (language.links?.(model) ?? []).map((link) => toDocumentLink(session, document, link));
  const files = (await language.lookupLinks?.(model, workspaceOf(session, document))) ?? [];
  return [...links, ...files.map((link) => toFileLink(document, link))];
}
