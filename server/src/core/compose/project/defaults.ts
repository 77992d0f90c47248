import { below, pathTable } from './pathTable.ts';
import type { PathTable } from './pathTable.ts';
import { isAbsolute, isRemotePath, joinPath, withHome } from './paths.ts';
import type { MapValue, Value } from './value.ts';
import { fieldOf, listValue, mapFields, mapItems, textOf, textValue, valueAt, withFields } from './value.ts';

type Change = (value: Value) => Value;

function changeAll(root: MapValue, table: PathTable<Change>): MapValue {
  const result = change(root, table);
  return result.kind === 'map' ? result : root;
}

function change(value: Value, table: PathTable<Change> | undefined): Value {
  if (!table) return value;
  if (table.known) return table.known(value);
  if (value.kind === 'map') return mapFields(value, (item, name) => change(item, below(table, name)));
  return value.kind === 'list' ? mapItems(value, (item) => change(item, below(table, '[]'))) : value;
}

/** Adds what Compose takes for granted (compose-go `transform/defaults.go`). */
export function withDefaults(root: MapValue): MapValue {
  return changeAll(root, defaults);
}

/** Adds fields that are not there. */
function orElse(make: (value: MapValue) => Readonly<Record<string, string>>): Change {
  return (value) => {
    if (value.kind !== 'map') return value;
    const missing = Object.entries(make(value)).filter(([name]) => !value.fields.has(name));
    if (missing.length === 0) return value;
    const added = missing.map(([name, text]) => [name, fieldOf(textValue(text, value.origin))] as const);
    return { ...value, fields: new Map([...value.fields, ...added]) };
  };
}

const device = orElse(({ fields }): Record<string, string> =>
  fields.has('count') || fields.has('device_ids') ? {} : { count: 'all' },
);

const defaults = pathTable<Change>({
  'services.*.build': orElse(() => ({ context: '.' })),
  'services.*.secrets.[]': orElse((value) => ({ target: `/run/secrets/${textOf(valueAt(value, 'source')) ?? ''}` })),
  'services.*.ports.[]': orElse(() => ({ protocol: 'tcp', mode: 'ingress' })),
  'services.*.deploy.resources.reservations.devices.[]': device,
  'services.*.gpus.[]': device,
});

/** Makes the paths of a configuration absolute: they start at `folder` (compose-go `paths/resolve.go`). */
export function withAbsolutePaths(root: MapValue, folder: string, home: string | undefined): MapValue {
  const absolute = (path: string): string => {
    const expanded = withHome(path, home);
    return path === '' || isAbsolute(expanded) ? expanded : joinPath(folder, expanded);
  };
  const text = (resolve: (path: string) => string): Change => {
    const toPath: Change = (value) => {
      if (value.kind === 'list') return mapItems(value, toPath);
      const path = textOf(value);
      return path === undefined ? value : textValue(resolve(path), value.origin);
    };
    return toPath;
  };
  const context = text((path) => (path === '' || isRemotePath(path) ? path : absolute(path)));
  const bind: Change = (value) =>
    textOf(valueAt(value, 'type')) === 'bind' ? changed(value, 'source', absolute) : value;
  const volume: Change = (value) => {
    const options = valueAt(value, 'driver_opts');
    if (value.kind !== 'map' || !options || textOf(valueAt(value, 'driver')) !== 'local') return value;
    if (textOf(valueAt(options, 'o')) !== 'bind') return value;
    return withFields(value, [['driver_opts', changed(options, 'device', absolute)]]);
  };
  return changeAll(
    root,
    pathTable<Change>({
      'services.*.build.context': context,
      'services.*.build.additional_contexts.*': context,
      'services.*.build.ssh.*': text(absolute),
      'services.*.env_file.[].path': text(absolute),
      'services.*.label_file.[]': text(absolute),
      'services.*.extends.file': text((path) => (isRemotePath(path) ? path : absolute(path))),
      'services.*.develop.watch.[].path': text(absolute),
      'services.*.volumes.[]': bind,
      'configs.*.file': text(absolute),
      'secrets.*.file': text(absolute),
      'volumes.*': volume,
    }),
  );
}

function changed(value: Value, name: string, resolve: (path: string) => string): Value {
  const path = textOf(valueAt(value, name));
  if (value.kind !== 'map' || path === undefined) return value;
  return withFields(value, [[name, textValue(resolve(path), valueAt(value, name)?.origin ?? value.origin)]]);
}

/** Gives variables that are only named their values, where they have one outside (compose-go `loader/environment.go`). */
export function withEnvironment(root: MapValue, lookup: (name: string) => string | undefined): MapValue {
  const resolve: Change = (value) => {
    if (value.kind !== 'list') return value;
    const items = value.items.map((item) => {
      const name = textOf(item);
      const found = name === undefined ? undefined : lookup(name);
      return found === undefined ? item : textValue(`${name}=${found}`, item.origin);
    });
    return listValue(items, value.origin);
  };
  return changeAll(root, pathTable<Change>({ 'services.*.environment': resolve }));
}
