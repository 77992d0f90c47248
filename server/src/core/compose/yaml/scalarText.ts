import { CST } from 'yaml';
import type { Scalar } from 'yaml';
import type { Span } from '../../text/span.ts';

/** The text that a scalar means, where the parser's differs from that of Docker's YAML library. */
export function scalarText(text: string, node: Scalar.Parsed): string {
  const read = typeof node.value === 'string' ? node.value : node.source;
  if (isBlock(node)) return endsUnbroken(text, node) ? read.replace(/\n$/, '') : read;
  const type = scalarTokens.get(node.type ?? '');
  if (type === undefined) return read;
  const source = text.slice(node.range[0], node.range[1]);
  // The parser does not see some line breaks, and knows an escape too little.
  const isOdd = source.includes('\n') || (type === 'double-quoted-scalar' && source.includes("\\'"));
  if (!isOdd) return read;
  const plainer = source.replace(/\\([^])/g, (escape: string, char: string) => (char === "'" ? char : escape));
  return CST.resolveAsScalar(
    { type, offset: node.range[0], indent: 0, source: plainer, end: [] },
    false,
    () => undefined,
  ).value;
}

const scalarTokens: ReadonlyMap<string, 'scalar' | 'single-quoted-scalar' | 'double-quoted-scalar'> = new Map([
  ['PLAIN', 'scalar'],
  ['QUOTE_SINGLE', 'single-quoted-scalar'],
  ['QUOTE_DOUBLE', 'double-quoted-scalar'],
]);

function isBlock({ type }: Scalar.Parsed): boolean {
  return type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED';
}

/** Whether a block of text ends with the file, in a line without a break: its text has none there either. */
function endsUnbroken(text: string, { range }: Scalar.Parsed): boolean {
  return range[1] >= text.length && text.slice(text.lastIndexOf('\n') + 1).trim() !== '';
}

/** Escapes in double quotes that Docker's YAML library does not know: `\\/`, and halves of characters. */
export function unknownEscapes(text: string, { type, range }: Scalar.Parsed): readonly Span[] {
  if (type !== 'QUOTE_DOUBLE') return [];
  const source = text.slice(range[0], range[1]);
  if (!source.includes('\\')) return [];
  return [...source.matchAll(/\\(?:(\/|u[dD][89a-fA-F][\da-fA-F]{2})|[^])/g)]
    .filter((match) => match[1] !== undefined)
    .map((match) => ({ start: range[0] + match.index, end: range[0] + match.index + match[0].length }));
}
