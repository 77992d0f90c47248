import type { RuleInfo } from './rule.ts';

/** The rules by each of their names. An id counts more than the same name as an alias. */
export function rulesByName(rules: readonly RuleInfo[]): ReadonlyMap<string, RuleInfo> {
  return new Map([
    ...rules.flatMap((rule) => rule.aliases.map((name) => [name, rule] as const)),
    ...rules.map((rule) => [rule.id, rule] as const),
  ]);
}
