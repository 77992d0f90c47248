import type { Span } from '../text/span.ts';
import type { Command, Part, Redirection, SimpleCommand, Word } from './ast.ts';
import { visitScript } from './commands.ts';
import { parseScript } from './parse.ts';

/** A variable in a shell script, by the offsets of its name in the script's text. */
export interface ShellVariable extends Span {
  readonly name: string;
  /** `X=1`, `for X in` and `read X` define it for this shell; all else uses it. */
  readonly role: 'definition' | 'use';
}

/**
 * The variables that a POSIX shell reads or sets in a script: `$X`, `${X…}`, names in `$((…))`, assignments, and the names
 * behind words such as `export`. Not those in single quotes, comments and quoted heredocs, but in the script of `sh -c '…'`.
 */
export function shellVariables(text: string): readonly ShellVariable[] {
  const found: ShellVariable[] = [];
  const add = ({ start, end }: Span, role: ShellVariable['role']): void => {
    const name = text.slice(start, end);
    if (isName.test(name)) found.push({ name, start, end, role });
  };
  visitScript(parseScript(text), {
    command: (command) => addFromCommand(command, text, add),
    part: (part) => addFromPart(part, add),
    redirection: (redirection) => addFromHeredoc(redirection, text, add),
  });
  return found.sort((a, b) => a.start - b.start);
}

type Add = (name: Span, role: ShellVariable['role']) => void;

const isName = /^[A-Za-z_]\w*$/;

/** The variables in a text whose quotes mean nothing: the body of a heredoc that is expanded. */
export function bodyVariables(text: string): readonly ShellVariable[] {
  return [...text.matchAll(/\\[^]|\$\{?[#!]?([A-Za-z_]\w*)/g)].flatMap(({ 0: all, 1: name, index }) => {
    const end = index + all.length;
    return name === undefined ? [] : [{ name, start: end - name.length, end, role: 'use' as const }];
  });
}

function addFromPart(part: Part, add: Add): void {
  if (part.kind === 'variable') add(part.nameSpan, 'use');
  else if (part.kind === 'arithmetic') for (const name of part.names) add(name, 'use');
}

function addFromHeredoc({ heredoc }: Redirection, text: string, add: Add): void {
  if (!heredoc?.expands) return;
  addShifted(bodyVariables(text.slice(heredoc.start, heredoc.end)), heredoc.start, add);
}

function addShifted(inner: readonly ShellVariable[], by: number, add: Add): void {
  for (const { start, end, role } of inner) add({ start: start + by, end: end + by }, role);
}

function addFromCommand(command: Command, text: string, add: Add): void {
  if (command.kind === 'simple') {
    for (const { nameSpan } of command.assignments) add(nameSpan, 'definition');
    addNamed(command, add);
    addQuotedScript(command, text, add);
  } else if (command.name && command.kind !== 'function') add(command.name, 'definition');
}

/** Commands whose arguments are the names of variables: `export X` uses it, and `export X=1` sets it. */
const naming: ReadonlyMap<string, ShellVariable['role']> = new Map([
  ['export', 'use'],
  ['readonly', 'use'],
  ['unset', 'use'],
  ['local', 'definition'],
  ['declare', 'definition'],
  ['typeset', 'definition'],
  ['read', 'definition'],
]);

function addNamed({ words }: SimpleCommand, add: Add): void {
  const [command, ...args] = words;
  const role = naming.get(command?.text ?? '');
  if (!role) return;
  for (const { start, parts } of args) {
    const written = parts[0]?.kind === 'text' && parts[0].quote === undefined ? parts[0].text : '';
    const [, name = '', sign = ''] = /^(\w+)(\+?=|$)/.exec(written) ?? [];
    // In `export X$Y` nobody knows the name.
    if (sign !== '' || parts.length === 1) add({ start, end: start + name.length }, sign === '' ? role : 'definition');
  }
}

/** What single quotes hold means nothing to this shell, but the program may be another shell, or envsubst. */
function addQuotedScript({ words }: SimpleCommand, text: string, add: Add): void {
  const shell = words.findIndex((word) => isShell.test(word.text));
  const option = shell < 0 ? -1 : words.findIndex((word, at) => at > shell && /^-\w*c$/.test(word.text));
  const script = option < 0 ? undefined : words[option + 1];
  if (script) addQuoted(script, text, { add, read: shellVariables });
  const substitution = words.findIndex((word) => /(?:^|\/)envsubst$/.test(word.text));
  const format = substitution < 0 ? undefined : words[substitution + 1];
  if (format) addQuoted(format, text, { add, read: bodyVariables });
}

const isShell = /(?:^|\/)(?:ba|da|a|z|k|mk)?sh$/;

interface QuotedReader {
  readonly add: Add;
  readonly read: (text: string) => readonly ShellVariable[];
}

function addQuoted({ parts }: Word, text: string, { add, read }: QuotedReader): void {
  for (const { quote, start, end } of parts) {
    if (quote !== "'") continue;
    addShifted(read(text.slice(start + 1, end).replace(/'$/, '')), start + 1, add);
  }
}
