import type { OutlineItem } from '../../core/language.ts';
import { languageOfFile } from '../../core/languages.ts';
import type { DiskEntry } from '../../core/workspace.ts';
import { closedDocument, type Document } from '../documents.ts';
import { pathOfUri } from '../fileUris.ts';
import { filesIn } from '../folders.ts';
import type { Session } from '../session.ts';
import { toSymbolInformation } from '../toLsp/structure.ts';
import { CancellationToken, type SymbolInformation, type WorkspaceSymbolParams } from 'vscode-languageserver';

/**
 * The stages and services whose names have the letters of the query, in their order: those of the open documents, then
 * those of the files in the open folders.
 */
export async function workspaceSymbol(
  session: Session,
  { query }: WorkspaceSymbolParams,
  token: CancellationToken = CancellationToken.None,
): Promise<SymbolInformation[]> {
  const wanted = query.toLowerCase();
  const open = [...session.documents.all()];
  const symbols = open.flatMap((document) => symbolsOf(document, wanted));
  const paths = new Set(open.map(({ uri }) => pathOfUri(uri)));
  for await (const uri of filesIn((folder) => session.host.listFolder(folder), session.folders.all(), token)) {
    const path = pathOfUri(uri);
    if (paths.has(path)) continue;
    paths.add(path);
    const document = await documentAt(session, uri);
    if (document) symbols.push(...symbolsOf(document, wanted));
  }
  return token.isCancellationRequested ? [] : symbols;
}

function symbolsOf(document: Document, wanted: string): readonly SymbolInformation[] {
  return nameable(document)
    .filter(({ name }) => hasLetters(name.toLowerCase(), wanted))
    .map((item) => toSymbolInformation(document, item, fileName(document.uri)));
}

function nameable(document: Document): readonly OutlineItem[] {
  const model = document.language.symbols && document.model();
  const items = model === undefined ? [] : (document.language.symbols?.(model) ?? []);
  return items
    .flatMap((outer) => [outer, ...outer.children])
    .filter(({ kind }) => kind === 'stage' || kind === 'service');
}

/** A file that is not open; it is read again when it has changed. */
async function documentAt({ host, encoding }: Session, uri: string): Promise<Document | undefined> {
  const entry = await host.entryAt(uri);
  if (entry.kind !== 'file') return undefined;
  const known = closed.get(entry);
  if (known) return known;
  const language = await languageOfFile(pathOfUri(uri))?.load();
  if (!language?.symbols) return undefined;
  const document = closedDocument({ uri, text: entry.text, language }, encoding);
  closed.set(entry, document);
  return document;
}

const closed = new WeakMap<DiskEntry, Document>();

function hasLetters(name: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = name.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function fileName(uri: string): string {
  const path = pathOfUri(uri);
  return path.slice(path.lastIndexOf('/') + 1);
}
