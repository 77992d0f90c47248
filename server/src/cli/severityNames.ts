import type { Severity } from '../core/lint/rule.ts';

/** The severities, the worst first. */
export const severityNames = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

/** Whether a severity is as bad as another, or worse. */
export function isAtLeast(severity: Severity, limit: Severity): boolean {
  return severityNames.indexOf(severity) <= severityNames.indexOf(limit);
}

/** A severity as a person may write it: `info` is short for `information`. */
export function severityNamed(name: string): Severity | undefined {
  return name === 'info' ? 'information' : severityNames.find((known) => known === name);
}
