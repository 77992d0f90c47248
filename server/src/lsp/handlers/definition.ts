import { placeOf } from '../place.ts';
import type { Session } from '../session.ts';
import { toDefinition } from '../toLsp/navigation.ts';
import type { DefinitionParams, Location, LocationLink } from 'vscode-languageserver';

export function definition(session: Session, params: DefinitionParams): Location[] | LocationLink[] | null {
  const place = placeOf(session, params);
  const found = place?.document.language.definition?.(place.model, place.offset);
  return place && found ? toDefinition(session, place.document, found) : null;
}
