import type { Hover } from '../../language.ts';
import type { Block, Markup } from '../../text/markup.ts';
import type { Message } from '../../text/message.ts';
import type { Span } from '../../text/span.ts';
import { touches } from '../../text/span.ts';

/** A paragraph. */
export function text(content: Message): Block {
  return { kind: 'text', text: content };
}

/** A piece of a Dockerfile. */
export function code(content: string): Block {
  return { kind: 'code', language: 'dockerfile', code: content };
}

/** A hover over `span` where `offset` is in it, and there is something to say. */
export function hoverAt(span: Span, offset: number, content: () => Markup): Hover | undefined {
  const found = touches(span, offset) ? content() : [];
  return found.length > 0 ? { span, content: found } : undefined;
}

/** The number of the line that `offset` lies in, counted from 1 as editors show it. */
export function lineNumber(source: string, offset: number): number {
  let line = 1;
  for (let at = source.indexOf('\n'); at >= 0 && at < offset; at = source.indexOf('\n', at + 1)) line++;
  return line;
}

/** Foreign text is shown up to this length. */
const maxLength = 300;

export function clipped(content: string): string {
  return content.length > maxLength ? `${content.slice(0, maxLength)}…` : content;
}
