import type { Fold } from '../language.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import { lineIndex } from '../text/lineIndex.ts';
import type { Span } from '../text/span.ts';
import type { DockerfileModel } from './model.ts';
import type { Comment, Instruction } from './parse/ast.ts';

/**
 * What can be folded: stages, instructions over several lines, the bodies of heredocs, blocks of comments, and what
 * stands between `# region` and `# endregion`. One fold begins at a line at most, the outer one.
 */
export function folding(model: DockerfileModel): readonly Fold[] {
  const lines = lineIndex(model.text);
  const { comments, instructions } = model.tree;
  const folds = [
    ...model.stages.map(({ span }) => codeFold(lines, span.start, span.end)),
    ...instructions.flatMap((instruction) => instructionFolds(lines, instruction)),
    ...regionFolds(lines, comments),
    ...commentFolds(lines, comments),
  ];
  const starts = new Map<number, Fold>();
  for (const fold of folds) {
    if (fold.end > fold.start && !starts.has(fold.start)) starts.set(fold.start, fold);
  }
  return [...starts.values()].sort((a, b) => a.start - b.start);
}

function lineOf(lines: LineIndex, offset: number): number {
  return lines.positionAt(offset).line;
}

function codeFold(lines: LineIndex, start: number, end: number): Fold {
  return { kind: 'code', start: lineOf(lines, start), end: lineOf(lines, end) };
}

/** The lines of a heredoc fold without its closing name, as those of a block do without the closing brace. */
function instructionFolds(lines: LineIndex, { span, heredocs }: Instruction): readonly Fold[] {
  const bodies = heredocs.map(({ body }) => {
    const start = Math.max(lineOf(lines, body.start) - 1, 0);
    return { kind: 'code' as const, start, end: body.end > body.start ? lineOf(lines, body.end - 1) : start };
  });
  const [first] = bodies;
  const isOneLine = first && bodies.length === 1 && first.start === lineOf(lines, span.start);
  return isOneLine ? bodies : [codeFold(lines, span.start, span.end), ...bodies];
}

function regionFolds(lines: LineIndex, comments: readonly Comment[]): readonly Fold[] {
  const folds: Fold[] = [];
  const open: number[] = [];
  for (const { span, text } of comments) {
    if (isRegionStart(text)) open.push(lineOf(lines, span.start));
    if (!isRegionEnd(text)) continue;
    const start = open.pop();
    if (start !== undefined) folds.push({ kind: 'region', start, end: lineOf(lines, span.start) });
  }
  return folds;
}

function isRegionStart(comment: string): boolean {
  return /^region\b/.test(comment);
}

function isRegionEnd(comment: string): boolean {
  return /^endregion\b/.test(comment);
}

function commentFolds(lines: LineIndex, comments: readonly Comment[]): readonly Fold[] {
  const folds: Fold[] = [];
  let block: Span | undefined;
  for (const { span, text } of comments) {
    const line = lineOf(lines, span.start);
    const isMarker = isRegionStart(text) || isRegionEnd(text);
    if (block && !isMarker && line === block.end + 1) block = { start: block.start, end: line };
    else {
      if (block) folds.push({ kind: 'comment', ...block });
      block = isMarker ? undefined : { start: line, end: line };
    }
  }
  return block ? [...folds, { kind: 'comment', ...block }] : folds;
}
