import type { Diagnostic } from './diagnostic.ts';

/**
 * All findings of a file: those of its text, and those of what lies around it. Where both speak of one place with the
 * same code, the latter know more: they may also take back what was said.
 */
export function allFindings(inText: readonly Diagnostic[], around: readonly Diagnostic[]): readonly Diagnostic[] {
  if (around.length === 0) return inText;
  const better = new Set(around.map(keyOf));
  const kept = inText.filter((finding) => !better.has(keyOf(finding)));
  return [...kept, ...around.filter(({ isRetraction }) => isRetraction !== true)];
}

function keyOf({ code, span }: Diagnostic): string {
  return `${code} ${span.start} ${span.end}`;
}
