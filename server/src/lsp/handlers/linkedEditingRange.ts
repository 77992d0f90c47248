import { placeOf } from '../place.ts';
import type { Session } from '../session.ts';
import type { LinkedEditingRangeParams, LinkedEditingRanges } from 'vscode-languageserver';

export function linkedEditingRange(session: Session, params: LinkedEditingRangeParams): LinkedEditingRanges | null {
  const place = placeOf(session, params);
  if (!place) return null;
  const { document, model, offset } = place;
  const spans = document.language.linkedRanges?.(model, offset) ?? [];
  return spans.length > 0 ? { ranges: spans.map((span) => document.positions.range(span)) } : null;
}
