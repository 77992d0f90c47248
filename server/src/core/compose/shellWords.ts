/** A character that ends a command where it stands outside of quotes. */
const ends = new Set([';', '&', '|', '<', '>']);

type Quote = 'double' | 'single' | 'back' | 'dollar';

interface Words {
  readonly args: string[];
  word: string;
  hasWord: boolean;
  isEscaped: boolean;
  /** The quotes that are open. Brackets behind a dollar sign and backquotes count as such. */
  readonly open: Set<Quote>;
}

/**
 * The words of a command in one text, as Compose splits it (mattn/go-shellwords): what stands behind `;`, `&`, `|`, `<`
 * or `>` is lost. Undefined where quotes or brackets do not fit together.
 */
export function shellWords(command: string): readonly string[] | undefined {
  const words: Words = { args: [], word: '', hasWord: false, isEscaped: false, open: new Set() };
  for (const char of command) {
    const step = next(words, char);
    if (step === 'wrong') return undefined;
    if (step === 'end') break;
  }
  if (words.hasWord) words.args.push(words.word);
  return words.isEscaped || words.open.size > 0 ? undefined : words.args;
}

function next(words: Words, char: string): 'go on' | 'end' | 'wrong' {
  if (words.isEscaped) {
    words.isEscaped = false;
    return take(words, char);
  }
  if (char === '\\' && !words.open.has('single')) {
    words.isEscaped = true;
    return 'go on';
  }
  if (char === '\\') {
    words.word += char;
    return 'go on';
  }
  if (/[ \t\r\n]/.test(char)) return blank(words, char);
  if (ends.has(char) && words.open.size === 0) return 'end';
  return special(words, char);
}

function blank(words: Words, char: string): 'go on' {
  if (words.open.size > 0) words.word += char;
  else if (words.hasWord) {
    words.args.push(words.word);
    words.word = '';
    words.hasWord = false;
  }
  return 'go on';
}

function special(words: Words, char: string): 'go on' | 'wrong' {
  const { open } = words;
  const none = (...quotes: readonly Quote[]): boolean => quotes.every((quote) => !open.has(quote));
  if (char === '`' && none('single', 'double', 'dollar')) toggle(open, 'back');
  if (char === ')' && none('single', 'double', 'back')) toggle(open, 'dollar');
  if (char === '(' && none('single', 'double', 'back')) {
    if (open.has('dollar') || !words.word.endsWith('$')) return 'wrong';
    open.add('dollar');
    words.word += char;
    return 'go on';
  }
  if (char === '"' && none('single', 'dollar')) return quote(words, 'double');
  if (char === "'" && none('double', 'dollar')) return quote(words, 'single');
  return take(words, char);
}

function quote(words: Words, kind: Quote): 'go on' {
  if (words.open.has(kind)) words.hasWord = true;
  toggle(words.open, kind);
  return 'go on';
}

function toggle(open: Set<Quote>, kind: Quote): void {
  if (!open.delete(kind)) open.add(kind);
}

function take(words: Words, char: string): 'go on' {
  words.word += char;
  words.hasWord = true;
  return 'go on';
}
