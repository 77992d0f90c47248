/** What `vscode.l10n` does, for code that must run without VS Code. */
export interface Localizer {
  /** The text in the language of the display, with `{0}`, `{1}`… replaced by the arguments. */
  t(message: string, ...args: (string | number | boolean)[]): string;
}
