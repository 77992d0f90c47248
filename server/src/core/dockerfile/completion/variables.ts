import type { Completion } from '../../language.ts';
import type { Message } from '../../text/message.ts';
import { message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { variableDocs } from '../variables/builtin.ts';
import type { DockerfileModel, Stage } from '../model.ts';
import type { Instruction, InstructionOf, Pair } from '../parse/ast.ts';
import { nameEnd } from '../parse/expansionState.ts';
import { sourceSpan } from '../parse/logicalLine.ts';
import { instructionAt, stageAt } from '../position.ts';
import { platformArgs } from '../variables/scope.ts';
import { proxyArgs } from '../variables/builtin.ts';
import { offer } from './offers.ts';

/** The variables that can follow a `$` or `${` before `at`, an offset of the logical line; undefined where none stands there. */
export function variableCompletions(
  model: DockerfileModel,
  instruction: Instruction,
  at: number,
): readonly Completion[] | undefined {
  const { line } = instruction;
  const before = /(\$\{?)\w*$/.exec(line.text.slice(Math.max(at - maxName, 0), at));
  if (!before) return undefined;
  const sign = before[1] ?? '';
  const { escape } = model.tree;
  const dollar = at - before[0].length;
  if (isEscaped(line.text, dollar, escape) || isLiteral(instruction, dollar, escape)) return [];
  const start = at - before[0].length + sign.length;
  const end = Math.max(nameEnd(line.text, start), at);
  const closing = sign === '${' && !/[}:+?#%/-]/.test(line.text.charAt(end)) ? '}' : '';
  const span = sourceSpan(line, start, end);
  const place = start === end ? { start: span.start, end: span.start } : span;
  return variableOffers(model, instruction, place, closing);
}

function variableOffers(
  model: DockerfileModel,
  instruction: Instruction,
  span: Span,
  closing: '' | '}',
): readonly Completion[] {
  return visibleVariables(model, instruction).map(({ name, detail, docs, isOwn }, index) =>
    offer(name, span, index, { kind: 'variable', newText: name + closing, detail, docs, group: isOwn ? 0 : 2 }),
  );
}

/** Whether the builder leaves a place alone: in single quotes. Programs may make something of what stands in theirs. */
function isLiteral({ kind, line, argumentsAt }: Instruction, at: number, escape: string): boolean {
  if (ofPrograms.has(kind)) return false;
  let quote = '';
  for (let index = argumentsAt; index < at; index++) {
    const character = line.text.charAt(index);
    if (character === escape && quote !== "'") index++;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === "'" || character === '"')) quote = character;
  }
  return quote === "'";
}

const ofPrograms: ReadonlySet<Instruction['kind']> = new Set(['run', 'cmd', 'entrypoint', 'healthcheck', 'shell']);

/** Whether an odd number of escapes stands before a place. */
function isEscaped(text: string, at: number, escape: string): boolean {
  let start = at;
  while (text.charAt(start - 1) === escape) start--;
  return (at - start) % 2 === 1;
}

/**
 * The same in the body of a heredoc that is expanded: by the builder where it is a file, by the shell where it is a
 * script. Undefined where no variable is begun there.
 */
export function bodyVariableCompletions(model: DockerfileModel, offset: number): readonly Completion[] | undefined {
  const { text } = model;
  const outer = instructionAt(model, offset);
  const heredoc = outer?.heredocs.find(({ body }) => offset >= body.start && offset <= body.end);
  if (!outer || !heredoc) return undefined;
  const before = /(\$\{?)\w*$/.exec(text.slice(Math.max(offset - maxName, heredoc.body.start), offset));
  if (!before) return undefined;
  const instruction = outer.kind === 'onbuild' ? (outer.trigger ?? outer) : outer;
  const isExpanded = instruction.kind === 'run' || heredoc.expands;
  if (!isExpanded || isEscaped(text, offset - before[0].length, '\\')) return [];
  const { 0: all, 1: sign = '' } = before;
  const span = { start: offset - all.length + sign.length, end: offset + wordLength(text, offset) };
  const isClosed = sign === '$' || /[}:+?#%/-]/.test(text.charAt(span.end));
  return variableOffers(model, instruction, span, isClosed ? '' : '}');
}

function wordLength(text: string, start: number): number {
  return /^\w*/.exec(text.slice(start, start + maxName))?.[0].length ?? 0;
}

/** The operators that can follow the name in `${NAME`, where the cursor stands behind it. */
export function operatorCompletions(instruction: Instruction, at: number): readonly Completion[] | undefined {
  const { line } = instruction;
  const before = /\$\{\w+([:#%/]?[-+?#%/]?)$/.exec(line.text.slice(Math.max(at - maxName, 0), at));
  if (!before) return undefined;
  const [, typed = ''] = before;
  const start = at - typed.length;
  const span =
    typed === ''
      ? { start: sourceSpan(line, at, at).start, end: sourceSpan(line, at, at).start }
      : sourceSpan(line, start, at);
  const isClosed = line.text.charAt(at) === '}';
  return operators.map(({ operator, snippet, summary }, index) => {
    const newText = isClosed ? operator : `${operator}${snippet}}`;
    return offer(operator, span, index, { kind: 'keyword', newText, isSnippet: !isClosed, detail: summary, group: 3 });
  });
}

interface Operator {
  readonly operator: string;
  readonly snippet: string;
  readonly summary: Message;
}

/** The operators of BuildKit's shell/lex.go. */
const operators: readonly Operator[] = [
  { operator: ':-', snippet: '${1:default}', summary: message('This instead, if it is not set or empty') },
  { operator: ':+', snippet: '${1:value}', summary: message('This instead, if it is set and not empty') },
  { operator: ':?', snippet: '${1:message}', summary: message('The build fails if it is not set or empty') },
  { operator: '-', snippet: '${1:default}', summary: message('This instead, if it is not set') },
  { operator: '+', snippet: '${1:value}', summary: message('This instead, if it is set') },
  { operator: '?', snippet: '${1:message}', summary: message('The build fails if it is not set') },
  { operator: '#', snippet: '${1:pattern}', summary: message('Without the shortest match at the start') },
  { operator: '##', snippet: '${1:pattern}', summary: message('Without the longest match at the start') },
  { operator: '%', snippet: '${1:pattern}', summary: message('Without the shortest match at the end') },
  { operator: '%%', snippet: '${1:pattern}', summary: message('Without the longest match at the end') },
  { operator: '/', snippet: '${1:pattern}/${2:replacement}', summary: message('With the first match replaced') },
  { operator: '//', snippet: '${1:pattern}/${2:replacement}', summary: message('With all matches replaced') },
];

/** Longer names are not looked for. */
const maxName = 200;

interface Variable {
  readonly name: string;
  readonly detail: Message | string;
  readonly docs: Completion['docs'];
  /** Whether the file declares it. */
  readonly isOwn: boolean;
}

/** FROM sees the ARG before the first FROM; all others see what their stage and those below have declared so far. */
function visibleVariables(model: DockerfileModel, instruction: Instruction): readonly Variable[] {
  const { start } = instruction.span;
  const isGlobal = instruction.kind === 'from' || model.stages.length === 0;
  const declared = isGlobal ? declaredIn(model.globals, start).toReversed() : ofStage(stageAt(model, start), start);
  // Only commands see the proxies; elsewhere they are empty.
  const known = isGlobal ? platformArgs : instruction.kind === 'run' ? proxyArgs : [];
  const detail = message('Set by the builder');
  const all = [...declared, ...known.map((name) => ({ name, detail, docs: variableDocs(name), isOwn: false }))];
  // The nearest declaration is the one that counts, and stands first.
  const seen = new Set<string>();
  return all.filter(({ name }) => !seen.has(name) && seen.add(name));
}

/** How many stages below are looked through. */
const maxDepth = 32;

function ofStage(stage: Stage | undefined, before: number): readonly Variable[] {
  const variables: Variable[] = [];
  let depth = 0;
  for (let at = stage; at && depth < maxDepth; at = at.baseStage, depth++) {
    variables.push(...declaredIn(at.instructions, before).toReversed());
  }
  return variables;
}

function declaredIn(instructions: readonly Instruction[], before: number): readonly Variable[] {
  return instructions
    .filter((instruction) => instruction.kind === 'arg' || instruction.kind === 'env')
    .filter(({ span }) => span.start < before)
    .flatMap((instruction) => instruction.pairs.map((pair) => variableOf(instruction, pair)));
}

function variableOf({ keyword }: InstructionOf<'arg' | 'env'>, { name, value }: Pair): Variable {
  const written = value?.text.slice(0, maxName) ?? '';
  const code = `${keyword.text} ${name.text}${value ? `=${written}` : ''}`;
  const docs: Completion['docs'] = [{ kind: 'code', language: 'dockerfile', code }];
  return { name: name.text, detail: written, docs, isOwn: true };
}
