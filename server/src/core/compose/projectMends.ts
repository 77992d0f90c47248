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

function removal({ name, end }: Extract<Mend, { readonly kind: 'remove' }>, text: string, span: Span): readonly Fix[] {
  const entry = { start: span.start, end: Math.max(end, span.end) };
  const gone = linesOf(text, entry) ?? partOfBraces(text, entry);
  return gone ? [{ title: message('Remove {0}', name), edits: [{ span: gone, newText: '' }] }] : [];
}

/** The lines of an entry that has them for itself. A section goes with the last that it declares. */
function linesOf(text: string, { start, end }: Span): Span | undefined {
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', end);
  const stop = newline === -1 ? text.length : newline + 1;
  const isAlone = text.slice(lineStart, start).trim() === '' && /^\s*:?\s*(?:#.*)?$/.test(text.slice(end, stop));
  if (!isAlone) return undefined;
  const section = /(?:^|\n)([\w-]+:[ \t]*\r?\n)$/.exec(textBefore(text, lineStart))?.[1] ?? '';
  const next = /^(?:[ \t]*(?:#[^\n]*)?\r?\n)*([ \t]*)\S/.exec(text.slice(stop));
  return { start: next?.[1] ? lineStart : lineStart - section.length, end: stop };
}

/** An entry in braces with its comma; all of a section of one line, where it is the only one. */
function partOfBraces(text: string, { start, end }: Span): Span | undefined {
  const before = /[{,]\s*$/.exec(textBefore(text, start));
  const after = /^(?:[ \t]*:)?[ \t]*([,}])[ \t]*/.exec(text.slice(end));
  if (!before || !after) return undefined;
  if (after[1] === ',') return { start, end: end + after[0].length };
  const opening = start - before[0].length;
  if (before[0].startsWith(',')) return { start: opening, end: end + after[0].indexOf('}') };
  const header = /(?:^|\n)([\w-]+:[ \t]*)$/.exec(textBefore(text, opening))?.[1];
  const rest = /^\r?\n|^$/.exec(text.slice(end + after[0].length));
  if (header === undefined || !rest) return undefined;
  return { start: opening - header.length, end: end + after[0].length + rest[0].length };
}

/** So much of what stands before an offset as can matter here. */
function textBefore(text: string, offset: number): string {
  return text.slice(Math.max(0, offset - 500), offset);
}
