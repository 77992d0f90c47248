import { placeOf } from '../place.ts';
import type { Session } from '../session.ts';
import { toSignatureHelp } from '../toLsp/signature.ts';
import type { SignatureHelp, SignatureHelpParams } from 'vscode-languageserver';

export function signatureHelp(session: Session, params: SignatureHelpParams): SignatureHelp | null {
  const place = placeOf(session, params);
  const found = place?.document.language.signature?.(place.model, place.offset);
  return found ? toSignatureHelp(session, found) : null;
}
