import type { Fix } from '../../lint/rule.ts';
import type { ListItem, Script } from '../../shell/ast.ts';
import { message } from '../../text/message.ts';
import type { InstructionOf } from '../parse/ast.ts';
import type { Source } from '../lint/rule.ts';
import type { InstructionScript } from './runCommands.ts';
import { scriptsOf } from './runCommands.ts';

/**
 * A fix that lets a RUN end in one more command, written in the way of the lines before. None where the end of the RUN
 * is no place for one: in the JSON form, behind a heredoc of another program, behind what is sent to the background.
 */
export function appendCommand(run: InstructionOf<'run'>, source: Source, command: string): readonly Fix[] {
  const scripts = scriptsOf(run, source.text);
  const place = { run, source, command };
  const edit =
    run.heredocs.length === 0
      ? behindLast(place, scripts[0])
      : run.heredocs.length === 1
        ? inBody(place, scripts[1])
        : undefined;
  if (!edit) return [];
  const { at, newText } = edit;
  return [{ title: message('Add {0}', command), edits: [{ span: { start: at, end: at }, newText }], preferred: true }];
}

interface Place {
  readonly run: InstructionOf<'run'>;
  readonly source: Source;
  readonly command: string;
}

interface Insertion {
  readonly at: number;
  readonly newText: string;
}

function behindLast({ run, source, command }: Place, script: InstructionScript | undefined): Insertion | undefined {
  const last = script?.isVerbatim && script.script.isComplete ? script.script.items.at(-1) : undefined;
  if (!script || !last || last.operator !== undefined) return undefined;
  const at = script.spanOf(last.pipeline).end;
  const before = source.text.slice(run.span.start, at);
  return { at, newText: joined(before, command, { escape: source.escape, script: script.script }) };
}

/** The command with the sign before it, on a line of its own where the RUN has several, as they are written there. */
function joined(
  before: string,
  command: string,
  { escape, script }: Pick<Source, 'escape'> & { script: Script },
): string {
  const hasSemicolons = endsAtFirstError(script);
  const lineBreak = /\r?\n/.exec(before)?.[0];
  if (lineBreak === undefined) return hasSemicolons ? `; ${command}` : ` && ${command}`;
  const end = `${escape}${lineBreak}`;
  if (hasSemicolons) return `; ${end}${lastIndent(before)}${command}`;
  const leading = [...before.matchAll(/\n([ \t]*)&&/g)].at(-1)?.[1];
  if (leading !== undefined) return ` ${end}${leading}&& ${command}`;
  const trailing = [...before.matchAll(/&&[ \t]*[\\`][ \t]*\r?\n([ \t]*)(?=[^\s#])/g)].at(-1)?.[1];
  return trailing === undefined ? ` ${end}${lastIndent(before)}&& ${command}` : ` && ${end}${trailing}${command}`;
}

/** Whether a script is a list of commands with `;` that `set -e` ends at the first error. */
function endsAtFirstError({ items }: Script): boolean {
  const [first] = items;
  return items.at(-2)?.operator?.text === ';' && first !== undefined && setsErrexit(first);
}

function setsErrexit({ pipeline: { commands } }: ListItem): boolean {
  const [command] = commands;
  if (command?.kind !== 'simple') return false;
  const [name, ...args] = command.words;
  return name?.text === 'set' && args.some(({ text }) => /^-\w*e|^errexit$/.test(text));
}

function lastIndent(before: string): string {
  return /\n([ \t]*)[^\n]*$/.exec(before.slice(before.lastIndexOf('\n')))?.[1] ?? '';
}

/**
 * At the end of a heredoc that is a script: in a line of its own where `set -e` looks after errors, else behind the last
 * command, whose error would be forgotten otherwise.
 */
function inBody({ run, source, command }: Place, body: InstructionScript | undefined): Insertion | undefined {
  const [heredoc] = run.heredocs;
  const last = body?.script.isComplete ? body.script.items.at(-1) : undefined;
  if (!body || !last || !heredoc?.terminator || last.operator?.text === '&') return undefined;
  const { start, end } = body.spanOf(last.pipeline);
  const [first] = body.script.items;
  if (!first || first === last || !setsErrexit(first)) return { at: end, newText: ` && ${command}` };
  return { at: heredoc.body.end, newText: lineLike(source.text, start, command) };
}

/** A line with the command, indented as the one at an offset. */
function lineLike(text: string, offset: number, command: string): string {
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset);
  const lineBreak = /\r?\n/.exec(text.slice(offset))?.[0] ?? '\n';
  return `${/^[ \t]*/.exec(line)?.[0] ?? ''}${command}${lineBreak}`;
}
