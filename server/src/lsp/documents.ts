import type { Language } from '../core/language.ts';
import { type KnownLanguage, languageById, languageOfFile } from '../core/languages.ts';
import { lineIndex } from '../core/text/lineIndex.ts';
import { type Encoding, type Positions, positionsOf } from './positions.ts';
import type { TextDocumentContentChangeEvent, TextDocumentItem } from 'vscode-languageserver';

/** One version of an open document. Its model is parsed when it is first asked for. */
export interface Document {
  readonly uri: string;
  readonly version: number;
  readonly text: string;
  readonly language: Language<unknown>;
  readonly positions: Positions;
  /**
   * The parsed model; undefined where the text is larger than the language takes. It is good until another version is
   * asked for its own: who waits for something asks again afterwards.
   */
  model(): unknown;
}

/** The language of a document that is opened; undefined where we know none for it. */
export function languageOf({ uri, languageId }: TextDocumentItem): KnownLanguage | undefined {
  // Other editors may know no language id for these files, or only that they are YAML.
  return languageById(languageId) ?? languageOfFile(pathOf(uri));
}

/** The one home of text and models: the open documents by uri. */
export interface Documents {
  get(uri: string): Document | undefined;
  all(): Iterable<Document>;
  open(item: TextDocumentItem, language: Language<unknown>): Document;
  change(uri: string, version: number, changes: readonly TextDocumentContentChangeEvent[]): Document | undefined;
  close(uri: string): void;
}

export function documentsIn(encoding: Encoding): Documents {
  const documents = new Map<string, KeptDocument>();
  const keep = (document: KeptDocument): KeptDocument => {
    documents.set(document.uri, document);
    return document;
  };
  return {
    get: (uri) => documents.get(uri),
    all: () => documents.values(),
    open({ uri, version, text }, language) {
      return keep(documentOf({ uri, version, text, language }, encoding, { owner: undefined, model: undefined }));
    },
    change(uri, version, changes) {
      const old = documents.get(uri);
      return old && keep(changed(old, version, changes, encoding));
    },
    close: (uri) => void documents.delete(uri),
  };
}

/** A file as a document that nobody has open. */
export function closedDocument(file: Pick<Document, 'uri' | 'text' | 'language'>, encoding: Encoding): Document {
  return documentOf({ ...file, version: 0 }, encoding, { owner: undefined, model: undefined });
}

type Snapshot = Pick<Document, 'uri' | 'version' | 'text' | 'language'>;

/** The one model of an open document. The next version's takes over what is left of it, so that there is no other. */
interface ModelCell {
  /** The version whose model it is. */
  owner: Document | undefined;
  model: unknown;
}

interface KeptDocument extends Document {
  readonly cell: ModelCell;
}

function documentOf(snapshot: Snapshot, encoding: Encoding, cell: ModelCell): KeptDocument {
  const { uri, version, text, language } = snapshot;
  let positions: Positions | undefined;
  const document: KeptDocument = {
    uri,
    version,
    text,
    language,
    cell,
    get positions() {
      return (positions ??= positionsOf(text, lineIndex(text), encoding));
    },
    model() {
      if (text.length > language.maxLength) return undefined;
      if (cell.owner !== document) {
        cell.model = language.parse(text, cell.model);
        cell.owner = document;
      }
      return cell.model;
    },
  };
  return document;
}

function changed(
  old: KeptDocument,
  version: number,
  changes: readonly TextDocumentContentChangeEvent[],
  encoding: Encoding,
): KeptDocument {
  const { uri, language, cell } = old;
  const next = (text: string): KeptDocument => documentOf({ uri, version, text, language }, encoding, cell);
  let document = changes.length === 0 ? next(old.text) : old;
  for (const change of changes) document = next(textAfter(document, change));
  return document;
}

function textAfter(document: Document, change: TextDocumentContentChangeEvent): string {
  if (!('range' in change)) return change.text;
  const { start, end } = document.positions.span(change.range);
  return document.text.slice(0, start) + change.text + document.text.slice(end);
}

function pathOf(uri: string): string {
  const path = uri.replace(/[?#].*$/s, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
