import type { ComposeFaultParams, ComposeFaultPlace } from '../../../../protocol/messages.ts';
import { placeOfComposeFault } from '../../core/languages.ts';
import { lineIndex } from '../../core/text/lineIndex.ts';

/** Where in a Compose file what an engine refused is written. */
export async function composeFault({ text, fault }: ComposeFaultParams): Promise<ComposeFaultPlace | null> {
  const span = await placeOfComposeFault(text, fault);
  const lines = lineIndex(text);
  return span ? { start: lines.positionAt(span.start), end: lines.positionAt(span.end) } : null;
}
