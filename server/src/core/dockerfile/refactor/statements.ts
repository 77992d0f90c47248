import type { ListItem, Script } from '../../shell/ast.ts';
import { visitScript } from '../../shell/commands.ts';
import { parseScript } from '../../shell/parse.ts';
import type { ListedCommand } from './commandList.ts';

/** The statements of a shell script that may stand on lines of their own. */
export interface Statements {
  /** What stands between them: whether the next one waits for the success of the one before. */
  readonly sign: '&&' | ';';
  /** In order; offsets count in the text of the script. */
  readonly items: readonly ListedCommand[];
}

/**
 * The statements of a script in which `&&` or `;` parts them all. Undefined where lines would mean something else:
 * with other lists, with comments, and behind `&&` also with conditions, loops and lists within, in which a shell that
 * ends at failures would end at other places.
 */
export function statementsOf(text: string): Statements | undefined {
  const script = parseScript(text);
  if (!script.isComplete) return undefined;
  const groups = groupsOf(script, text);
  if (!groups) return undefined;
  if (groups.length > 1) return { sign: ';', items: groups };
  const isChain = script.items.slice(0, -1).every(({ operator }) => operator?.text === '&&');
  if (!isChain || script.items.length < 2 || !script.items.every(isPlainItem) || hasInnerList(script)) return undefined;
  const items = script.items.map(({ pipeline: { start, end } }) => ({ text: text.slice(start, end), start, end }));
  return { sign: '&&', items };
}

/** The lists that semicolons part. */
function groupsOf({ items }: Script, text: string): readonly ListedCommand[] | undefined {
  const groups: ListedCommand[] = [];
  let start: number | undefined;
  let end = 0;
  for (const { pipeline, operator } of items) {
    // A comment is nowhere in the tree, but between the commands.
    if (text.slice(end, pipeline.start).trim() !== '') return undefined;
    start ??= pipeline.start;
    if (operator?.text === '&' || operator?.text === '\n') return undefined;
    if (operator === undefined || operator.text === ';') {
      groups.push({ text: text.slice(start, pipeline.end), start, end: pipeline.end });
      start = undefined;
    }
    end = operator?.end ?? pipeline.end;
  }
  return start === undefined && text.slice(end).trim() === '' ? groups : undefined;
}

function isPlainItem({ pipeline }: ListItem): boolean {
  return !pipeline.isNegated && pipeline.commands.every(({ kind }) => kind === 'simple');
}

/** Whether a substitution holds more than one command. */
function hasInnerList(script: Script): boolean {
  let found = false;
  visitScript(script, {
    part: (part) => {
      if (part.kind === 'command') found ||= part.script.items.length > 1 || !part.script.items.every(isPlainItem);
    },
  });
  return found;
}
