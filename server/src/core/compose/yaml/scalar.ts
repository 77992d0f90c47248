import type { ScalarNode } from './nodes.ts';

/** The type that Docker's YAML library gives to a scalar. */
export type ScalarType = 'null' | 'boolean' | 'integer' | 'float' | 'timestamp' | 'string';

/**
 * The type of a scalar as Docker reads it: go-yaml v4 (`resolve.go`), which is neither YAML 1.1 nor 1.2.
 * `0440`, `0o440`, `0x1F`, `0b11` and `1_000` are integers; `yes`, `on` and `22:22` are strings.
 */
export function scalarType(node: ScalarNode): ScalarType {
  if (node.tag !== undefined) return taggedType(node.tag) ?? plainType(node);
  return plainType(node);
}

/** Whether the text of a scalar is what its tag says, quoted or not. */
export function fitsTag({ tag, text }: ScalarNode): boolean {
  if (tag === '!!binary') return /^(?:[A-Za-z\d+/\s])*={0,2}\s*$/.test(text);
  const wanted = tagTypes.get(tag ?? '');
  return wanted === undefined || wanted.includes(words.get(text) ?? numberType(text));
}

const tagTypes: ReadonlyMap<string, readonly ScalarType[]> = new Map([
  ['!!int', ['integer']],
  ['!!float', ['integer', 'float']],
  ['!!bool', ['boolean']],
  ['!!null', ['null']],
]);

/** The value of a scalar of type integer or float; NaN for others. */
export function scalarNumber(text: string): number {
  const plain = text.replaceAll('_', '');
  const sign = plain.startsWith('-') ? -1 : 1;
  const digits = plain.replace(/^[-+]/, '');
  if (/^0[0-7]+$/.test(digits)) return sign * Number.parseInt(digits, 8);
  if (integer.test(plain)) return sign * Number(digits);
  const special = specials.get(digits.toLowerCase());
  return special === undefined ? Number(plain) : sign * special;
}

function plainType({ style, text }: ScalarNode): ScalarType {
  if (style !== 'plain') return 'string';
  const word = words.get(text);
  if (word) return word;
  if (!/^[-+.\d]/.test(text)) return 'string';
  return numberType(text);
}

function numberType(text: string): ScalarType {
  if (isTimestamp(text)) return 'timestamp';
  const plain = text.replaceAll('_', '');
  if (integer.test(plain)) return fitsInteger(plain) ? 'integer' : 'float';
  if (float.test(plain) || specialFloat.test(text)) return 'float';
  return 'string';
}

/** Whole numbers of more than 64 bits are read as floating ones. */
function fitsInteger(text: string): boolean {
  if (text.length < 17) return true;
  const digits = text.replace(/^[-+]/, '');
  const value = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits.toLowerCase());
  return text.startsWith('-') ? value <= 2n ** 63n : value < 2n ** 64n;
}

/** The type that a tag forces. Compose's own tags leave it to the text; any other tag of the user makes a string. */
function taggedType(tag: string): ScalarType | undefined {
  return tags.get(tag) ?? (untyped.has(tag) ? undefined : 'string');
}

const words: ReadonlyMap<string, ScalarType> = new Map<string, ScalarType>([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, 'null'] as const),
  ...['true', 'True', 'TRUE', 'false', 'False', 'FALSE'].map((word) => [word, 'boolean'] as const),
]);

const tags: ReadonlyMap<string, ScalarType> = new Map<string, ScalarType>([
  ['!!str', 'string'],
  ['!!int', 'integer'],
  ['!!float', 'float'],
  ['!!bool', 'boolean'],
  ['!!null', 'null'],
  ['!!binary', 'string'],
  ['!!timestamp', 'timestamp'],
]);

const untyped: ReadonlySet<string> = new Set(['!', '!reset', '!override']);

function isTimestamp(text: string): boolean {
  const parts = timestamp.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

const integer = /^[-+]?(?:0[xX][\da-fA-F]+|0[oO]?[0-7]+|0[bB][01]+|0|[1-9]\d*)$/;
const float = /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/;
const specialFloat = /^(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const specials: ReadonlyMap<string, number> = new Map([
  ['.inf', Number.POSITIVE_INFINITY],
  ['.nan', Number.NaN],
]);
const timestamp = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:[Tt]| )\d{1,2}:\d{1,2}:\d{1,2}(?:\.\d+)?(?:Z|[-+]\d{2}:\d{2})?)?$/;
