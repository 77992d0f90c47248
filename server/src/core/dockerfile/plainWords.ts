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

/** Commands and words that only a shell has. */
const builtins = new Set(
  [
    '. : alias bg break cd command continue declare eval exit export fg getopts hash jobs let local popd pushd read',
    'readonly return set shift shopt source times trap type typeset ulimit umask unalias unset wait',
    'case do done elif else esac fi for function if select then time until while',
  ].flatMap((words) => words.split(' ')),
);
