import type { Span } from '../text/span.ts';
import type { TextEdit } from '../text/textEdit.ts';
import type { Diagnostic } from './diagnostic.ts';

/** The edits of the preferred fixes; of two fixes that touch the same text the first one wins. */
export function preferredEdits(diagnostics: readonly Diagnostic[]): readonly TextEdit[] {
  const taken: TextEdit[] = [];
  for (const { fixes } of diagnostics) {
    const edits = fixes?.find(({ preferred }) => preferred)?.edits ?? [];
    if (!edits.some((edit) => taken.some((other) => collides(edit.span, other.span)))) taken.push(...edits);
  }
  return taken;
}

function collides(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}
