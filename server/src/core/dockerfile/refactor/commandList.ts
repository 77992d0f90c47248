import type { Command, Pipeline, Script } from '../../shell/ast.ts';
import { visitScript } from '../../shell/commands.ts';
import { parseScript } from '../../shell/parse.ts';
import type { Span } from '../../text/span.ts';

/** One command of a list; offsets count in the text of the list. */
export interface ListedCommand extends Span {
  readonly text: string;
}

/**
 * The commands of a shell script that are joined by `&&` and by nothing else. Undefined where there is anything that
 * could make them mean something else apart: other lists, groups, substitutions of commands, comments, heredocs, loops
 * and conditions, and quotes that do not end.
 */
export function commandList(text: string): readonly ListedCommand[] | undefined {
  const script = parseScript(text);
  if (!script.isComplete || script.items.length === 0 || !isPlainList(script, text)) return undefined;
  return script.items.map(({ pipeline: { start, end } }) => ({ text: text.slice(start, end), start, end }));
}

function isPlainList(script: Script, text: string): boolean {
  let end = 0;
  for (const [index, { pipeline }] of script.items.entries()) {
    // A comment is nowhere in the tree, but between the commands.
    if (text.slice(end, pipeline.start).trim() !== (index === 0 ? '' : '&&')) return false;
    if (!isPlain(pipeline)) return false;
    ({ end } = pipeline);
  }
  return text.slice(end).trim() === '' && !hasSubstitution(script);
}

function isPlain({ isNegated, commands }: Pipeline): boolean {
  return !isNegated && commands.every(isPlainCommand);
}

function isPlainCommand(command: Command): boolean {
  if (command.kind !== 'simple') return false;
  return command.words.length > 0 && !command.redirections.some(({ operator }) => operator.startsWith('<<'));
}

function hasSubstitution(script: Script): boolean {
  let found = false;
  visitScript(script, { part: ({ kind }) => void (found ||= kind === 'command') });
  return found;
}
