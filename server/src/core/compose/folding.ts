import type { Fold } from '../language.ts';
import type { LineIndex } from '../text/lineIndex.ts';
import { lineIndex } from '../text/lineIndex.ts';
import type { ComposeModel } from './model.ts';
import type { Node } from './yaml/nodes.ts';

/** What can be folded: keys and items over several lines, blocks of comments, and `# region` to `# endregion`. */
export function folding({ text, yaml }: ComposeModel): readonly Fold[] {
  const lines = lineIndex(text);
  const folds: Fold[] = [];
  for (const { root } of yaml.documents) addNodes(folds, lines, root);
  addComments(folds, text, lines);
  const starts = new Map<number, Fold>();
  // The outer one of those that begin at a line comes first.
  for (const fold of folds) if (fold.end > fold.start && !starts.has(fold.start)) starts.set(fold.start, fold);
  return [...starts.values()].sort((a, b) => a.start - b.start);
}

function addNodes(folds: Fold[], lines: LineIndex, node: Node): void {
  if (node.kind === 'list') {
    for (const item of node.items) {
      add(folds, lines, item.span.start, item.span.end);
      addNodes(folds, lines, item);
    }
  } else if (node.kind === 'map') {
    for (const { key, value } of node.entries) {
      add(folds, lines, key.span.start, Math.max(key.span.end, value.span.end));
      addNodes(folds, lines, value);
    }
  }
}

function add(folds: Fold[], lines: LineIndex, start: number, end: number): void {
  folds.push({ kind: 'code', start: lines.positionAt(start).line, end: lines.positionAt(end).line });
}

function addComments(folds: Fold[], text: string, lines: LineIndex): void {
  const regions: number[] = [];
  let block: { readonly start: number; end: number } | undefined;
  const close = (): void => {
    if (block) folds.push({ kind: 'comment', ...block });
    block = undefined;
  };
  for (let line = 0; line < lines.lineCount; line++) {
    const [, words] = /^\s*#\s*(.*)$/.exec(text.slice(lines.lineStart(line), lines.lineEnd(line))) ?? [];
    const isStart = words !== undefined && /^region\b/.test(words);
    const isEnd = words !== undefined && /^endregion\b/.test(words);
    if (isStart) regions.push(line);
    const start = isEnd ? regions.pop() : undefined;
    if (start !== undefined) folds.push({ kind: 'region', start, end: line });
    if (words === undefined || isStart || isEnd) close();
    else if (block) block.end = line;
    else block = { start: line, end: line };
  }
  close();
}
