import type { ConfigOptions } from './configFile.ts';
import type { LintOptions, Severities } from './options.ts';
import type { RuleInfo } from './rule.ts';
import { rulesByName } from './ruleNames.ts';

/** What holds where a file configures what the user has not set: the user's own choices win, under whatever name of a rule. */
export function configuredOptions(
  options: LintOptions,
  config: ConfigOptions,
  rules: readonly RuleInfo[],
): LintOptions {
  const { severities = {}, ...others } = config;
  const byName = rulesByName(rules);
  const idOf = (name: string): string => byName.get(name)?.id ?? name;
  const chosen = new Set(Object.keys(options.severities).map(idOf));
  const ofFile: Severities = Object.fromEntries(
    Object.entries(severities)
      .map(([name, severity]) => [idOf(name), severity] as const)
      .filter(([id]) => !chosen.has(id)),
  );
  return { ...options, ...others, severities: { ...ofFile, ...options.severities } };
}
