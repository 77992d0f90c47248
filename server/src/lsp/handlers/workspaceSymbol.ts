import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toSymbolInformation } from '../toLsp/structure.ts';
import type { SymbolInformation, WorkspaceSymbolParams } from 'vscode-languageserver';

/** The stages and services of the open documents whose names have the letters of the query, in their order. */
export function workspaceSymbol(session: Session, { query }: WorkspaceSymbolParams): SymbolInformation[] {
  const wanted = query.toLowerCase();
  const symbols: SymbolInformation[] = [];
  for (const document of session.documents.all()) {
    const read = readDocument(session, document);
    const items = (read && document.language.symbols?.(read.model)) ?? [];
    for (const item of items.flatMap((outer) => [outer, ...outer.children])) {
      if ((item.kind !== 'stage' && item.kind !== 'service') || !hasLetters(item.name.toLowerCase(), wanted)) continue;
      symbols.push(toSymbolInformation(document, item, fileName(document.uri)));
    }
  }
  return symbols;
}

function hasLetters(name: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function fileName(uri: string): string {
  return uri.slice(uri.lastIndexOf('/') + 1);
}
