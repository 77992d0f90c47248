import type { InlayHintKind } from '../../core/language.ts';
import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toInlayHint } from '../toLsp/inlayHint.ts';
import type { InlayHint, InlayHintParams } from 'vscode-languageserver';

export async function inlayHint(
  session: Session,
  { textDocument, range }: InlayHintParams,
): Promise<InlayHint[] | null> {
  const { inlayHints } = await session.settings.of(textDocument.uri);
  const read = readDocument(session, textDocument);
  if (!read) return null;
  const { document, model } = read;
  const kinds = new Set<InlayHintKind>();
  if (inlayHints.variables) kinds.add('variable');
  if (inlayHints.stages) kinds.add('stage');
  const found = document.language.inlayHints?.(model, document.positions.span(range), kinds);
  return found?.map((hint) => toInlayHint(document, hint)) ?? null;
}
