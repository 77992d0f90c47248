import type {
  Assignment,
  Command,
  Part,
  Pipeline,
  Redirection,
  Script,
  SimpleCommand,
  Word,
} from '../../../server/src/core/shell/ast.ts';

/**
 * A script as one line that shows how it was taken apart: words in quotes where they are not plain, `$name`, `$(…)` for
 * substitutions, kinds and brackets around compound commands, `⏎` for a line end that parts two commands.
 */
export function dump({ items }: Script): string {
  return items
    .map(({ pipeline, operator }) =>
      [dumpPipeline(pipeline), operator?.text.replace('\n', '⏎')].filter(Boolean).join(' '),
    )
    .join(' ');
}

function dumpPipeline({ isNegated, commands }: Pipeline): string {
  return (isNegated ? '! ' : '') + commands.map(dumpCommand).join(' | ');
}

function dumpCommand(command: Command): string {
  const redirections = command.redirections.map((redirection) => ` ${dumpRedirection(redirection)}`).join('');
  if (command.kind === 'simple') return dumpSimple(command) + redirections;
  const { kind, name, words, bodies } = command;
  const head = [kind, name ? dumpWord(name) : '', ...words.map(dumpWord)].filter(Boolean).join(' ');
  return `${head}${bodies.map((body) => ` { ${dump(body)} }`).join('')}${redirections}`;
}

function dumpSimple({ assignments, words }: SimpleCommand): string {
  return [...assignments.map(dumpAssignment), ...words.map(dumpWord)].join(' ');
}

function dumpAssignment({ name, values }: Assignment): string {
  return `${name}=[${values.map(dumpWord).join(' ')}]`;
}

function dumpRedirection({ operator, target, heredoc }: Redirection): string {
  const body = heredoc ? `${heredoc.expands ? '' : 'quoted '}heredoc` : '';
  return `${operator}${target ? dumpWord(target) : '?'}${body && ` ${body}`}`;
}

function dumpWord({ parts }: Word): string {
  const text = parts.map(dumpPart).join('');
  return text === '' || /[ \n]/.test(text) ? `“${text}”` : text;
}

function dumpPart(part: Part): string {
  if (part.kind === 'text') return part.text;
  if (part.kind === 'command') return `$(${dump(part.script)})`;
  if (part.kind === 'arithmetic') return `$((${part.names.length}))`;
  const operand = part.operand.map(dumpPart).join('');
  return part.modifier === '' ? `$${part.name}` : `\${${part.name}${part.modifier}${operand}}`;
}
