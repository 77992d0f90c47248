import type { Definition, FileDefinition } from '../../core/language.ts';
import type { Place } from '../place.ts';
import { placeOf } from '../place.ts';
import type { Session } from '../session.ts';
import { toDefinition, toFileDefinition } from '../toLsp/navigation.ts';
import { workspaceOf } from '../workspace.ts';
import type { CancellationToken, DefinitionParams, Location, LocationLink } from 'vscode-languageserver';

/** Where something is defined: in the document, else in the files around it. */
export async function definition(
  session: Session,
  params: DefinitionParams,
  token?: CancellationToken,
): Promise<Location[] | LocationLink[] | null> {
  const place = placeOf(session, params);
  if (!place) return null;
  const found = definitionIn(place);
  if (found) return toDefinition(session, place.document, found);
  const around = await lookedUp(session, place, token);
  return around ? toFileDefinition(session, place.document, around) : null;
}

function definitionIn({ document, model, offset }: Place): Definition | undefined {
  return document.language.definition?.(model, offset);
}

function lookedUp(
  session: Session,
  { document, model, offset }: Place,
  token: CancellationToken | undefined,
): Promise<FileDefinition | undefined> | undefined {
  return document.language.lookupDefinition?.(model, offset, workspaceOf(session, document, token));
}
