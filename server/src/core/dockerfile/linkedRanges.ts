import type { Span } from '../text/span.ts';
import type { DockerfileModel } from './model.ts';
import { heredocNames, thingAt } from './occurrences.ts';

/** The opening and the closing name of a heredoc, where the cursor is in one of them: they are edited together. */
export function linkedRanges(model: DockerfileModel, offset: number): readonly Span[] {
  const thing = thingAt(model, offset);
  if (thing?.kind !== 'heredoc') return [];
  const names = heredocNames(model, thing.heredoc);
  const isSame = names.every(({ start, end }) => model.text.slice(start, end) === thing.heredoc.name);
  return names.length === 2 && isSame ? names : [];
}
