import type { Profile, Severity } from './rule.ts';
import type { RuleSettings } from './ruleSettings.ts';

/** Severity by rule id or alias. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

/** What users choose for the checks of a file. */
export interface LintOptions extends RuleSettings {
  readonly profile: Profile;
  /** A rule that is named here is asked whatever the profile. */
  readonly severities: Severities;
  /** Whether comments may turn off rules. */
  readonly suppressions: boolean;
}

export const defaultLintOptions: LintOptions = {
  profile: 'recommended',
  severities: {},
  trustedRegistries: [],
  labelSchema: {},
  strictLabels: false,
  suppressions: true,
};
