import type { Origin, Value } from '../project/value.ts';

/** A piece of the printed configuration, and where it comes from. */
export type Out = OutScalar | OutList | OutMap;

export interface OutScalar {
  readonly kind: 'scalar';
  readonly text: string;
  /** Whether it is a text, which gets quotes where YAML would read something else. */
  readonly isText: boolean;
  readonly origin: Origin;
}

export interface OutList {
  readonly kind: 'list';
  readonly items: readonly Out[];
  readonly origin: Origin;
}

export interface OutMap {
  readonly kind: 'map';
  readonly entries: readonly OutEntry[];
  readonly origin: Origin;
}

export interface OutEntry {
  readonly key: string;
  readonly keyOrigin: Origin;
  readonly value: Out;
}

export function outText(text: string, origin: Origin): OutScalar {
  return { kind: 'scalar', text, isText: true, origin };
}

export function outPlain(text: string, origin: Origin): OutScalar {
  return { kind: 'scalar', text, isText: false, origin };
}

/** Any value as it is, keys sorted: that of an extension, which Compose does not look into. */
export function outAnything(value: Value): Out {
  const { origin } = value;
  if (value.kind === 'list') return { kind: 'list', items: value.items.map(outAnything), origin };
  if (value.kind === 'map') {
    const entries = [...value.fields].map(([key, field]) => ({
      key,
      keyOrigin: field.key,
      value: outAnything(field.value),
    }));
    return { kind: 'map', entries: entries.sort(byKey), origin };
  }
  if (value.type === 'string') return outText(value.text, origin);
  if (value.type === 'timestamp') return outPlain(timestamp(value.text), origin);
  return outPlain(value.type === 'null' ? 'null' : (specialFloats[value.text] ?? value.text), origin);
}

const specialFloats: Readonly<Record<string, string>> = { NaN: '.nan', '+Inf': '.inf', '-Inf': '-.inf' };

function timestamp(text: string): string {
  const [, year = '', month = '', day = '', rest = ''] = /^(\d+)-(\d+)-(\d+)(.*)$/.exec(text) ?? [];
  if (rest !== '') return text;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}T00:00:00Z`;
}

/** Sorts the keys of a map as go-yaml does: numbers in them by their value, signs before letters. */
export function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  const [one, other] = [Array.from(a.key), Array.from(b.key)];
  const index = one.findIndex((char, at) => char !== other[at]);
  if (index === -1 || index >= other.length) return one.length - other.length;
  return compareAt(one, other, index);
}

/** Compares two keys that differ from an index on. */
function compareAt(a: readonly string[], b: readonly string[], index: number): number {
  const [one = '', other = ''] = [a[index], b[index]];
  const before = one < other ? -1 : 1;
  const isLetter = letter.test(one);
  if (isLetter !== letter.test(other)) return isLetter === isDigit(a[index - 1] ?? '') ? -1 : 1;
  if (isLetter) return before;
  const lead = (one === '0' || other === '0') && endsInNumber(a.slice(0, index)) ? 1 : 0;
  const [number, otherNumber] = [numberAt(a, index, lead), numberAt(b, index, lead)];
  return number.value - otherNumber.value || number.end - otherNumber.end || before;
}

const letter = /\p{L}/u;

/** Whether digits stand at the end that are not all zero. */
function endsInNumber(chars: readonly string[]): boolean {
  const start = chars.findLastIndex((char) => !isDigit(char)) + 1;
  return chars.slice(start).some((char) => char !== '0');
}

interface NumberIn {
  readonly value: number;
  readonly end: number;
}

function numberAt(chars: readonly string[], start: number, lead: number): NumberIn {
  let value = lead;
  let end = start;
  for (; isDigit(chars[end] ?? ''); end++) value = value * 10 + Number(chars[end]);
  return { value, end };
}

function isDigit(char: string): boolean {
  return /^\d$/.test(char);
}
