import type { FileOccurrence, Refusal } from '../../core/language.ts';
import { render } from '../../core/text/message.ts';
import type { Place } from '../place.ts';
import { placeOf } from '../place.ts';
import type { Session } from '../session.ts';
import { toWorkspaceEdit } from '../toLsp.ts';
import { toFileLocation, toRenamePlace } from '../toLsp/navigation.ts';
import { workspaceOf } from '../workspace.ts';
import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  ResponseError,
  type TextDocumentPositionParams,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';

export async function prepareRename(
  session: Session,
  params: PrepareRenameParams,
): Promise<PrepareRenameResult | null> {
  const asked = await placeWithOthers(session, params);
  if (!asked) return null;
  const { place, around } = asked;
  const found = place.document.language.prepareRename?.(place.model, place.offset, around);
  if (found?.kind === 'refusal') throw refused(session, found);
  return found ? toRenamePlace(place.document, found) : null;
}

/** The edits that rename a thing in the document, and in the files around it. */
export async function rename(session: Session, params: RenameParams): Promise<WorkspaceEdit | null> {
  const asked = await placeWithOthers(session, params);
  if (!asked) return null;
  const { place, around } = asked;
  const result = place.document.language.rename?.(place.model, place.offset, params.newName, around);
  if (result?.kind === 'refusal') throw refused(session, result);
  if (!result) return null;
  const { changes } = toWorkspaceEdit(place.document, result.edits);
  return { changes: { ...changes, ...editsAround(session, around, params.newName) } };
}

interface Asked {
  readonly place: Place;
  readonly around: readonly FileOccurrence[];
}

/** The place, and where its thing is named in other files; undefined where the document has changed meanwhile. */
async function placeWithOthers(session: Session, params: TextDocumentPositionParams): Promise<Asked | undefined> {
  const place = placeOf(session, params);
  if (!place) return undefined;
  const { document, model, offset } = place;
  const around = (await document.language.lookupOccurrences?.(model, offset, workspaceOf(session, document))) ?? [];
  return session.documents.get(document.uri) === document ? { place, around } : undefined;
}

function editsAround(session: Session, around: readonly FileOccurrence[], newText: string): Record<string, TextEdit[]> {
  const changes: Record<string, TextEdit[]> = {};
  for (const occurrence of around) {
    const { uri, range } = toFileLocation(session, occurrence);
    (changes[uri] ??= []).push({ range, newText });
  }
  return changes;
}

/** Editors show the message of this error to the person who asked. */
function refused({ translate }: Session, { reason }: Refusal): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, render(reason, translate));
}
