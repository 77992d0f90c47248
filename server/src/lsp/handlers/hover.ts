import type { Session } from '../session.ts';
import { toHover } from '../toLsp.ts';
import type { Hover, HoverParams } from 'vscode-languageserver';

export function hover(session: Session, { textDocument, position }: HoverParams): Hover | null {
  const document = session.documents.get(textDocument.uri);
  const model = document?.model();
  if (!document || model === undefined) return null;
  const found = document.language.hover?.(model, document.positions.offset(position));
  return found ? toHover(session, document, found) : null;
}
