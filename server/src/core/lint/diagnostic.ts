import type { Finding, Severity } from './rule.ts';

/** A finding with all that its reader is told: of a rule, or of the parser where a rule has no part. */
export interface Diagnostic extends Finding {
  /** The rule's id, or the name of the error of syntax. */
  readonly code: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  /** Whether the code is a rule, with a page under docs/rules/. */
  readonly isRule: boolean;
  /** Whether it takes back what was said at this place, and says nothing itself: see `allFindings`. */
  readonly isRetraction?: true;
  /** Where the code is explained, where that is no page of ours. */
  readonly href?: string;
}
