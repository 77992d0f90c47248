import type { Span } from '../text/span.ts';
import { touches } from '../text/span.ts';
import type { Script } from './ast.ts';
import { visitScript } from './commands.ts';

/** The parts of a script that hold `offset`: quoted texts and expansions, words, commands, pipelines and lists, in no order. */
export function partsAround(script: Script, offset: number): readonly Span[] {
  const found: Span[] = [];
  const add = (span: Span): void => {
    if (touches(span, offset)) found.push({ start: span.start, end: span.end });
  };
  visitScript(script, {
    list: ({ items }) => {
      for (const { pipeline } of items) add(pipeline);
      const [first, last] = [items[0], items.at(-1)];
      if (first && last) add({ start: first.pipeline.start, end: last.pipeline.end });
    },
    command: add,
    word: add,
    part: add,
  });
  return found;
}
