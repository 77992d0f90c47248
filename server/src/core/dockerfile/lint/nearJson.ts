/** What a list that is nearly JSON is in JSON. */
export interface NearJson {
  readonly json: string;
  /** Whether single quotes are all that is wrong with it. */
  readonly isInSingleQuotes: boolean;
}

/**
 * Reads a list of strings with slips in it: single or typographic quotes, commas that are missing or too many, a bracket
 * that is not closed. Undefined for all that is no such list, as where a string does not end.
 */
export function nearJson(text: string): NearJson | undefined {
  const written = text.trim();
  const pieces = written.startsWith('[') ? piecesOf(written) : undefined;
  if (!pieces) return undefined;
  const items = pieces.filter((piece) => piece !== ',');
  if (items.length === 0) return undefined;
  const hasCommas = pieces.every((piece, index) => (piece === ',') === (index % 2 === 1));
  return {
    json: `[${items.map(({ value }) => JSON.stringify(value)).join(', ')}]`,
    isInSingleQuotes: hasCommas && written.endsWith(']') && items.every(({ quote }) => quote === "'"),
  };
}

/** The strings and commas of a list; undefined where there is anything else in it, or behind it. */
function piecesOf(list: string): readonly (Item | ',')[] | undefined {
  const pieces: (Item | ',')[] = [];
  let at = 1;
  while (at < list.length && list.charAt(at) !== ']') {
    const char = list.charAt(at);
    const item = itemAt(list, at);
    if (item) pieces.push(item);
    else if (char === ',') pieces.push(char);
    else if (!/\s/.test(char)) return undefined;
    at = item?.end ?? at + 1;
  }
  return at < list.length - 1 ? undefined : pieces;
}

interface Item {
  readonly value: string;
  readonly quote: string;
  readonly end: number;
}

const closings: Readonly<Record<string, string>> = { '"': '"', "'": "'", '“': '”', '”': '”', '‘': '’', '’': '’' };

function itemAt(text: string, at: number): Item | undefined {
  const quote = text.charAt(at);
  const closing = closings[quote];
  if (closing === undefined) return undefined;
  const close = quote === '"' ? closingQuote(text, at) : text.indexOf(closing, at + 1);
  const value = close < 0 ? undefined : valueOf(text.slice(at, close + 1));
  return value === undefined ? undefined : { value, quote, end: close + 1 };
}

function closingQuote(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end++) {
    if (text.charAt(end) === '\\') end++;
    else if (text.charAt(end) === '"') return end;
  }
  return -1;
}

function valueOf(quoted: string): string | undefined {
  const inner = quoted.slice(1, -1);
  if (!quoted.startsWith('"')) return /["\\]/.test(inner) ? undefined : inner;
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}
