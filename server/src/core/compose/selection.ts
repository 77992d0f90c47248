import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { ComposeModel } from './model.ts';
import type { Node } from './yaml/nodes.ts';
import { entrySpan } from './yaml/nodes.ts';

/** What a selection at `offset` grows to, step by step: the word, the value or key, the entry, all entries, … the file. */
export function selection({ text, yaml }: ComposeModel, offset: number): readonly Span[] {
  const spans: Span[] = [{ start: 0, end: text.length }];
  const add = (span: Span): void => {
    const last = spans.at(-1);
    const isInside = last && span.start >= last.start && span.end <= last.end;
    if (
      isInside &&
      touches(span, offset) &&
      span.end > span.start &&
      (span.start > last.start || span.end < last.end)
    ) {
      spans.push({ start: span.start, end: span.end });
    }
  };
  let node: Node | undefined = yaml.documents.find(({ root }) => touches(root.span, offset))?.root;
  while (node) {
    add(node.span);
    node = stepInto(node, offset, add);
  }
  add(wordAt(text, offset));
  return spans.toReversed();
}

function stepInto(node: Node, offset: number, add: (span: Span) => void): Node | undefined {
  if (node.kind === 'list') return node.items.find(({ span }) => touches(span, offset));
  if (node.kind === 'scalar') add({ start: node.span.start + 1, end: node.span.end - 1 });
  if (node.kind !== 'map') return undefined;
  const entry = node.entries.find((one) => touches(entrySpan(one), offset));
  if (!entry) return undefined;
  add(entrySpan(entry));
  if (touches(entry.key.span, offset)) add(entry.key.span);
  return touches(entry.value.span, offset) && !touches(entry.key.span, offset) ? entry.value : undefined;
}

function wordAt(text: string, offset: number): Span {
  const before = /[\w-]*$/.exec(text.slice(Math.max(0, offset - maxWord), offset))?.[0].length ?? 0;
  const after = /^[\w-]*/.exec(text.slice(offset, offset + maxWord))?.[0].length ?? 0;
  return { start: offset - before, end: offset + after };
}

const maxWord = 200;
