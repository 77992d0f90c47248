import { cleanPath } from './paths.ts';
import type { Field, Fields, MapValue, Value } from './value.ts';
import {
  fieldOf,
  fieldsOf,
  flagValue,
  isNull,
  itemsOf,
  listValue,
  mapFields,
  mapItems,
  mapValue,
  nowhere,
  nullValue,
  textOf,
  textValue,
  valueAt,
  withFields,
} from './value.ts';

type Lookup = (name: string) => string | undefined;

/** Says explicitly what a project leaves unsaid: networks, names, dependencies (compose-go `loader/normalize.go`). */
export function normalize(root: MapValue, name: string, lookup: Lookup): MapValue {
  const services = valueAt(root, 'services');
  const known = services?.kind === 'map' ? mapFields(services, (service) => normalService(service, lookup)) : undefined;
  const networks = withDefaultNetwork(valueAt(root, 'networks'), known);
  const changes: (readonly [string, Value])[] = known ? [['services', known]] : [];
  if (networks) changes.push(['networks', networks]);
  const joined = withFields(root, changes);
  return withFields(joined, [
    ...['networks', 'volumes', 'configs', 'secrets'].flatMap((section) => named(joined, section, name)),
    ['name', textValue(name, valueAt(root, 'name')?.origin ?? nowhere)],
  ]);
}

function normalService(service: Value, lookup: Lookup): Value {
  if (service.kind !== 'map') return service;
  const fields = new Map(service.fields);
  const joined = joinsDefault(service);
  if (joined) fields.set('networks', fieldOf(joined));
  setBuild(fields, lookup);
  change(fields, 'pull_policy', (value) =>
    textOf(value) === 'if_not_present' ? textValue('missing', value.origin) : value,
  );
  change(fields, 'environment', (value) => withValues(value, lookup, 'keep'));
  change(fields, 'volumes', (value) => (value.kind === 'list' ? mapItems(value, cleanTarget) : value));
  const dependencies = dependenciesOf(service);
  if (dependencies.fields.size > 0)
    fields.set('depends_on', { key: service.fields.get('depends_on')?.key ?? service.origin, value: dependencies });
  return { ...service, fields };
}

function change(fields: Map<string, Field>, name: string, make: (value: Value) => Value): void {
  const field = fields.get(name);
  if (field) fields.set(name, { ...field, value: make(field.value) });
}

/** Networks of a service that names none: the default one. */
function joinsDefault({ fields, origin }: MapValue): Value | undefined {
  if (fields.has('provider') || fields.has('network_mode')) return undefined;
  const networks = fields.get('networks')?.value;
  if (networks && fieldsOf(networks).size > 0) return undefined;
  return mapValue(new Map([['default', fieldOf(nullValue(origin))]]), networks?.origin ?? origin);
}

function setBuild(fields: Map<string, Field>, lookup: Lookup): void {
  change(fields, 'build', (build) => {
    if (build.kind !== 'map') return build;
    const inner = new Map(build.fields);
    if (isNull(inner.get('context')?.value)) inner.set('context', fieldOf(textValue('.', build.origin)));
    if (isNull(inner.get('dockerfile')?.value) && isNull(inner.get('dockerfile_inline')?.value))
      inner.set('dockerfile', fieldOf(textValue('Dockerfile', build.origin)));
    change(inner, 'args', (args) => withValues(args, lookup, 'drop'));
    return { ...build, fields: inner };
  });
}

/** Variables and arguments that are only named get the value they have outside; without one they stay, or go. */
function withValues(value: Value, lookup: Lookup, otherwise: 'keep' | 'drop'): Value {
  if (value.kind === 'map') {
    return mapFields(value, (item, name) => {
      if (!isNull(item)) return item;
      const found = lookup(name);
      if (found !== undefined) return textValue(found, item.origin);
      return otherwise === 'keep' ? item : undefined;
    });
  }
  if (value.kind !== 'list') return value;
  const items = value.items.flatMap((item) => {
    const text = textOf(item);
    if (text === undefined || text.includes('=')) return [item];
    const found = lookup(text);
    if (found !== undefined) return [textValue(`${text}=${found}`, item.origin)];
    return otherwise === 'keep' ? [item] : [];
  });
  return listValue(items, value.origin);
}

function cleanTarget(mount: Value): Value {
  const target = valueAt(mount, 'target');
  const path = textOf(target);
  if (mount.kind !== 'map' || !target || path === undefined) return mount;
  return withFields(mount, [['target', textValue(cleanPath(path), target.origin)]]);
}

/** What a service waits for: what it says, and what it shares something with. */
function dependenciesOf(service: MapValue): MapValue {
  const declared = service.fields.get('depends_on')?.value;
  const fields = new Map(fieldsOf(declared));
  for (const { name, origin, restart } of [...linked(service), ...shared(service), ...mounted(service)]) {
    if (!fields.has(name)) fields.set(name, fieldOf(implied(restart, origin)));
  }
  return mapValue(fields, declared?.origin ?? service.origin);
}

interface Implied {
  readonly name: string;
  readonly origin: Value['origin'];
  readonly restart: 'true' | 'false';
}

function linked(service: MapValue): readonly Implied[] {
  return itemsOf(valueAt(service, 'links')).flatMap((item) => {
    const text = textOf(item) ?? '';
    const parts = text.split(':');
    return [{ name: parts.length === 2 ? (parts[0] ?? '') : text, origin: item.origin, restart: 'true' }];
  });
}

function shared(service: MapValue): readonly Implied[] {
  return ['network_mode', 'ipc', 'pid', 'uts', 'cgroup'].flatMap((key): readonly Implied[] => {
    const value = valueAt(service, key);
    const name = /^service:(.*)$/s.exec(textOf(value) ?? '')?.[1];
    return value && name !== undefined ? [{ name, origin: value.origin, restart: 'true' }] : [];
  });
}

function mounted(service: MapValue): readonly Implied[] {
  return itemsOf(valueAt(service, 'volumes_from')).flatMap((item): readonly Implied[] => {
    const text = textOf(item) ?? '';
    if (text.startsWith('container:')) return [];
    return [{ name: text.split(':')[0] ?? '', origin: item.origin, restart: 'false' }];
  });
}

function implied(restart: 'true' | 'false', origin: Value['origin']): MapValue {
  const fields: Fields = new Map([
    ['condition', fieldOf(textValue('service_started', origin))],
    ['restart', fieldOf(flagValue(restart, origin))],
    ['required', fieldOf(flagValue('true', origin))],
  ]);
  return mapValue(fields, origin);
}

/** The network `default` is there where a service joins it. */
function withDefaultNetwork(networks: Value | undefined, services: MapValue | undefined): Value | undefined {
  const isUsed = [...fieldsOf(services)].some(
    ([, { value }]) =>
      fieldsOf(valueAt(value, 'networks')).has('default') &&
      !fieldsOf(value).has('network_mode') &&
      !fieldsOf(value).has('provider'),
  );
  if (!isUsed || fieldsOf(networks).has('default')) return networks;
  return mapValue(
    new Map([...fieldsOf(networks), ['default', fieldOf(nullValue(nowhere))]]),
    networks?.origin ?? nowhere,
  );
}

/** Gives the things of a section their names: by default that of the project stands before that of the thing. */
function named(root: MapValue, section: string, project: string): readonly (readonly [string, Value])[] {
  const declared = valueAt(root, section);
  if (declared?.kind !== 'map') return [];
  const withNames = mapFields(declared, (thing, key) => {
    const map = thing.kind === 'map' ? thing : mapValue(new Map(), thing.origin);
    if (!isNull(map.fields.get('name')?.value)) return map;
    const outside = map.fields.get('external')?.value;
    const isExternal = outside?.kind === 'scalar' && outside.text === 'true';
    const name = textValue(isExternal ? key : `${project}_${key}`, thing.origin);
    return { ...map, fields: new Map([...map.fields, ['name', fieldOf(name)]]) };
  });
  return [[section, withNames]];
}
