import type { Definition, FileDefinition, FilePlace, Occurrence, RenamePlace } from '../../core/language.ts';
import { lineIndex } from '../../core/text/lineIndex.ts';
import type { Document } from '../documents.ts';
import { uriOfPath } from '../fileUris.ts';
import { positionsOf } from '../positions.ts';
import type { Session } from '../session.ts';
import * as lsp from 'vscode-languageserver';

const highlightKinds: Readonly<Record<Occurrence['role'], lsp.DocumentHighlightKind>> = {
  definition: lsp.DocumentHighlightKind.Write,
  use: lsp.DocumentHighlightKind.Read,
};

export function toDefinition(
  session: Session,
  { uri, positions }: Document,
  { span, targets }: Definition,
): lsp.Location[] | lsp.LocationLink[] {
  if (!session.client.definitionLinks)
    return targets.map(({ nameSpan }) => ({ uri, range: positions.range(nameSpan) }));
  return targets.map((target) => ({
    originSelectionRange: positions.range(span),
    targetUri: uri,
    targetRange: positions.range(target.span),
    targetSelectionRange: positions.range(target.nameSpan),
  }));
}

/** Places in other files, whose texts are as they were when they were looked at. */
export function toFileDefinition(
  session: Session,
  { positions }: Document,
  { span, targets }: FileDefinition,
): lsp.Location[] | lsp.LocationLink[] {
  const locations = targets.map((target) => toFileLocation(session, target));
  if (!session.client.definitionLinks) return locations;
  return locations.map(({ uri, range }) => ({
    originSelectionRange: positions.range(span),
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  }));
}

/** A place in another file, whose text is as it was when it was looked at. */
export function toFileLocation({ encoding }: Session, { path, text, span }: FilePlace): lsp.Location {
  return { uri: uriOfPath(path), range: positionsOf(text, lineIndex(text), encoding).range(span) };
}

export function toLocation({ uri, positions }: Document, { span }: Occurrence): lsp.Location {
  return { uri, range: positions.range(span) };
}

export function toHighlight({ positions }: Document, { span, role }: Occurrence): lsp.DocumentHighlight {
  return { range: positions.range(span), kind: highlightKinds[role] };
}

export function toRenamePlace({ positions }: Document, { span, name }: RenamePlace): lsp.PrepareRenameResult {
  return { range: positions.range(span), placeholder: name };
}
