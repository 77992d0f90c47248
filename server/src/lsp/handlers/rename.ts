import type { Refusal } from '../../core/language.ts';
import { render } from '../../core/text/message.ts';
import { placeOf } from '../place.ts';
import type { Session } from '../session.ts';
import { toWorkspaceEdit } from '../toLsp.ts';
import { toRenamePlace } from '../toLsp/navigation.ts';
import {
  LSPErrorCodes,
  type PrepareRenameParams,
  type PrepareRenameResult,
  type RenameParams,
  ResponseError,
  type WorkspaceEdit,
} from 'vscode-languageserver';

export function prepareRename(session: Session, params: PrepareRenameParams): PrepareRenameResult | null {
  const place = placeOf(session, params);
  const found = place?.document.language.prepareRename?.(place.model, place.offset);
  if (found?.kind === 'refusal') throw refused(session, found);
  return place && found ? toRenamePlace(place.document, found) : null;
}

export function rename(session: Session, params: RenameParams): WorkspaceEdit | null {
  const place = placeOf(session, params);
  const result = place?.document.language.rename?.(place.model, place.offset, params.newName);
  if (result?.kind === 'refusal') throw refused(session, result);
  return place && result ? toWorkspaceEdit(place.document, result.edits) : null;
}

/** Editors show the message of this error to the person who asked. */
function refused({ translate }: Session, { reason }: Refusal): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, render(reason, translate));
}
