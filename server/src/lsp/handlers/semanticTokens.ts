import { readDocument } from '../place.ts';
import { tokenEdits } from '../sentTokens.ts';
import type { Session } from '../session.ts';
import { toSemanticTokens } from '../toLsp/semanticTokens.ts';
import type {
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensParams,
  SemanticTokensRangeParams,
} from 'vscode-languageserver';

/** The tokens of a range of a document. */
export function semanticTokensOfRange(
  session: Session,
  { textDocument, range }: SemanticTokensRangeParams,
): SemanticTokens | null {
  const read = readDocument(session, textDocument);
  if (!read) return null;
  const { document, model } = read;
  const tokens = document.language.semanticTokens?.(model, document.positions.span(range));
  return tokens ? { data: toSemanticTokens(document, tokens) } : null;
}

/** All tokens of a document. */
export function semanticTokens(session: Session, { textDocument }: SemanticTokensParams): SemanticTokens | null {
  const read = readDocument(session, textDocument);
  if (!read) return null;
  const { document, model } = read;
  const tokens = document.language.semanticTokens?.(model, { start: 0, end: document.text.length });
  if (!tokens) return null;
  const data = toSemanticTokens(document, tokens);
  return { resultId: session.sentTokens.keep(document.uri, data), data };
}

/** What has changed since the tokens that the client has; all tokens where those are not known any more. */
export function semanticTokensDelta(
  session: Session,
  { textDocument, previousResultId }: SemanticTokensDeltaParams,
): SemanticTokens | SemanticTokensDelta | null {
  const before = session.sentTokens.known(textDocument.uri, previousResultId);
  const after = semanticTokens(session, { textDocument });
  if (!after || !before) return after;
  return { ...after, edits: tokenEdits(before, after.data) };
}
