/** What the value of a label must be, as hadolint's `label-schema` names it. */
export const labelTypes = ['text', 'rawtext', 'url', 'rfc3339', 'spdx', 'hash', 'semver', 'email'] as const;

export type LabelType = (typeof labelTypes)[number];

/** What users tell single rules. */
export interface RuleSettings {
  /** Registries that images may come from, with `*` for any text; all where the list is empty. */
  readonly trustedRegistries: readonly string[];
  /** The labels that an image must have, and what their values are. */
  readonly labelSchema: Readonly<Record<string, LabelType>>;
  /** Whether labels that are not in the schema are wrong. */
  readonly strictLabels: boolean;
}
