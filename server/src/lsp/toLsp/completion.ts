import * as lsp from 'vscode-languageserver';
import type { Completion, CompletionKind } from '../../core/language.ts';
import type { Span } from '../../core/text/span.ts';
import type { Document } from '../documents.ts';
import type { Session } from '../session.ts';
import { plainText, toTextEdit } from '../toLsp.ts';

/** Where a list of offers was asked for: enough to ask again for the docs of one of them. */
export interface Origin {
  readonly uri: string;
  readonly version: number;
  readonly offset: number;
}

export function isOrigin(value: unknown): value is Origin {
  return typeof value === 'object' && value !== null && 'uri' in value && 'version' in value && 'offset' in value;
}

/**
 * Offers without their docs, which `completionItem/resolve` adds. What is the same for all of them is told once, where
 * the client can take it so: a long list is half as long then.
 */
export function toCompletions(
  session: Session,
  document: Document,
  offers: readonly Completion[],
  offset: number,
): lsp.CompletionItem[] | lsp.CompletionList {
  const data: Origin = { uri: document.uri, version: document.version, offset };
  const [first] = offers;
  const place: Place = { session, document, offset };
  if (!first || !session.client.completionDefaults) {
    return offers.map((offer) => ({ ...toItem(place, offer), textEdit: completionEdit(place, offer), data }));
  }
  const { span } = first;
  return {
    isIncomplete: false,
    itemDefaults: { editRange: editRange(place, span), data },
    items: offers.map((offer) => ({
      ...toItem(place, offer),
      ...(isSame(offer.span, span) ? textEditText(place, offer) : { textEdit: completionEdit(place, offer) }),
    })),
  };
}

interface Place {
  readonly session: Session;
  readonly document: Document;
  readonly offset: number;
}

const completionKinds: Readonly<Record<CompletionKind, lsp.CompletionItemKind>> = {
  keyword: lsp.CompletionItemKind.Keyword,
  property: lsp.CompletionItemKind.Property,
  value: lsp.CompletionItemKind.Value,
  variable: lsp.CompletionItemKind.Variable,
  reference: lsp.CompletionItemKind.Reference,
  file: lsp.CompletionItemKind.File,
  folder: lsp.CompletionItemKind.Folder,
  snippet: lsp.CompletionItemKind.Snippet,
};

function toItem({ session, document }: Place, offer: Completion): lsp.CompletionItem {
  const { label, kind, isSnippet, detail, sortText, deprecated, furtherEdits } = offer;
  return {
    label,
    kind: completionKinds[kind],
    ...(isSnippet && session.client.snippets && { insertTextFormat: lsp.InsertTextFormat.Snippet }),
    ...(detail && { detail: plainText(detail, session) }),
    ...(sortText !== undefined && { sortText }),
    ...(deprecated && { tags: [lsp.CompletionItemTag.Deprecated] }),
    ...(furtherEdits && { additionalTextEdits: furtherEdits.map((edit) => toTextEdit(document, edit)) }),
  };
}

function completionEdit(place: Place, offer: Completion): lsp.TextEdit | lsp.InsertReplaceEdit {
  const range = editRange(place, offer.span);
  const newText = newTextOf(place, offer);
  return 'insert' in range ? { newText, ...range } : { range, newText };
}

type EditRange = lsp.Range | Pick<lsp.InsertReplaceEdit, 'insert' | 'replace'>;

function editRange({ session, document, offset }: Place, span: Span): EditRange {
  const range = document.positions.range(span);
  if (!session.client.insertReplace) return range;
  return { insert: { start: range.start, end: document.positions.position(offset) }, replace: range };
}

/** Left out where it is the label. */
function textEditText(place: Place, offer: Completion): Pick<lsp.CompletionItem, 'textEditText'> {
  const textEditText = newTextOf(place, offer);
  return textEditText === offer.label ? {} : { textEditText };
}

function newTextOf({ session }: Place, { newText, isSnippet }: Completion): string {
  return isSnippet && !session.client.snippets ? withoutPlaceholders(newText) : newText;
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** What a snippet leaves when every placeholder keeps its default and every choice its first value. */
function withoutPlaceholders(snippet: string): string {
  return snippet
    .replaceAll(/\$\{\d+\|((?:\\.|[^,|\\])*)[^}]*\|\}/g, '$1')
    .replaceAll(/\$\{\d+:((?:\\.|[^}\\])*)\}/g, '$1')
    .replaceAll(/\$\{\d+\}|\$\d+/g, '')
    .replaceAll(/\\([$}\\,|])/g, '$1');
}
