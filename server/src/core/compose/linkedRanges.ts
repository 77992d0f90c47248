import type { Span } from '../text/span.ts';
import type { ComposeModel } from './model.ts';
import { sitesAt } from './sites.ts';

/** An anchor and its aliases, where the cursor is in one of them: they are edited together. */
export function linkedRanges(model: ComposeModel, offset: number): readonly Span[] {
  if (model.yaml.anchorNames.size === 0) return [];
  const sites = sitesAt(model, offset);
  const isWhole = sites.length > 1 && sites[0]?.kind === 'anchor' && sites[0].role === 'definition';
  return isWhole ? sites.map(({ span }) => ({ start: span.start, end: span.end })) : [];
}
