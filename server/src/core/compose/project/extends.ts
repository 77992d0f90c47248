import { message } from '../../text/message.ts';
import { withAbsolutePaths } from './defaults.ts';
import { interpolate } from './interpolate.ts';
import { lookupIn, readCompose, skipRemote, tidy } from './loading.ts';
import type { FileScope } from './loading.ts';
import { mergeConfigs, mergeServices } from './merge.ts';
import { folderOf, isRemote, joinPath, withHome } from './paths.ts';
import { withoutResets } from './resets.ts';
import type { Field, Fields, MapValue, Origin, Value } from './value.ts';
import { fieldsOf, mapValue, nowhere, textOf, valueAt } from './value.ts';

type Resets = readonly (readonly string[])[];

/** A configuration in which each service has what the one that it extends brings along (compose-go `loader/extends.go`). */
export function withExtends(config: MapValue, resets: Resets, scope: FileScope): MapValue {
  const services = config.fields.get('services');
  if (services?.value.kind !== 'map') return config;
  const group: Group = { path: scope.path, folder: scope.folder, services: new Map(services.value.fields), resets };
  const extension: Extension = { scope, steps: [], groups: new Map() };
  for (const [name, field] of group.services) {
    group.services.set(name, { ...field, value: extended(name, group, extension) ?? field.value });
  }
  const value = mapValue(group.services, services.value.origin);
  return { ...config, fields: new Map([...config.fields, ['services', { ...services, value }]]) };
}

/** Services that can extend each other by their names alone: those of one file. */
interface Group {
  readonly path: string;
  readonly folder: string;
  readonly services: Map<string, Field>;
  /** What this file takes back from what its services extend. */
  readonly resets: Resets;
}

interface Extension {
  readonly scope: FileScope;
  /** The services on the way here, as `file` and name. */
  readonly steps: readonly string[];
  /** The files with bases that were read already. */
  readonly groups: Map<string, Group | undefined>;
}

function extended(name: string, group: Group, extension: Extension): Value | undefined {
  const service = group.services.get(name)?.value;
  const extending = fieldsOf(service).get('extends')?.value;
  if (service?.kind !== 'map' || !extending) return service;
  const step = `${group.path}\n${name}`;
  if (extension.steps.includes(step)) return cycle(extension, step, extending);
  if (extension.steps.length >= maxSteps) return service;
  const found = baseOf(extending, group, extension);
  if (!found) return withoutExtends(service);
  const base = extended(found.name, found.group, { ...extension, steps: [...extension.steps, step] });
  if (base?.kind !== 'map') return base ? service : undefined;
  const kept = keptOf(base, name, group.resets);
  const merged = withoutExtends(mergeServices(kept, service, extension.scope.loading.problems));
  const field = group.services.get(name);
  if (field) group.services.set(name, { ...field, value: merged });
  return merged;
}

/** Longer chains are not followed to their end. */
const maxSteps = 200;

function cycle({ scope, steps }: Extension, step: string, extending: Value): undefined {
  const path = [...steps.slice(steps.indexOf(step)), step].map((one) => one.split('\n')[1] ?? '');
  const words = message('The services extend each other in a circle: {0}.', path.join(' → '));
  scope.loading.problems.error('dependency-cycle', nameOf(extending)?.origin ?? extending.origin, words);
  return undefined;
}

/** What an extended service brings along, but for what the extending one takes back. */
function keptOf(base: MapValue, name: string, resets: Resets): MapValue {
  const own = resets
    .filter(([section, service]) => section === 'services' && service === name)
    .map((path) => path.slice(2));
  return withoutResets(
    base,
    own.filter((path) => path.length > 0),
  );
}

function withoutExtends(service: MapValue): MapValue {
  const fields = new Map(service.fields);
  fields.delete('extends');
  return { ...service, fields };
}

function nameOf(extending: Value): Value | undefined {
  return extending.kind === 'map' ? valueAt(extending, 'service') : extending;
}

interface Base {
  readonly name: string;
  readonly group: Group;
}

function baseOf(extending: Value, group: Group, extension: Extension): Base | undefined {
  const named = nameOf(extending);
  const name = textOf(named);
  if (!named || name === undefined) return undefined;
  const file = valueAt(extending, 'file');
  const path = textOf(file);
  const from = file && path !== undefined ? otherGroup(path, file.origin, group, extension) : group;
  if (!from) return undefined;
  if (from.services.has(name)) return { name, group: from };
  const words =
    from === group
      ? message('There is no service {0} to extend.', name)
      : message('There is no service {0} to extend in {1}.', name, path ?? '');
  extension.scope.loading.problems.error('undefined-reference', named.origin, words);
  return undefined;
}

/** The services of another file. */
function otherGroup(path: string, origin: Origin, group: Group, extension: Extension): Group | undefined {
  const { loading } = extension.scope;
  if (isRemote(path)) {
    skipRemote(origin, loading);
    return undefined;
  }
  const full = joinPath(group.folder, withHome(path, loading.home));
  if (!extension.groups.has(full)) extension.groups.set(full, readGroup(full, origin, extension.scope));
  return extension.groups.get(full);
}

function readGroup(path: string, origin: Origin, scope: FileScope): Group | undefined {
  const { loading } = scope;
  const file = readCompose({ path, origin }, loading);
  if (!file) return undefined;
  const folder = folderOf(path);
  let config: MapValue = mapValue(new Map(), nowhere);
  let resets: Resets = [];
  for (const document of file.documents) {
    if (document.root?.kind !== 'map') continue;
    const filled = interpolate(document.root, lookupIn(scope), loading.problems);
    const merged = mergeConfigs(withoutResets(config, document.resets), filled, loading.problems);
    config = tidy(merged, loading.problems);
    ({ resets } = document);
  }
  const services: Fields = fieldsOf(valueAt(withAbsolutePaths(config, folder, loading.home), 'services'));
  return { path, folder, services: new Map(services), resets };
}
