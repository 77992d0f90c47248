import type { Entry, MapNode, Node, ScalarNode } from '../yaml/nodes.ts';
import { isMergeKey, resolve } from '../yaml/nodes.ts';
import { scalarNumber, scalarType } from '../yaml/scalar.ts';
import { goFloat, goInteger } from './numbers.ts';
import type { Field, Origin, ScalarValue, Value } from './value.ts';
import { nullValue } from './value.ts';

/** What a document of a file sets, and what it takes back from those before it. */
export interface ReadDocument {
  /** Undefined for what has no value: an alias of nothing, a value with `!reset`. */
  readonly root: Value | undefined;
  /** The places with `!reset` or `!override`, as steps. */
  readonly resets: readonly (readonly string[])[];
}

/** Reads a document as Docker's YAML library does: aliases and merge keys followed, `!reset` left out. */
export function readDocument(root: Node, file: string): ReadDocument {
  const reading: Reading = { file, resets: [], budget: maxNodes, open: new Set() };
  return { root: readNode(reading, root, []), resets: reading.resets };
}

interface Reading {
  readonly file: string;
  readonly resets: (readonly string[])[];
  /** So many nodes are read: aliases of aliases multiply. */
  budget: number;
  /** The nodes around the one that is read: an alias of one of them never ends. */
  readonly open: Set<Node>;
}

/** Compose's own limit. */
const maxNodes = 100_000;

function readNode(reading: Reading, node: Node, path: readonly string[]): Value | undefined {
  const target = resolve(node);
  if (!target || reading.budget-- <= 0 || reading.open.has(target)) return undefined;
  if (target.tag === '!reset' || target.tag === '!override') reading.resets.push(path);
  if (target.tag === '!reset') return undefined;
  const origin = { file: reading.file, span: { start: node.span.start, end: node.span.end } };
  if (target.kind === 'scalar') return scalarValue(target, origin);
  reading.open.add(target);
  const value: Value =
    target.kind === 'map'
      ? { kind: 'map', fields: readFields(reading, target, path), origin }
      : {
          kind: 'list',
          items: target.items.flatMap((item) => readNode(reading, item, [...path, '[]']) ?? []),
          origin,
        };
  reading.open.delete(target);
  return value;
}

function readFields(reading: Reading, map: MapNode, path: readonly string[]): ReadonlyMap<string, Field> {
  const fields = new Map<string, Field>();
  const merged: Field[] = [];
  for (const { key, value } of map.entries) {
    if (isMergeKey(key))
      merged.push(...mergedFields(reading, value, path).map((read) => ({ key: originOf(reading, key), value: read })));
    else addField(reading, fields, { key, value }, path);
  }
  for (const { value } of merged) {
    if (value.kind !== 'map') continue;
    for (const [name, field] of value.fields) if (!fields.has(name)) fields.set(name, field);
  }
  return fields;
}

/** The maps behind a merge key: one, or a list of them. */
function mergedFields(reading: Reading, node: Node, path: readonly string[]): readonly Value[] {
  const target = resolve(node);
  const nodes = target?.kind === 'list' ? target.items : [node];
  return nodes.flatMap((item) => readNode(reading, item, path) ?? []);
}

function addField(reading: Reading, fields: Map<string, Field>, { key, value }: Entry, path: readonly string[]): void {
  const read = readNode(reading, value, [...path, key.text]);
  if (read) fields.set(key.text, { key: originOf(reading, key), value: read });
}

function originOf({ file }: Reading, { span }: ScalarNode): Origin {
  return { file, span: { start: span.start, end: span.end } };
}

function scalarValue(node: ScalarNode, origin: Origin): ScalarValue {
  const type = scalarType(node);
  if (type === 'null') return nullValue(origin);
  return { kind: 'scalar', type, text: printed(node.text, type), origin };
}

/** The text that Go prints for a value. */
function printed(text: string, type: ScalarValue['type']): string {
  if (type === 'boolean') return text.toLowerCase();
  if (type === 'integer') return goInteger(text);
  return type === 'float' ? goFloat(scalarNumber(text)) : text;
}
