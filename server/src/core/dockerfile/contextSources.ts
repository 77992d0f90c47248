import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { DockerfileModel } from './model.ts';
import { mountFields } from './mountFields.ts';
import type { Flag, Instruction, InstructionOf } from './parse/ast.ts';
import { isBlank } from './parse/chars.ts';
import { sourceSpan } from './parse/logicalLine.ts';
import { positionAt } from './position.ts';

/** A path of the build context that an instruction names: a source of COPY or ADD, or what a bind mount shows. */
export interface ContextSource {
  readonly instruction: Instruction;
  /** The path within its quotes. */
  readonly span: Span;
  readonly value: string;
  /** How the path is written there. */
  readonly form: 'word' | 'json';
}

/**
 * All paths of the build context that the file names, those with variables too; in the order of the text. What stands
 * behind ONBUILD is not among them: it means the context of another build.
 */
export function contextSources({ tree }: Pick<DockerfileModel, 'tree'>): readonly ContextSource[] {
  return tree.instructions.flatMap(sourcesOf);
}

/** The paths of the build context that one instruction names. */
function sourcesOf(instruction: Instruction): readonly ContextSource[] {
  if (instruction.kind === 'run') return instruction.flags.flatMap((flag) => bindSources(instruction, flag));
  if (!takesFromContext(instruction)) return [];
  return instruction.items
    .slice(0, -1)
    .flatMap((item) => (isElsewhere(item.value) ? [] : [sourceOf(instruction, item)]));
}

function sourceOf(
  instruction: Instruction,
  { span, value, word }: InstructionOf<'copy'>['items'][number],
): ContextSource {
  const inner = word ? { ...span } : { start: span.start + 1, end: span.end - 1 };
  return { instruction, span: inner, value, form: word ? 'word' : 'json' };
}

/** Heredocs, addresses and Git repositories are no files of the context. */
function isElsewhere(value: string): boolean {
  return value.startsWith('<<') || /^[a-z][a-z0-9+.-]*:\/\//i.test(value) || /^git@[\w.-]+:/.test(value);
}

function bindSources(run: InstructionOf<'run'>, flag: Flag): readonly ContextSource[] {
  const fields = mountFields(flag);
  const type = fields.find(({ key }) => key === 'type')?.value?.toLowerCase() ?? 'bind';
  if (type !== 'bind' || fields.some(({ key }) => key === 'from')) return [];
  return fields
    .filter(({ key, value }) => (key === 'source' || key === 'src') && value !== undefined)
    .map(({ value = '', valueStart, end }) => ({
      instruction: run,
      span: sourceSpan(run.line, valueStart, end),
      value,
      form: 'word',
    }));
}

/** Whether a path looks like one of a computer, in a folder that nobody has in a project. */
export function isOnDisk(path: string): boolean {
  return /^(?:\/(?:home|Users|root|opt|mnt|media|tmp|Volumes)\/|~(?:\/|$)|[a-z]:[\\/])/i.test(path);
}

/** The path as the context has it; undefined where it is a pattern, has variables, or leads out of the context. */
export function plainPath(value: string): string | undefined {
  return /[*?[]/.test(value) ? undefined : contextPath(value);
}

/** The same of a path that may be a pattern, too. */
export function contextPath(value: string): string | undefined {
  const path = value.replace(/^(["'])(.*)\1$/, '$2');
  if (/[$\\"']/.test(path)) return undefined;
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  return parts.includes('..') ? undefined : parts.join('/');
}

/** The source that the cursor stands in. A last word counts, too: its destination may not be written yet. */
export function sourceBeingWritten(model: DockerfileModel, offset: number): ContextSource | undefined {
  const position = positionAt(model, offset);
  if (position.kind !== 'instruction') return undefined;
  const { instruction, at } = position;
  const known = sourcesOf(instruction).find(({ span }) => touches(span, offset));
  if (known || !takesFromContext(instruction)) return known;
  const [only] = instruction.items;
  if (only && instruction.items.length === 1 && touches(only.span, offset)) {
    return isElsewhere(only.value) || only.value.startsWith('-') ? undefined : sourceOf(instruction, only);
  }
  const isEmpty = isBlank(instruction.line.text.charCodeAt(at - 1)) && isAmongSources(instruction, offset);
  return isEmpty ? { instruction, span: { start: offset, end: offset }, value: '', form: 'word' } : undefined;
}

/** Behind the flags, and before the last argument or where there is none yet. */
function isAmongSources(
  { items, line, argumentsAt, flags, keyword }: InstructionOf<'copy' | 'add'>,
  offset: number,
): boolean {
  if (offset <= (flags.at(-1)?.span.end ?? keyword.span.end)) return false;
  const last = items.at(-1);
  return last ? last.word !== undefined && offset < last.span.start : line.text.slice(argumentsAt).trim() === '';
}

function takesFromContext(instruction: Instruction): instruction is InstructionOf<'copy' | 'add'> {
  if (instruction.kind !== 'copy' && instruction.kind !== 'add') return false;
  return !instruction.flags.some(({ name }) => name === 'from');
}
