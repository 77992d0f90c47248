import { message } from '../../text/message.ts';
import { below, pathTable } from './pathTable.ts';
import type { PathTable } from './pathTable.ts';
import type { Problems } from './problems.ts';
import type { Field, Fields, MapValue, Value } from './value.ts';
import {
  fieldOf,
  flagValue,
  isNull,
  itemsOf,
  listValue,
  mapValue,
  nullValue,
  sameValue,
  textOf,
  textValue,
  valueAt,
} from './value.ts';

/** Lays one configuration over another, as Compose does (compose-go `override/merge.go`). */
export function mergeConfigs(base: MapValue, over: MapValue, problems: Problems): MapValue {
  return mergeMaps(base, over, { table: mergers, problems });
}

/** Lays a service over the one that it extends. */
export function mergeServices(base: MapValue, over: MapValue, problems: Problems): MapValue {
  return mergeMaps(base, over, { table: below(below(mergers, 'services'), '*'), problems });
}

interface Merge {
  readonly table: PathTable<Merger> | undefined;
  readonly problems: Problems;
}

type Merger = (base: Value, over: Value, merge: Merge) => Value;

function mergeValues(base: Value, over: Value, merge: Merge): Value {
  const special = merge.table?.known;
  if (special) return special(base, over, merge);
  if (isNull(over)) return base;
  if (base.kind === 'scalar') return over;
  if (base.kind === 'map' && over.kind === 'map') return mergeMaps(base, over, merge);
  if (base.kind === 'list' && over.kind === 'list') return append(base, over);
  const words = message(
    'What stands here cannot be merged with what the other file, or the extended service, has: one is a list, the other a map or a text.',
  );
  merge.problems.error('wrong-type', over.origin, words);
  return base;
}

function mergeMaps(base: MapValue, over: MapValue, { table, problems }: Merge): MapValue {
  const fields = new Map<string, Field>(base.fields);
  for (const [name, field] of over.fields) {
    const old = fields.get(name);
    if (!old) fields.set(name, field);
    else {
      const value = mergeValues(old.value, field.value, { table: below(table, name), problems });
      fields.set(name, value === field.value ? field : { key: old.key, value });
    }
  }
  return { ...base, fields };
}

function append(base: Value, over: Value): Value {
  return listValue([...itemsOf(base), ...itemsOf(over)], base.origin);
}

const replace: Merger = (_, over) => over;

/** A map as a list of `key=value`, sorted; a text as a list of one. */
function sequence(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items;
  if (value.kind === 'scalar') return value.type === 'string' ? [value] : [];
  const pairs = [...value.fields].flatMap(([name, { key, value: item }]) => {
    if (isNull(item)) return [textValue(name, key)];
    const items = item.kind === 'list' ? item.items : [item];
    return items.map((one) => textValue(`${name}=${one.kind === 'scalar' ? one.text : ''}`, one.origin));
  });
  return pairs.sort((a, b) => (a.text < b.text ? -1 : Number(a.text > b.text)));
}

const toSequence: Merger = (base, over) => listValue([...sequence(base), ...sequence(over)], base.origin);

const extraHosts: Merger = (base, over) => {
  const hosts = sequence(base);
  const known = new Set(hosts.map(textOf));
  const others = sequence(over).filter((item) => !known.has(textOf(item)));
  return listValue([...hosts, ...others], base.origin);
};

const logging: Merger = (base, over, merge) => {
  if (base.kind !== 'map' || over.kind !== 'map') return isNull(over) ? base : over;
  const [driver, other] = [valueAt(base, 'driver'), valueAt(over, 'driver')];
  return !driver || !other || sameValue(driver, other) ? mergeMaps(base, over, merge) : over;
};

const build: Merger = (base, over, merge) => mergeMaps(asBuild(base), asBuild(over), merge);

function asBuild(value: Value): MapValue {
  if (value.kind === 'map') return value;
  const fields: Fields = textOf(value) === undefined ? new Map() : new Map([['context', fieldOf(value)]]);
  return mapValue(fields, value.origin);
}

/** A list of names as a map. */
function named(value: Value, make: (item: Value) => Value): MapValue {
  if (value.kind === 'map') return value;
  const fields = itemsOf(value).flatMap((item) => {
    const name = textOf(item);
    return name === undefined ? [] : [[name, { key: item.origin, value: make(item) }] as const];
  });
  return mapValue(new Map(fields), value.origin);
}

const names: Merger = (base, over, merge) => {
  const [one, other] = [base, over].map((value) => named(value, ({ origin }) => nullValue(origin)));
  return one && other ? mergeMaps(one, other, merge) : over;
};

/** What a name alone under `depends_on` stands for. */
export function dependency({ origin }: Value): MapValue {
  const fields: Fields = new Map([
    ['condition', fieldOf(textValue('service_started', origin))],
    ['required', fieldOf(flagValue('true', origin))],
  ]);
  return mapValue(fields, origin);
}

const dependsOn: Merger = (base, over, merge) => mergeMaps(named(base, dependency), named(over, dependency), merge);

/** Pools of addresses belong together where their subnets are the same. */
const ipamConfig: Merger = (base, over, merge) => {
  if (base.kind !== 'list' || over.kind !== 'list') {
    merge.problems.error('wrong-type', over.origin, message('`config` must be a list in all files.'));
    return base;
  }
  const pools: MapValue[] = [];
  const put = (pool: MapValue, isNew: boolean): void => {
    const index = pools.findIndex((other) => subnet(other) === subnet(pool));
    if (index === -1) pools.push(pool);
    else if (!isNew) pools[index] = pool;
  };
  for (const original of base.items) {
    let pool = named(original, ({ origin }) => nullValue(origin));
    for (const item of over.items) {
      const other = named(item, ({ origin }) => nullValue(origin));
      const isKnown = pools.some((one) => subnet(one) === subnet(other));
      if (subnet(other) !== subnet(pool) && !isKnown) put(other, true);
      else {
        pool = mergeMaps(pool, other, merge);
        put(pool, false);
      }
    }
  }
  return listValue(pools, base.origin);
};

function subnet(pool: MapValue): string | undefined {
  return textOf(valueAt(pool, 'subnet'));
}

const mergers = pathTable<Merger>({
  'networks.*.ipam.config': ipamConfig,
  'networks.*.labels': toSequence,
  'volumes.*.labels': toSequence,
  'services.*.annotations': toSequence,
  'services.*.build': build,
  'services.*.build.args': toSequence,
  'services.*.build.additional_contexts': toSequence,
  'services.*.build.extra_hosts': extraHosts,
  'services.*.build.labels': toSequence,
  'services.*.command': replace,
  'services.*.depends_on': dependsOn,
  'services.*.deploy.labels': toSequence,
  'services.*.dns': toSequence,
  'services.*.dns_opt': toSequence,
  'services.*.dns_search': toSequence,
  'services.*.entrypoint': replace,
  'services.*.env_file': toSequence,
  'services.*.label_file': toSequence,
  'services.*.environment': toSequence,
  'services.*.extra_hosts': extraHosts,
  'services.*.healthcheck.test': replace,
  'services.*.labels': toSequence,
  'services.*.logging': logging,
  'services.*.models': names,
  'services.*.networks': names,
  'services.*.sysctls': toSequence,
  'services.*.tmpfs': toSequence,
  'services.*.ulimits.*': replace,
});
