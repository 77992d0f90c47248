import type { Profile, Severity } from './rule.ts';

/** Severity by rule id or alias. */
export type Severities = Readonly<Record<string, Severity | 'off'>>;

/** What the value of a label must be, as hadolint's `label-schema` names it. */
export const labelTypes = ['text', 'rawtext', 'url', 'rfc3339', 'spdx', 'hash', 'semver', 'email'] as const;

export type LabelType = (typeof labelTypes)[number];

/** What users choose for the checks of a file. */
export interface LintOptions {
  readonly profile: Profile;
  /** A rule that is named here is asked whatever the profile. */
  readonly severities: Severities;
  /** Registries that images may come from, with `*` for any text; all where the list is empty. */
  readonly trustedRegistries: readonly string[];
  /** The labels that an image must have, and what their values are. */
  readonly labelSchema: Readonly<Record<string, LabelType>>;
  /** Whether labels that are not in the schema are wrong. */
  readonly strictLabels: boolean;
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
