/** The language ids of VS Code that Slipway serves. */
export const languageIds = ['dockerfile', 'dockercompose'] as const;

/** The files that say what a build context leaves out, as a glob pattern. VS Code has one language id for all ignore files. */
export const ignoreFiles = '**/*.dockerignore';

/** The files with variables for Compose. VS Code has different language ids for them. */
export const envFiles = '**/{.env,.env.*,*.env}';

/** The files of other linters that configure the checks, as glob patterns. */
export const lintConfigFiles = ['**/.hadolint.{yaml,yml}', '**/.dclintrc{,.json,.yaml,.yml}'] as const;

/** The files that Compose projects are made of, as glob patterns. */
export const projectFiles = ['**/*.{yaml,yml}', envFiles, '**/*Dockerfile*'] as const;
