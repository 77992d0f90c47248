/** The features of a language that another extension may have, too. */
export const sharedFeatures = ['completion', 'hover', 'diagnostics', 'formatting'] as const;

export type SharedFeature = (typeof sharedFeatures)[number];

/** What is done of a feature: all, what no other extension does, or nothing. */
export type Share = 'all' | 'rest' | 'none';

export type Sharing = Readonly<Record<SharedFeature, Share>>;

/** What a person wrote for a feature; `auto` where nothing. */
export type Wanted = 'auto' | 'on' | 'off';

/** The languages that others serve, too, as the setting names them. */
export const sharedLanguages = { dockerfile: 'dockerfile', dockercompose: 'compose' } as const;

export type SharedLanguage = keyof typeof sharedLanguages;

/** What there is besides us. */
export interface Others {
  /** The ids of the installed extensions that are enabled, in lower case. */
  readonly installed: ReadonlySet<string>;
  /** The formatter that was chosen for the language. */
  readonly formatter: string | undefined;
  /** What their own settings turn off, as `id.feature` or `id`. */
  readonly disabled: ReadonlySet<string>;
}

/** What each of the others does for a language. */
export const others: Readonly<Record<string, Readonly<Record<SharedLanguage, readonly SharedFeature[]>>>> = {
  'redhat.vscode-yaml': { dockerfile: [], dockercompose: ['completion', 'hover', 'diagnostics', 'formatting'] },
  'docker.docker': { dockerfile: [], dockercompose: ['completion', 'hover', 'formatting'] },
  'ms-azuretools.vscode-containers': {
    dockerfile: ['completion', 'hover', 'formatting'],
    dockercompose: ['completion', 'hover', 'formatting'],
  },
};

const own = 'slipway.slipway';

/**
 * Which part of each feature is ours, so that nothing stands in the editor twice. What another extension has is left to
 * it: of completion, hover and diagnostics only what it has, of formatting all, for a file is formatted once.
 */
export function sharingOf(
  language: SharedLanguage,
  wanted: (feature: SharedFeature) => Wanted,
  around: Others,
): Sharing {
  const share = (feature: SharedFeature): Share => {
    const choice = wanted(feature);
    if (choice !== 'auto') return choice === 'on' ? 'all' : 'none';
    if (!isDoubled(language, feature, around)) return 'all';
    if (feature !== 'formatting') return 'rest';
    return around.formatter?.toLowerCase() === own ? 'all' : 'none';
  };
  return {
    completion: share('completion'),
    hover: share('hover'),
    diagnostics: share('diagnostics'),
    formatting: share('formatting'),
  };
}

function isDoubled(language: SharedLanguage, feature: SharedFeature, { installed, disabled }: Others): boolean {
  return Object.entries(others).some(([id, features]) => {
    if (!installed.has(id) || !features[language].includes(feature)) return false;
    return !disabled.has(`${id}.${language}`) && !disabled.has(`${id}.${feature}`);
  });
}

/** What a schema finds in a Compose file as well. */
const schemaCodes: ReadonlySet<unknown> = new Set(['yaml-syntax', 'unknown-key', 'wrong-type', 'duplicate-key']);

/** Whether another extension that checks a file against a schema says a finding, too. */
export function isOfSchema(language: SharedLanguage, code: unknown): boolean {
  return language === 'dockercompose' && schemaCodes.has(code);
}

/** Whether a column of a line is on a key of a Compose file, or on the instruction of a Dockerfile. */
export function isOnKey(language: SharedLanguage, line: string, column: number): boolean {
  const key = language === 'dockercompose' ? /^\s*(?:- +)*["']?[\w.-]+["']?(?=\s*:(?:\s|$))/ : /^\s*[A-Za-z]+(?=\s|$)/;
  return column <= (key.exec(line)?.[0].length ?? -1);
}
