import type { SemanticToken } from '../language.ts';
import type { Span } from '../text/span.ts';
import type { DockerfileModel } from './model.ts';
import type { Directive, Heredoc, Instruction } from './parse/ast.ts';
import type { LogicalLine } from './parse/logicalLine.ts';
import { logicalOffset } from './parse/logicalLine.ts';
import type { TokenContext } from './tokens/arguments.ts';
import { argumentTokens } from './tokens/arguments.ts';
import { flagTokens } from './tokens/flags.ts';
import { piecesIn, piecesOf } from './tokens/words.ts';

/**
 * What the pieces of the text that `span` touches mean, in the order of the text and without overlap. The text of
 * commands and the bodies of heredocs have none: other languages stand there, which the grammar knows.
 */
export function semanticTokens(model: DockerfileModel, span: Span): readonly SemanticToken[] {
  const { directives, comments, instructions, escape } = model.tree;
  const touches = (other: { readonly span: Span }): boolean =>
    other.span.start <= span.end && other.span.end >= span.start;
  const references = new Map(model.references().map(({ span: { start }, target }) => [start, target]));
  const context = { model, references, escape: escape.charCodeAt(0) };
  const tokens = [
    ...directives.filter(touches).flatMap(directiveTokens),
    ...comments.filter(touches).map((comment): SemanticToken => ({ ...comment.span, type: 'comment' })),
    ...instructions.filter(touches).flatMap((instruction) => instructionTokens(context, instruction)),
  ].sort((a, b) => a.start - b.start);
  return withoutOverlap(tokens);
}

function directiveTokens({ span, name, nameSpan, valueSpan }: Directive): readonly SemanticToken[] {
  return [
    { start: span.start, end: nameSpan.start, type: 'comment' },
    { ...nameSpan, type: 'property' },
    { start: nameSpan.end, end: valueSpan.start, type: 'operator' },
    { ...valueSpan, type: name === 'syntax' ? 'type' : 'string' },
  ];
}

function instructionTokens(context: TokenContext, instruction: Instruction): readonly SemanticToken[] {
  const { kind, line, keyword, heredocs, flags } = instruction;
  const own = [
    ...(kind === 'unknown' ? [] : piecesOf(line, keyword, 'keyword')),
    ...flags.flatMap((flag) => flagTokens(context, instruction, flag)),
  ];
  if (kind === 'onbuild')
    return instruction.trigger ? [...own, ...instructionTokens(context, instruction.trigger)] : own;
  // A heredoc's words are arguments of COPY too: what comes first counts.
  return [
    ...own,
    ...heredocs.flatMap((heredoc) => heredocTokens(line, heredoc)),
    ...argumentTokens(context, instruction),
  ];
}

function heredocTokens(line: LogicalLine, { span, nameSpan, terminator }: Heredoc): readonly SemanticToken[] {
  const nameStart = logicalOffset(line, nameSpan.start);
  return [
    ...piecesIn(line, logicalOffset(line, span.start), nameStart, 'operator'),
    ...piecesIn(line, nameStart, logicalOffset(line, nameSpan.end - 1) + 1, 'label'),
    ...(terminator ? [{ ...terminator, type: 'label' } as const] : []),
  ];
}

/** Of two tokens that overlap the earlier one stays; empty ones go. */
function withoutOverlap(tokens: readonly SemanticToken[]): readonly SemanticToken[] {
  let end = 0;
  return tokens.filter((token) => {
    if (token.start < end || token.end <= token.start) return false;
    ({ end } = token);
    return true;
  });
}
