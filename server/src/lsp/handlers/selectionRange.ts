import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toSelectionRange } from '../toLsp/structure.ts';
import type { SelectionRange, SelectionRangeParams } from 'vscode-languageserver';

export function selectionRange(
  session: Session,
  { textDocument, positions }: SelectionRangeParams,
): SelectionRange[] | null {
  const read = readDocument(session, textDocument);
  if (!read) return null;
  const { document, model } = read;
  return positions.map((position) => {
    const spans = document.language.selection?.(model, document.positions.offset(position)) ?? [];
    return toSelectionRange(document, spans, position);
  });
}
