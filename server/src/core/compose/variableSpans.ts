import type { Span } from '../text/span.ts';

/** Where a variable is filled in within a span: all of `$NAME` or `${NAME…}`, up to its first closing brace. */
export function spanOfVariable(text: string, { start, end }: Span, name: string): Span | undefined {
  const source = text.slice(start, end);
  for (const match of source.matchAll(/\$\$|\$(\{?)([A-Za-z_]\w*)/g)) {
    const [all, brace, found] = match;
    if (found !== name) continue;
    const from = start + match.index;
    const close = brace === '{' ? source.indexOf('}', match.index) : -1;
    return { start: from, end: close === -1 ? from + all.length : start + close + 1 };
  }
  return undefined;
}
