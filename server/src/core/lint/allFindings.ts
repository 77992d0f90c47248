import type { Diagnostic } from './diagnostic.ts';

/**
 * All findings of a file: those of its text, and those of what lies around it. Where both say the same of one place,
 * the latter know more.
 */
export function allFindings(inText: readonly Diagnostic[], around: readonly Diagnostic[]): readonly Diagnostic[] {
  if (around.length === 0) return inText;
  const better = new Set(around.map(keyOf));
  return [...inText.filter((finding) => !better.has(keyOf(finding))), ...around];
}

function keyOf({ code, span }: Diagnostic): string {
  return `${code} ${span.start} ${span.end}`;
}
