/** A shell that a line is written for. */
export type ShellKind = 'posix' | 'powershell';

/** Words as one line for a shell: every word that could mean anything else is quoted. */
export function shellLine(words: readonly string[], shell: ShellKind = 'posix'): string {
  return words.map(quotes[shell]).join(' ');
}

const quotes: Readonly<Record<ShellKind, (word: string) => string>> = {
  posix: (word) => (/^[\w@+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`),
  // A comma makes a list there, an at sign a variable of its own, and a dot in an option without quotes parts it.
  powershell: (word) => (/^[\w%+:/][\w%+=:/\\.-]*$|^--?[\w-]+$/.test(word) ? word : `'${word.replaceAll("'", "''")}'`),
};
