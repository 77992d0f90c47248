import type { Definition, Occurrence, RenamePlace } from '../../core/language.ts';
import type { Document } from '../documents.ts';
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

export function toLocation({ uri, positions }: Document, { span }: Occurrence): lsp.Location {
  return { uri, range: positions.range(span) };
}

export function toHighlight({ positions }: Document, { span, role }: Occurrence): lsp.DocumentHighlight {
  return { range: positions.range(span), kind: highlightKinds[role] };
}

export function toRenamePlace({ positions }: Document, { span, name }: RenamePlace): lsp.PrepareRenameResult {
  return { range: positions.range(span), placeholder: name };
}
