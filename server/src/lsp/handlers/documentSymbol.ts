import type { OutlineItem } from '../../core/language.ts';
import type { Document } from '../documents.ts';
import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toDocumentSymbol, toSymbolInformation } from '../toLsp/structure.ts';
import type { DocumentSymbol, DocumentSymbolParams, SymbolInformation } from 'vscode-languageserver';

/** The outline of a document; a flat list for clients that know no tree. */
export function documentSymbol(
  session: Session,
  { textDocument }: DocumentSymbolParams,
): DocumentSymbol[] | SymbolInformation[] {
  const read = readDocument(session, textDocument);
  if (!read) return [];
  const { document, model } = read;
  const items = document.language.symbols?.(model) ?? [];
  if (session.client.symbolTrees) return items.map((item) => toDocumentSymbol(document, item));
  return items.flatMap((item) => flat(document, item, ''));
}

function flat(document: Document, item: OutlineItem, container: string): SymbolInformation[] {
  const { name, children } = item;
  return [toSymbolInformation(document, item, container), ...children.flatMap((child) => flat(document, child, name))];
}
