import type { Fix } from '../lint/rule.ts';
import { message } from '../text/message.ts';
import type { Span } from '../text/span.ts';

/** How something that was found in a project can be mended, in the file where it stands. */
export type Mend =
  /** Another text in place of the one that is wrong, as long as that stands there as it is. */
  | { readonly kind: 'replace'; readonly from: string; readonly to: string }
  /** The entry of a map is taken away, up to `end`. */
  | { readonly kind: 'remove'; readonly name: string; readonly end: number };

/** The fixes for what stands at a span of a text; none where it stands there in another way than thought. */
export function fixesFor(mend: Mend | undefined, text: string, span: Span): readonly Fix[] {
  if (!mend) return [];
  return mend.kind === 'replace' ? replacement(mend, text, span) : removal(mend, text, span);
}

function replacement(
  { from, to }: Extract<Mend, { readonly kind: 'replace' }>,
  text: string,
  span: Span,
): readonly Fix[] {
  const [, quote = '', content] = /^(["']?)(.*)\1$/s.exec(text.slice(span.start, span.end)) ?? [];
  if (content !== from) return [];
  const inner = { start: span.start + quote.length, end: span.end - quote.length };
  return [{ title: message('Change to {0}', to), edits: [{ span: inner, newText: to }], preferred: true }];
}

/** Whole lines only: what stands in braces stays. */
function removal({ name, end }: Extract<Mend, { readonly kind: 'remove' }>, text: string, span: Span): readonly Fix[] {
  const start = text.lastIndexOf('\n', span.start - 1) + 1;
  const newline = text.indexOf('\n', Math.max(end, span.end));
  const stop = newline === -1 ? text.length : newline + 1;
  const isAlone = text.slice(start, span.start).trim() === '' && /^\s*(?:#.*)?$/.test(text.slice(end, stop));
  if (!isAlone) return [];
  return [{ title: message('Remove {0}', name), edits: [{ span: { start, end: stop }, newText: '' }] }];
}
