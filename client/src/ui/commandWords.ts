/**
 * The words of a command line: quotes hold spaces together, a backslash takes the next character as it is. Nothing
 * else is special, since no shell will read them. Undefined where a quote is not closed.
 */
export function splitWords(line: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  let end = 0;
  for (const [whole, single, double, escaped, plain] of line.matchAll(part)) {
    end += whole.length;
    const text = single ?? double?.replace(/\\(.)/gs, '$1') ?? escaped ?? plain;
    if (text !== undefined) word = (word ?? '') + text;
    else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (end < line.length) return undefined;
  return word === undefined ? words : [...words, word];
}

/** Space, or a part of a word: in single quotes, in double quotes, one character after a backslash, or as it is. */
const part = /\s+|'([^']*)'|"((?:\\.|[^"\\])*)"|\\(.)|([^\s'"\\]+)/gsy;
