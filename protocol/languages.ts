/** The language ids of VS Code that Slipway serves. */
export const languageIds = ['dockerfile', 'dockercompose'] as const;
