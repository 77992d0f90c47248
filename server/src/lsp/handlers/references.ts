import { placeOf } from '../place.ts';
import type { Session } from '../session.ts';
import { toFileLocation, toLocation } from '../toLsp/navigation.ts';
import { workspaceOf } from '../workspace.ts';
import type { CancellationToken, Location, ReferenceParams } from 'vscode-languageserver';

/** All places of a thing: those of the document, and those of the files around it. */
export async function references(
  session: Session,
  params: ReferenceParams,
  token?: CancellationToken,
): Promise<Location[]> {
  const place = placeOf(session, params);
  if (!place) return [];
  const { document, model, offset } = place;
  const { language } = document;
  const isWanted = ({ role }: { readonly role: string }): boolean =>
    params.context.includeDeclaration || role === 'use';
  const found = (language.occurrences?.(model, offset) ?? [])
    .filter(isWanted)
    .map((occurrence) => toLocation(document, occurrence));
  const around = (await language.lookupOccurrences?.(model, offset, workspaceOf(session, document, token))) ?? [];
  return [...found, ...around.filter(isWanted).map((occurrence) => toFileLocation(session, occurrence))];
}
