/** A name that is fit for an image, a service and a Compose project. */
export function projectName(text: string): string {
  const name = text
    .toLowerCase()
    .replace(/^@[^/]*\//, '')
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return name === '' ? 'app' : name;
}

/** The words of a command; one with a shell's own signs is given to a shell. */
export function commandWords(text: string): readonly string[] {
  const command = text.trim();
  if (command === '') return [];
  if (/[|&;<>()$`\\*?[\]#~{}\n]/.test(command)) return ['sh', '-c', command];
  const words = command.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? [];
  return words.map((word) => word.replace(/^(["'])(.*)\1$/s, '$2'));
}

/** The same command as one line, as it can be typed in again. */
export function commandLine(words: readonly string[]): string {
  const [shell, option, script] = words;
  if (shell === 'sh' && option === '-c' && script !== undefined && words.length === 3) return script;
  return words.map((word) => (/^[^\s"']+$/.test(word) ? word : `"${word}"`)).join(' ');
}

/** Whether something can be the port of a program. */
export function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}

/** The first port that one of the patterns finds in a text; each has it in its first group. */
export function portIn(text: string, patterns: readonly RegExp[]): number | undefined {
  for (const pattern of patterns) {
    const [, digits = ''] = pattern.exec(text) ?? [];
    if (isPort(digits)) return Number(digits);
  }
  return undefined;
}
