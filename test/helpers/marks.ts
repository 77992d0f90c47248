import type { Span } from '../../server/src/core/text/span.ts';

/** A text whose marks were taken out: `«…»` is a range, `▮` the cursor. */
export interface Marked {
  readonly text: string;
  readonly spans: readonly Span[];
  /** The first cursor, or the end of the text where there is none. */
  readonly cursor: number;
}

/** Reads the marks of a test's text. Ranges may nest; they come in the order of their starts. */
export function marked(source: string): Marked {
  const spans: { start: number; end: number }[] = [];
  const open: { start: number; end: number }[] = [];
  let text = '';
  let cursor: number | undefined;
  for (const char of source) {
    if (char === '«') {
      const span = { start: text.length, end: -1 };
      spans.push(span);
      open.push(span);
    } else if (char === '»') {
      const span = open.pop();
      if (!span) throw new Error(`» without « in: ${source}`);
      span.end = text.length;
    } else if (char === '▮') cursor ??= text.length;
    else text += char;
  }
  if (open.length > 0) throw new Error(`« without » in: ${source}`);
  return { text, spans, cursor: cursor ?? text.length };
}

/** The text with `«…»` around each span: what a test compares, so that a difference can be read. */
export function mark(text: string, spans: readonly Span[]): string {
  const marks = spans.flatMap((span) => [
    { at: span.start, order: 1, mark: '«' },
    { at: span.end, order: span.start === span.end ? 2 : 0, mark: '»' },
  ]);
  marks.sort((a, b) => a.at - b.at || a.order - b.order);
  let result = '';
  let position = 0;
  for (const { at, mark: sign } of marks) {
    result += text.slice(position, at) + sign;
    position = at;
  }
  return result + text.slice(position);
}
