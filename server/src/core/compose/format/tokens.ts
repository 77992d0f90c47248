import type { CST } from 'yaml';

type Item = CST.CollectionItem | CST.BlockMap['items'][number] | CST.BlockSequence['items'][number];

/** Where an entry or item begins: at its dash, its anchor, or its key. */
export function startOfItem({ start, key, sep }: Item): number | undefined {
  const mark = start.find(({ type }) => !loose.has(type));
  if (mark) return mark.offset;
  return key ? startOfValue(key) : sep?.find(({ type }) => !loose.has(type))?.offset;
}

const loose: ReadonlySet<string> = new Set(['space', 'newline', 'comment', 'comma']);

/** Where a value begins: at the first character of its own, behind anchor and tag. */
export function startOfValue(token: CST.Token): number {
  if (token.type === 'block-map' || token.type === 'block-seq') {
    for (const item of token.items) {
      const start = startOfItem(item);
      if (start !== undefined) return start;
    }
  }
  if (token.type === 'block-scalar') return token.props[0]?.offset ?? token.offset;
  return token.offset;
}

/** The last character of a value or before it: comments and blanks behind it do not count, but in blocks of text. */
export function endOf(token: CST.Token): number {
  if (token.type === 'block-map' || token.type === 'block-seq') return endOfItems(token.items) ?? token.offset;
  if (token.type === 'flow-collection') {
    const closing = token.end.find(({ type }) => type.startsWith('flow-'));
    return closing?.offset ?? endOfItems(token.items) ?? token.offset;
  }
  if (token.type === 'block-scalar') {
    const last = token.props.at(-1);
    const start = last && 'source' in last ? last.offset + last.source.length : token.offset;
    return Math.max(token.offset, start + token.source.length - 1);
  }
  return 'source' in token ? token.offset + Math.max(token.source.length - 1, 0) : token.offset;
}

function endOfItems(items: readonly Item[]): number | undefined {
  const last = items.at(-1);
  if (!last) return undefined;
  if (last.value) return endOf(last.value);
  const mark = [...last.start, ...(last.sep ?? [])].findLast(({ type }) => !loose.has(type));
  const key = last.key ? endOf(last.key) : undefined;
  if (mark && (key === undefined || mark.offset > key)) return mark.offset + mark.source.length - 1;
  return key ?? endOfItems(items.slice(0, -1));
}
