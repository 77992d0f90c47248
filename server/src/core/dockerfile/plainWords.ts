/** The words of a command that needs no shell; undefined for all others. */
export function plainWords(command: string): readonly string[] | undefined {
  const words: string[] = [];
  let rest = command;
  while (rest !== '') {
    // A word is made of plain characters and of quotes in which nothing is special.
    const word = /^(?:[\w./:@%+,=^-]|'[^']*'|"[^"$`\\]*")+(?=\s|$)/.exec(rest)?.[0];
    if (word === undefined) return undefined;
    words.push(
      word.replaceAll(/'([^']*)'|"([^"]*)"/g, (_, single?: string, double?: string) => single ?? double ?? ''),
    );
    rest = rest.slice(word.length).trimStart();
  }
  const [first = ''] = words;
  // `exec` replaces the shell by the program: just what the JSON form does.
  if (first === 'exec') return words.length > 1 ? words.slice(1) : undefined;
  return first === '' || first.includes('=') || builtins.has(first) ? undefined : words;
}

/** Commands that only a shell has. */
const builtins = new Set([
  '.',
  ':',
  'cd',
  'eval',
  'export',
  'read',
  'set',
  'source',
  'trap',
  'ulimit',
  'umask',
  'unset',
]);
