import type { Diagnostic } from './diagnostic.ts';
import type { Severity } from './rule.ts';

/** Severity by rule id or alias. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

/** The diagnostics as the user wants them. Hard errors are facts about the file and stay. */
export function withSeverities(diagnostics: readonly Diagnostic[], severities: Severities): readonly Diagnostic[] {
  if (Object.keys(severities).length === 0) return diagnostics;
  const result: Diagnostic[] = [];
  for (const diagnostic of diagnostics) {
    const severity = diagnostic.isRule ? chosenSeverity(diagnostic, severities) : diagnostic.severity;
    if (severity !== 'off') result.push({ ...diagnostic, severity });
  }
  return result;
}

function chosenSeverity(diagnostic: Diagnostic, severities: Severities): Severity | 'off' {
  for (const name of [diagnostic.code, ...diagnostic.aliases]) {
    const severity = Object.hasOwn(severities, name) ? severities[name] : undefined;
    if (severity) return severity;
  }
  return diagnostic.severity;
}
