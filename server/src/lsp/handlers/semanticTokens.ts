import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toSemanticTokens } from '../toLsp/semanticTokens.ts';
import type { SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams } from 'vscode-languageserver';

/** The tokens of a document, or of a range of it. There are no deltas: they would need the tokens of the last answer. */
export function semanticTokens(
  session: Session,
  params: SemanticTokensParams | SemanticTokensRangeParams,
): SemanticTokens | null {
  const read = readDocument(session, params.textDocument);
  if (!read) return null;
  const { document, model } = read;
  const span = 'range' in params ? document.positions.span(params.range) : { start: 0, end: document.text.length };
  const tokens = document.language.semanticTokens?.(model, span);
  return tokens ? toSemanticTokens(document, tokens) : null;
}
