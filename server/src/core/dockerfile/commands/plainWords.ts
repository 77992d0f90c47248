import type { Word } from '../../shell/ast.ts';
import { parseScript } from '../../shell/parse.ts';

/** The words of a command that needs no shell; undefined for all others. */
export function plainWords(command: string): readonly string[] | undefined {
  const words = onlyCommand(command);
  if (!words?.every((word) => isPlain(word, command))) return undefined;
  const [first = '', ...others] = words.map(({ text }) => text);
  // `exec` replaces the shell by the program: just what the JSON form does.
  if (first === 'exec') return others.length > 0 ? others : undefined;
  return first === '' || first.includes('=') || builtins.has(first) ? undefined : [first, ...others];
}

/** The words of a script that is one command and nothing else: no pipe, assignment, redirection or comment. */
function onlyCommand(script: string): readonly Word[] | undefined {
  const { items, isComplete } = parseScript(script);
  const [item, ...others] = items;
  const [command, ...piped] = item?.pipeline.commands ?? [];
  if (command?.kind !== 'simple' || others.length + piped.length > 0 || !isComplete) return undefined;
  const { words } = command;
  const written = script.slice(words[0]?.start ?? 0, words.at(-1)?.end ?? 0);
  return written === script.trim() && command.redirections.length === 0 ? words : undefined;
}

/** Whether a word is made of plain characters and of quotes in which nothing is special. */
function isPlain({ parts, isPlain: isText }: Word, command: string): boolean {
  return (
    isText &&
    parts.every(({ quote, start, end }) => {
      const written = command.slice(start, end);
      return quote === undefined
        ? /^[\w./:@%+,=^-]*$/.test(written)
        : !written.includes('\\') && !written.startsWith('$');
    })
  );
}

/** Commands and words that only a shell has. */
const builtins = new Set(
  [
    '. : alias bg break cd command continue declare eval exit export fg getopts hash jobs let local popd pushd read',
    'readonly return set shift shopt source times trap type typeset ulimit umask unalias unset wait',
    'case do done elif else esac fi for function if select then time until while',
  ].flatMap((words) => words.split(' ')),
);
