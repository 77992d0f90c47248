import type { InlayHintKind } from '../../core/language.ts';
import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toInlayHint } from '../toLsp/inlayHint.ts';
import { workspaceOf } from '../workspace.ts';
import type { CancellationToken, InlayHint, InlayHintParams } from 'vscode-languageserver';

export async function inlayHint(
  session: Session,
  { textDocument, range }: InlayHintParams,
  token?: CancellationToken,
): Promise<InlayHint[] | null> {
  const { inlayHints } = await session.settings.of(textDocument.uri);
  const read = readDocument(session, textDocument);
  if (!read) return null;
  const { document, model } = read;
  const kinds = new Set<InlayHintKind>();
  if (inlayHints.variables) kinds.add('variable');
  if (inlayHints.stages) kinds.add('stage');
  if (inlayHints.overrides) kinds.add('override');
  const { language } = document;
  const span = document.positions.span(range);
  const found = language.inlayHints?.(model, span, kinds) ?? [];
  const around = await language.lookupInlayHints?.(model, span, kinds, workspaceOf(session, document, token));
  return [...found, ...(around ?? [])].map((hint) => toInlayHint(document, hint));
}
