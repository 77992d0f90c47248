import { readDocument } from '../place.ts';
import type { Session } from '../session.ts';
import { toFoldingRange } from '../toLsp/structure.ts';
import type { FoldingRange, FoldingRangeParams } from 'vscode-languageserver';

export function foldingRange(session: Session, { textDocument }: FoldingRangeParams): FoldingRange[] {
  const read = readDocument(session, textDocument);
  return (read?.document.language.folding?.(read.model) ?? []).map(toFoldingRange);
}
