import { placeOf } from '../place.ts';
import type { Session } from '../session.ts';
import { toHighlight } from '../toLsp/navigation.ts';
import type { DocumentHighlight, DocumentHighlightParams } from 'vscode-languageserver';

export function documentHighlight(session: Session, params: DocumentHighlightParams): DocumentHighlight[] {
  const place = placeOf(session, params);
  if (!place) return [];
  const { document, model, offset } = place;
  const found = document.language.occurrences?.(model, offset) ?? [];
  return found.map((occurrence) => toHighlight(document, occurrence));
}
