import { parseMount } from '../mounts.ts';
import { below, pathTable } from './pathTable.ts';
import type { PathTable } from './pathTable.ts';
import type { MapValue, ScalarValue, Value } from './value.ts';
import { mapFields, textOf, valueAt } from './value.ts';

/** Of things that are declared twice in a list the last counts, at the place of the first (`override/uncity.go`). */
export function withoutRepeats(root: MapValue): MapValue {
  const result = unique(root, keys);
  return result.kind === 'map' ? result : root;
}

/** Services that were looked at before: those of files that nobody changes stay the same objects. */
const services = new WeakMap<Value, Value>();

function unique(value: Value, table: PathTable<KeyOf> | undefined): Value {
  if (!table) return value;
  if (table !== ofService) return uniqueInside(value, table);
  const result = services.get(value) ?? uniqueInside(value, table);
  services.set(value, result).set(result, result);
  return result;
}

function uniqueInside(value: Value, table: PathTable<KeyOf>): Value {
  if (value.kind === 'map') return mapFields(value, (item, name) => unique(item, below(table, name)));
  if (value.kind !== 'list' || !table.known) return value;
  const byKey = new Map<string, Value>();
  for (const [index, item] of value.items.entries()) byKey.set(table.known(item) ?? `\0${index}`, item);
  return byKey.size === value.items.length ? value : { ...value, items: [...byKey.values()] };
}

/** What makes an item of a list the same as another; undefined where nothing does. */
type KeyOf = (item: Value) => string | undefined;

const nameBeforeEquals: KeyOf = (item) => textOf(item)?.split('=')[0];

const mountTarget: KeyOf = (item) => {
  if (item.kind === 'map') return textOf(valueAt(item, 'target'));
  const text = textOf(item);
  return text === undefined ? undefined : parseMount(text)?.target;
};

const deviceTarget: KeyOf = (item) => {
  if (item.kind === 'map') return textOf(valueAt(item, 'target'));
  const parts = textOf(item)?.split(':');
  return parts?.[1] ?? parts?.[0];
};

const scalarText: KeyOf = (item) => (item.kind === 'scalar' ? item.text : undefined);

const envFilePath: KeyOf = (item) => textOf(item.kind === 'map' ? valueAt(item, 'path') : item);

function fileTarget(folder: string): KeyOf {
  return (item) => {
    if (item.kind !== 'map') return `${folder}/${textOf(item) ?? ''}`;
    return textOf(valueAt(item, 'target')) ?? `${folder}/${textOf(valueAt(item, 'source')) ?? ''}`;
  };
}

const portKey: KeyOf = (item) => {
  if (item.kind === 'scalar') return item.text;
  const part = (name: string, otherwise: string): string => {
    const found = scalarAt(item, name);
    // Compose takes a port that is written as a number for another than the same in quotes.
    return found ? `${found.type === 'integer' && name === 'published' ? '#' : ''}${found.text}` : otherwise;
  };
  return `${part('host_ip', '0.0.0.0')}:${part('published', '%')}:${part('target', '')}/${part('protocol', 'tcp')}`;
};

function scalarAt(value: Value, name: string): ScalarValue | undefined {
  const found = valueAt(value, name);
  return found?.kind === 'scalar' ? found : undefined;
}

const keys = pathTable<KeyOf>({
  'networks.*.labels': nameBeforeEquals,
  'networks.*.ipam.options': nameBeforeEquals,
  'services.*.annotations': nameBeforeEquals,
  'services.*.build.args': nameBeforeEquals,
  'services.*.build.additional_contexts': nameBeforeEquals,
  'services.*.build.tags': nameBeforeEquals,
  'services.*.build.labels': nameBeforeEquals,
  'services.*.cap_add': nameBeforeEquals,
  'services.*.cap_drop': nameBeforeEquals,
  'services.*.configs': fileTarget(''),
  'services.*.deploy.labels': nameBeforeEquals,
  'services.*.devices': deviceTarget,
  'services.*.dns': nameBeforeEquals,
  'services.*.dns_opt': nameBeforeEquals,
  'services.*.dns_search': nameBeforeEquals,
  'services.*.environment': nameBeforeEquals,
  'services.*.env_file': envFilePath,
  'services.*.expose': scalarText,
  'services.*.labels': nameBeforeEquals,
  'services.*.links': nameBeforeEquals,
  'services.*.networks.*.aliases': nameBeforeEquals,
  'services.*.networks.*.link_local_ips': nameBeforeEquals,
  'services.*.ports': portKey,
  'services.*.profiles': nameBeforeEquals,
  'services.*.secrets': fileTarget('/run/secrets'),
  'services.*.sysctls': nameBeforeEquals,
  'services.*.tmpfs': nameBeforeEquals,
  'services.*.volumes': mountTarget,
});

const ofService = below(below(keys, 'services'), '*');
