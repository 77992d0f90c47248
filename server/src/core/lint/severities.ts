import type { LintOptions } from './options.ts';
import type { RuleInfo, Severity } from './rule.ts';
import { profiles } from './rule.ts';

/** How bad a finding of a rule is for this user; `off` where it is not asked. */
export function severityOf(rule: RuleInfo, { severities, profile }: LintOptions): Severity | 'off' {
  for (const name of [rule.id, ...rule.aliases]) {
    const chosen = Object.hasOwn(severities, name) ? severities[name] : undefined;
    if (chosen) return chosen;
  }
  const isAsked = rule.profile !== 'none' && profiles.indexOf(rule.profile) <= profiles.indexOf(profile);
  return isAsked ? rule.severity : 'off';
}
