import type { Span } from '../../text/span.ts';
import type { ScalarType } from '../yaml/scalar.ts';

/** A place in a file. */
export interface Origin {
  /** The absolute path of the file; empty for what Compose adds by itself. */
  readonly file: string;
  readonly span: Span;
}

/** A value of a configuration, and where it comes from. Values are never changed: a merge makes new ones. */
export type Value = ScalarValue | ListValue | MapValue;

export interface ScalarValue {
  readonly kind: 'scalar';
  readonly type: ScalarType;
  /** As Go prints the value: `288` for `0440`. */
  readonly text: string;
  readonly origin: Origin;
}

export interface ListValue {
  readonly kind: 'list';
  readonly items: readonly Value[];
  readonly origin: Origin;
}

export interface MapValue {
  readonly kind: 'map';
  readonly fields: Fields;
  readonly origin: Origin;
}

export interface Field {
  /** Where the key stands. */
  readonly key: Origin;
  readonly value: Value;
}

export type Fields = ReadonlyMap<string, Field>;

/** Where Compose itself is the author. */
export const nowhere: Origin = { file: '', span: { start: 0, end: 0 } };

export function textValue(text: string, origin: Origin): ScalarValue {
  return { kind: 'scalar', type: 'string', text, origin };
}

export function flagValue(flag: 'true' | 'false', origin: Origin): ScalarValue {
  return { kind: 'scalar', type: 'boolean', text: flag, origin };
}

export function nullValue(origin: Origin): ScalarValue {
  return { kind: 'scalar', type: 'null', text: '<nil>', origin };
}

export function mapValue(fields: Fields, origin: Origin): MapValue {
  return { kind: 'map', fields, origin };
}

export function listValue(items: readonly Value[], origin: Origin): ListValue {
  return { kind: 'list', items, origin };
}

/** A field whose key stands where its value does. */
export function fieldOf(value: Value): Field {
  return { key: value.origin, value };
}

export function isNull(value: Value | undefined): boolean {
  return value === undefined || (value.kind === 'scalar' && value.type === 'null');
}

/** The fields of a map; none for other values. */
export function fieldsOf(value: Value | undefined): Fields {
  return value?.kind === 'map' ? value.fields : noFields;
}

const noFields: Fields = new Map();

/** The items of a list; none for other values. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return value?.kind === 'list' ? value.items : [];
}

/** The text of a string; undefined for other values. */
export function textOf(value: Value | undefined): string | undefined {
  return value?.kind === 'scalar' && value.type === 'string' ? value.text : undefined;
}

/** What stands at the end of a way through maps. */
export function valueAt(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let current = value;
  for (const step of path) current = fieldsOf(current).get(step)?.value;
  return current;
}

/** A map with other fields in place of some. */
export function withFields(map: MapValue, changes: readonly (readonly [string, Value])[]): MapValue {
  const fields = new Map(map.fields);
  for (const [name, value] of changes) {
    const old = fields.get(name);
    fields.set(name, old ? { ...old, value } : fieldOf(value));
  }
  return { ...map, fields };
}

/** The same with each value of a map changed; fields whose value becomes undefined are left out. */
export function mapFields(map: MapValue, change: (value: Value, name: string) => Value | undefined): MapValue {
  const fields = new Map<string, Field>();
  let changed = false;
  for (const [name, field] of map.fields) {
    const value = change(field.value, name);
    if (value !== field.value) changed = true;
    if (value) fields.set(name, value === field.value ? field : { ...field, value });
  }
  return changed ? { ...map, fields } : map;
}

/** The same with each item of a list changed. */
export function mapItems(list: ListValue, change: (item: Value) => Value): ListValue {
  const items = list.items.map(change);
  return items.every((item, index) => item === list.items[index]) ? list : { ...list, items };
}

/** Whether two values are the same, wherever they come from. */
export function sameValue(a: Value, b: Value): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.type === b.type && a.text === b.text;
  if (a.kind === 'list') {
    if (b.kind !== 'list' || a.items.length !== b.items.length) return false;
    return a.items.every((item, index) => sameValue(item, b.items[index] ?? item));
  }
  if (b.kind !== 'map' || a.fields.size !== b.fields.size) return false;
  return [...a.fields].every(([name, { value }]) => {
    const other = b.fields.get(name)?.value;
    return other !== undefined && sameValue(value, other);
  });
}
