import type { Span } from '../../text/span.ts';

/** One command of a list; offsets count in the text of the list. */
export interface ListedCommand extends Span {
  readonly text: string;
}

/**
 * The commands of a shell script that are joined by `&&` and by nothing else. Undefined where there is anything that
 * could make them mean something else apart: other lists, groups, substitutions of commands, comments, heredocs, the
 * words that build loops and conditions, and quotes that do not end.
 */
export function commandList(text: string): readonly ListedCommand[] | undefined {
  const commands: ListedCommand[] = [];
  let start = 0;
  let at = 0;
  while (at < text.length) {
    token.lastIndex = at;
    const found = token.exec(text)?.[0];
    if (found === undefined) return undefined;
    if (found === '&&') {
      commands.push(trimmed(text, start, at));
      start = at + found.length;
    }
    at += found.length;
  }
  commands.push(trimmed(text, start, at));
  return commands.every(({ text: command }) => command !== '' && !builds.test(command)) ? commands : undefined;
}

const token = new RegExp(
  [
    /\s+/,
    /\\[^]/,
    /'[^']*'/,
    /"(?:[^"\\$`]|\\[^]|\$(?!\())*"/,
    /\$\{\w+(?:[:#%+?=-]+[^{}'"`\\$]*)?\}/,
    /\$(?![{('"])/,
    // Redirections, of which some have an ampersand.
    /\d*>&(?:\d+|-)/,
    /&>>?|\d*>>?|\d*<(?!<)/,
    /&&/,
    /\|(?![|&])/,
    /\{[\w,./-]*\}/,
    /[^\s\\'"`$&|;()<>{}#]+/,
    // Within a word a number sign begins no comment.
    /(?<=[^\s&|;()<>])#/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'y',
);

/** Words that build something larger out of commands, where a command begins. */
const builds =
  /(?:^|\|)\s*(?:if|then|elif|else|fi|for|while|until|do|done|case|esac|select|function|coproc|time|!|\||$)(?![^\s|])/;

function trimmed(text: string, start: number, end: number): ListedCommand {
  const raw = text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  const command = raw.trim();
  return { text: command, start: from, end: from + command.length };
}
