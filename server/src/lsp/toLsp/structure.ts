import type { FileLink, Fold, Link, OutlineItem, OutlineKind } from '../../core/language.ts';
import { render } from '../../core/text/message.ts';
import type { Span } from '../../core/text/span.ts';
import type { Document } from '../documents.ts';
import type { Session } from '../session.ts';
import { uriInWorkspace } from '../workspace.ts';
import * as lsp from 'vscode-languageserver';

const symbolKinds: Readonly<Record<OutlineKind, lsp.SymbolKind>> = {
  stage: lsp.SymbolKind.Module,
  service: lsp.SymbolKind.Module,
  section: lsp.SymbolKind.Package,
  variable: lsp.SymbolKind.Variable,
  label: lsp.SymbolKind.Key,
  command: lsp.SymbolKind.Function,
  entry: lsp.SymbolKind.Constructor,
  event: lsp.SymbolKind.Event,
  file: lsp.SymbolKind.File,
  folder: lsp.SymbolKind.Namespace,
  port: lsp.SymbolKind.Interface,
  setting: lsp.SymbolKind.Property,
};

const foldKinds: Readonly<Record<Fold['kind'], lsp.FoldingRangeKind | undefined>> = {
  code: undefined,
  comment: lsp.FoldingRangeKind.Comment,
  region: lsp.FoldingRangeKind.Region,
};

export function toDocumentSymbol(document: Document, item: OutlineItem): lsp.DocumentSymbol {
  const { name, detail, kind, span, nameSpan, children } = item;
  return {
    name,
    ...(detail !== '' && { detail }),
    kind: symbolKinds[kind],
    range: document.positions.range(span),
    selectionRange: document.positions.range(nameSpan),
    ...(children.length > 0 && { children: children.map((child) => toDocumentSymbol(document, child)) }),
  };
}

export function toCallHierarchyItem({ uri, positions }: Document, item: OutlineItem): lsp.CallHierarchyItem {
  const { name, detail, kind, span, nameSpan } = item;
  return {
    name,
    detail,
    kind: symbolKinds[kind],
    uri,
    range: positions.range(span),
    selectionRange: positions.range(nameSpan),
  };
}

/** An item without its children, for lists. */
export function toSymbolInformation(
  { uri, positions }: Document,
  { name, kind, nameSpan }: OutlineItem,
  containerName: string,
): lsp.SymbolInformation {
  return { name, kind: symbolKinds[kind], location: { uri, range: positions.range(nameSpan) }, containerName };
}

export function toDocumentLink(
  { translate }: Session,
  { positions }: Document,
  { span, href, tooltip }: Link,
): lsp.DocumentLink {
  return { range: positions.range(span), target: href, ...(tooltip && { tooltip: render(tooltip, translate) }) };
}

export function toFileLink(document: Document, { span, path }: FileLink): lsp.DocumentLink {
  return { range: document.positions.range(span), target: uriInWorkspace(document, path) };
}

export function toFoldingRange({ kind, start, end }: Fold): lsp.FoldingRange {
  const lspKind = foldKinds[kind];
  return { startLine: start, endLine: end, ...(lspKind && { kind: lspKind }) };
}

/** The spans from the inside out as the chain that the protocol wants; the position alone where there are none. */
export function toSelectionRange(
  { positions }: Document,
  spans: readonly Span[],
  position: lsp.Position,
): lsp.SelectionRange {
  let range: lsp.SelectionRange | undefined;
  for (const span of spans.toReversed()) range = { range: positions.range(span), ...(range && { parent: range }) };
  return range ?? { range: { start: position, end: position } };
}
