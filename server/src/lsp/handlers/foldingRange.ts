import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toFoldingRange } from '../toLsp/structure.ts';
import type { FoldingRange, FoldingRangeParams } from 'vscode-languageserver';

/** No answer, rather than none, for a language without folding of its own: then the editor folds by indentation. */
export function foldingRange(session: Session, { textDocument }: FoldingRangeParams): FoldingRange[] | null {
  const read = readDocument(session, textDocument);
  return read?.document.language.folding?.(read.model).map(toFoldingRange) ?? null;
}
