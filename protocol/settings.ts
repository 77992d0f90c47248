/** The severities a rule can be set to. */
export const ruleSeverities = ['off', 'hint', 'information', 'warning', 'error'] as const;

export type RuleSeverity = (typeof ruleSeverities)[number];

/** The section of the configuration that all settings stand under. */
export const settingsSection = 'slipway';

/** The settings that the server reads, as they stand under `slipway` in the configuration. */
export interface ServerSettings {
  readonly lint: {
    /** Severity by rule id or alias; rules that are not named keep their own. */
    readonly rules: Readonly<Record<string, RuleSeverity>>;
  };
}

export const defaultServerSettings: ServerSettings = { lint: { rules: {} } };
