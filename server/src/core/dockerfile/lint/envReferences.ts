import type { Fix } from '../../lint/rule.ts';
import { lineBreakAt } from '../../text/lineBreak.ts';
import { message } from '../../text/message.ts';
import type { InstructionOf, Pair } from '../parse/ast.ts';

/**
 * A fix that begins a new ENV before a pair, so that its value sees the variables of the pairs before; none where these
 * cannot be parted from it without loss.
 */
export function splitBefore({ pairs, keyword }: InstructionOf<'env'>, pair: Pair, text: string): readonly Fix[] {
  const before = pairs[pairs.indexOf(pair) - 1];
  if (!before) return [];
  const gap = { start: before.span.end, end: pair.span.start };
  // A comment between the lines is about one of them.
  if (text.slice(gap.start, gap.end).includes('#')) return [];
  const lineBreak = lineBreakAt(text, keyword.span.end);
  const lineStart = text.lastIndexOf('\n', keyword.span.start) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, keyword.span.start))?.[0] ?? '';
  const edits = [{ span: gap, newText: `${lineBreak}${indent}${keyword.text} ` }];
  return [{ title: message('Give it an ENV of its own'), edits, preferred: true }];
}
