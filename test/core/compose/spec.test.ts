import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { options } from '../../../server/src/core/compose/spec/shape.ts';
import type { MapShape, Shape } from '../../../server/src/core/compose/spec/shape.ts';
import { root } from '../../../server/src/core/compose/spec/root.ts';

const schemaPath = '../shared/reference/compose-spec.json';

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly type?: string | readonly string[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly deprecated?: boolean;
}

test.skipIf(!existsSync(schemaPath))(
  `the table agrees with the public schema (skipped where ${schemaPath} is absent)`,
  () => {
    const schema: Schema = JSON.parse(readFileSync(schemaPath, 'utf8'));
    const differences: string[] = [];
    compare({ schema, differences }, '', schema, root);
    expect(differences.toSorted()).toEqual(knownDifferences.toSorted());
  },
);

/** Where the real tool is stricter or laxer than the schema that describes it; each was tried with `docker compose config` 2.40. */
const knownDifferences: readonly string[] = [
  // The schema lets numbers in quotes pass, the loader does not.
  '.services.*.blkio_config.weight: types: schema integer,string, table integer',
  '.services.*.blkio_config.weight_device[].weight: types: schema integer,string, table integer',
  '.services.*.volumes[].tmpfs.mode: types: schema number,string, table number',
  // The schema lets fractions pass, the loader does not.
  '.services.*.build.secrets[].mode: types: schema number,string, table integer,string',
  '.services.*.configs[].mode: types: schema number,string, table integer,string',
  '.services.*.secrets[].mode: types: schema number,string, table integer,string',
  '.services.*.expose[]: types: schema number,string, table integer,string',
  '.services.*.group_add[]: types: schema number,string, table integer,string',
  '.services.*.ports[]: types: schema number,object,string, table integer,object,string',
];

test('every key of the table is documented', () => {
  const bare: string[] = [];
  const visit = (path: string, shape: Shape): void => {
    for (const option of options(shape)) {
      if (option.kind === 'list') visit(`${path}[]`, option.item);
      if (option.kind !== 'map') continue;
      for (const [name, { doc, shape: inner }] of Object.entries(option.keys)) {
        if (!/[.!]$/.test(doc.text)) bare.push(`${path}.${name}`);
        visit(`${path}.${name}`, inner);
      }
      if (option.free) visit(`${path}.*`, option.free.value);
    }
  };
  visit('', root);
  expect(bare).toEqual([]);
});

interface Comparison {
  readonly schema: Schema;
  readonly differences: string[];
}

function compare(context: Comparison, path: string, given: Schema, shape: Shape): void {
  const alternatives = expand(context.schema, given);
  const expected = new Set(alternatives.flatMap((schema) => types(schema)));
  const actual = new Set(options(shape).flatMap((option) => jsonTypes(option)));
  report(context, `${path}: types`, [...expected].toSorted(), [...actual].toSorted());
  for (const schema of alternatives) {
    if (schema.enum) report(context, `${path}: values`, schema.enum.toSorted(), values(shape).toSorted());
    if (types(schema).includes('array') && schema.items) compareItems(context, path, schema.items, shape);
    if (types(schema).includes('object')) compareMaps(context, path, schema, shape);
    for (const limit of ['minimum', 'maximum'] as const) {
      const numbers = options(shape).flatMap((option) => (option.kind === 'number' ? [option[limit]] : []));
      if (schema[limit] !== undefined)
        report(context, `${path}: ${limit}`, [String(schema[limit])], numbers.map(String));
    }
  }
}

function compareItems(context: Comparison, path: string, items: Schema, shape: Shape): void {
  const lists = options(shape).flatMap((option) => (option.kind === 'list' ? [option] : []));
  const [list] = lists;
  if (!list || lists.length > 1) return void context.differences.push(`${path}: ${lists.length} lists`);
  compare(context, `${path}[]`, items, list.item);
}

function compareMaps(context: Comparison, path: string, schema: Schema, shape: Shape): void {
  const maps = options(shape).flatMap((option) => (option.kind === 'map' ? [option] : []));
  const [map] = maps;
  if (!map || maps.length > 1) return void context.differences.push(`${path}: ${maps.length} maps`);
  const { properties = {}, patternProperties = {}, required = [] } = schema;
  report(context, `${path}: keys`, Object.keys(properties).toSorted(), Object.keys(map.keys).toSorted());
  report(context, `${path}: required`, required.toSorted(), map.required.toSorted());
  report(context, `${path}: extensions`, [String('^x-' in patternProperties)], [String(map.extensions)]);
  for (const [name, inner] of Object.entries(properties)) compareKey(context, path, { name, inner, map });
  if (schema.properties || schema.patternProperties) {
    const open = schema.additionalProperties !== false && !fullPattern(schema);
    report(context, `${path}: open`, [String(open)], [String(map.open)]);
  }
  compareFreeKeys(context, path, patternProperties, map);
}

function compareFreeKeys(
  context: Comparison,
  path: string,
  patterns: Readonly<Record<string, Schema>>,
  { free }: MapShape,
): void {
  const found = Object.entries(patterns).find(([pattern]) => pattern !== '^x-');
  report(context, `${path}: free keys`, [clean(found?.[0] ?? '')], [free?.pattern?.source ?? '']);
  if (found && free) compare(context, `${path}.*`, found[1], free.value);
}

interface KeyPair {
  readonly name: string;
  readonly inner: Schema;
  readonly map: MapShape;
}

function compareKey(context: Comparison, path: string, { name, inner, map }: KeyPair): void {
  const key = map.keys[name];
  if (!key) return;
  report(
    context,
    `${path}.${name}: deprecated`,
    [String(inner.deprecated === true)],
    [String(key.deprecated !== undefined)],
  );
  compare(context, `${path}.${name}`, inner, key.shape);
}

/** Patterns that let every key through are no restriction. */
function clean(pattern: string): string {
  return pattern === '.+' || pattern === '^.+$' ? '' : pattern;
}

function fullPattern(schema: Schema): boolean {
  return Object.keys(schema.patternProperties ?? {}).some((pattern) => pattern !== '^x-' && clean(pattern) === '');
}

function report(context: Comparison, place: string, expected: readonly string[], actual: readonly string[]): void {
  if (expected.join() !== actual.join()) {
    context.differences.push(`${place}: schema ${expected.join() || '-'}, table ${actual.join() || '-'}`);
  }
}

function expand(whole: Schema, schema: Schema): readonly Schema[] {
  if (schema.$ref) {
    const target = whole.$defs?.[schema.$ref.replace('#/$defs/', '')];
    if (!target) throw new Error(`no ${schema.$ref}`);
    return expand(whole, target);
  }
  return schema.oneOf ? schema.oneOf.flatMap((option) => expand(whole, option)) : [schema];
}

function types({ type }: Schema): readonly string[] {
  if (type === undefined) return ['any'];
  return typeof type === 'string' ? [type] : type;
}

function jsonTypes(shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'text':
      return ['string'];
    case 'number':
      return [shape.integer ? 'integer' : 'number', ...(shape.quoted ? ['string'] : [])];
    case 'flag':
      return ['boolean', ...(shape.quoted ? ['string'] : [])];
    case 'null':
      return ['null'];
    case 'list':
      return ['array'];
    case 'map':
      return ['object'];
    case 'choice':
      break;
  }
  return shape.options.flatMap(jsonTypes);
}

function values(shape: Shape): readonly string[] {
  return options(shape).flatMap((option) =>
    option.kind === 'text' && option.closed ? (option.values ?? []).map(({ text }) => text) : [],
  );
}
