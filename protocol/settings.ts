/** The severities a rule can be set to. */
export const ruleSeverities = ['off', 'hint', 'information', 'warning', 'error'] as const;

export type RuleSeverity = (typeof ruleSeverities)[number];

/** How much is reported: what the engine says, also what is probably wrong, or all that linters advise. */
export const lintProfiles = ['build', 'recommended', 'strict'] as const;

/** How the formatter writes keywords. */
export const keywordCases = ['keep', 'upper', 'lower'] as const;

/** Where the formatter puts the character that continues a line. */
export const continuationStyles = ['keep', 'one-space', 'align'] as const;

/** The section of the configuration that all settings stand under. */
export const settingsSection = 'slipway';

/** The settings that the server reads, as they stand under `slipway` in the configuration. */
export interface ServerSettings {
  readonly lint: {
    readonly profile: (typeof lintProfiles)[number];
    /** Severity by rule id or alias; rules that are not named keep their own. */
    readonly rules: Readonly<Record<string, RuleSeverity>>;
  };
  readonly format: FormatSettings;
  readonly inlayHints: InlayHintSettings;
  readonly shellcheck: ShellcheckSettings;
  readonly registry: {
    /** Whether the registry of an image may be asked for its tags. */
    readonly lookups: boolean;
  };
}

/** ShellCheck, which looks at the scripts in RUN, where it is installed. */
export interface ShellcheckSettings {
  readonly enable: boolean;
  /** The program's name or path. */
  readonly path: string;
}

export interface FormatSettings {
  readonly keywordCase: (typeof keywordCases)[number];
  readonly lineContinuation: (typeof continuationStyles)[number];
  /** `null` keeps the blank lines that are there, two at most. */
  readonly blankLinesBetweenStages: number | null;
}

export interface InlayHintSettings {
  /** The values of variables where they are used. */
  readonly variables: boolean;
  /** The stages that numbers mean. */
  readonly stages: boolean;
  /** What other files of a Compose project set in place of a value. */
  readonly overrides: boolean;
}

export const defaultServerSettings: ServerSettings = {
  lint: { profile: 'recommended', rules: {} },
  format: { keywordCase: 'keep', lineContinuation: 'keep', blankLinesBetweenStages: null },
  inlayHints: { variables: false, stages: true, overrides: true },
  shellcheck: { enable: true, path: 'shellcheck' },
  registry: { lookups: false },
};
