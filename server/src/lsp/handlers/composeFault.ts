import type { ComposeFaultParams, ComposeFaultPlace } from '../../../../protocol/messages.ts';
import { faultPlace } from '../../core/compose/faultPlace.ts';
import { parseCompose } from '../../core/compose/model.ts';
import { lineIndex } from '../../core/text/lineIndex.ts';

/** Where in a Compose file what an engine refused is written. */
export function composeFault({ text, fault }: ComposeFaultParams): ComposeFaultPlace | null {
  const span = faultPlace(parseCompose(text), fault);
  const lines = lineIndex(text);
  return span ? { start: lines.positionAt(span.start), end: lines.positionAt(span.end) } : null;
}
