import type { RuleInfo } from './rule.ts';

/** The rules by each of their names. */
export function rulesByName(rules: readonly RuleInfo[]): ReadonlyMap<string, RuleInfo> {
  return new Map(rules.flatMap((rule) => [rule.id, ...rule.aliases].map((name) => [name, rule] as const)));
}
