import { countWhile } from '../text/countWhile.ts';
import type { Span } from '../text/span.ts';
import type { DockerfileModel, Stage } from './model.ts';
import type { Comment, Directive, Instruction } from './parse/ast.ts';
import type { LogicalLine } from './parse/logicalLine.ts';
import { logicalOffset, sourceSpan } from './parse/logicalLine.ts';
import { isBlank } from './parse/chars.ts';

/** What stands at an offset of a Dockerfile. A trigger behind ONBUILD counts as instruction of its own. */
export type Position =
  | { readonly kind: 'directive'; readonly directive: Directive }
  | { readonly kind: 'comment'; readonly comment: Comment }
  /** Between instructions. */
  | { readonly kind: 'between' }
  /** In the body of a heredoc, whose language is not ours. */
  | { readonly kind: 'body' }
  | InstructionPosition;

/** In an instruction, or in the white space that belongs to it. */
export interface InstructionPosition {
  readonly kind: 'instruction';
  readonly instruction: Instruction;
  /** Whether it stands behind ONBUILD. */
  readonly isTrigger: boolean;
  /** The offset in the logical line. */
  readonly at: number;
}

/** Finds what stands at `offset`; at the end of something, that thing. */
export function positionAt(model: DockerfileModel, offset: number): Position {
  const { directives, comments, instructions } = model.tree;
  const directive = directives.find(({ span }) => offset > span.start && offset <= lineEnd(model.text, span.end));
  if (directive) return { kind: 'directive', directive };
  const comment = lastBefore(comments, offset);
  if (comment && offset > comment.span.start && offset <= lineEnd(model.text, comment.span.end)) {
    return { kind: 'comment', comment };
  }
  const instruction = lastBefore(instructions, offset);
  if (!instruction) return { kind: 'between' };
  if (isInBody(instruction, offset)) return { kind: 'body' };
  if (!reaches(model, instruction, offset)) return { kind: 'between' };
  const at = logicalOffset(instruction.line, offset);
  return { kind: 'instruction', ...innermost(instruction, at), at };
}

/** A word of a logical line: its offsets there, and its place in the document. */
export interface WordPlace {
  readonly start: number;
  readonly end: number;
  readonly span: Span;
}

/** The word around `at`, an offset of a logical line that is `offset` in the document. It may be empty. */
export function wordAround(line: LogicalLine, at: number, offset: number): WordPlace {
  let start = at;
  let end = at;
  while (start > 0 && !isBlank(line.text.charCodeAt(start - 1))) start--;
  while (end < line.text.length && !isBlank(line.text.charCodeAt(end))) end++;
  return { start, end, span: start === end ? { start: offset, end: offset } : sourceSpan(line, start, end) };
}

/** The stage that an offset lies in; none before the first FROM. */
export function stageAt({ stages }: DockerfileModel, offset: number): Stage | undefined {
  return lastBefore(stages, offset);
}

/** The instruction that begins at or before an offset, the last of them; `offset` may lie behind its end. */
export function instructionAt({ tree }: DockerfileModel, offset: number): Instruction | undefined {
  return lastBefore(tree.instructions, offset);
}

interface Spanned {
  readonly span: Span;
}

/** The last item that begins at or before `offset`; the items are in the order of the text. */
function lastBefore<Item extends Spanned>(items: readonly Item[], offset: number): Item | undefined {
  return items[countWhile(items.length, (index) => (items[index]?.span.start ?? 0) <= offset) - 1];
}

function isInBody({ heredocs }: Instruction, offset: number): boolean {
  return heredocs.some(({ body, terminator }) => offset >= body.start && offset <= (terminator?.end ?? body.end));
}

/** Whether an offset behind an instruction still belongs to it: on its last line, or on a line that continues it. */
function reaches({ text, tree }: DockerfileModel, { span, heredocs }: Instruction, offset: number): boolean {
  if (offset <= span.end) return true;
  const end = lineEnd(text, span.end);
  if (heredocs.length > 0) return false;
  return offset <= end || text.slice(span.end, end).includes(tree.escape);
}

function innermost(instruction: Instruction, at: number): Pick<InstructionPosition, 'instruction' | 'isTrigger'> {
  let inner = instruction;
  while (inner.kind === 'onbuild' && inner.trigger && at >= inner.trigger.keyword.at) inner = inner.trigger;
  return { instruction: inner, isTrigger: inner !== instruction };
}

function lineEnd(text: string, start: number): number {
  const lf = text.indexOf('\n', start);
  return lf < 0 ? text.length : lf;
}
