import { placeOf } from '../place.ts';
import type { Session } from '../session.ts';
import { toLocation } from '../toLsp/navigation.ts';
import type { Location, ReferenceParams } from 'vscode-languageserver';

export function references(session: Session, params: ReferenceParams): Location[] {
  const place = placeOf(session, params);
  if (!place) return [];
  const { document, model, offset } = place;
  const found = document.language.occurrences?.(model, offset) ?? [];
  const { includeDeclaration } = params.context;
  return found
    .filter(({ role }) => includeDeclaration || role === 'use')
    .map((occurrence) => toLocation(document, occurrence));
}
