import { message } from '../../text/message.ts';
import { isHostPath, parseMount } from '../mounts.ts';
import { dependency } from './merge.ts';
import { below, pathTable } from './pathTable.ts';
import type { PathTable } from './pathTable.ts';
import { cleanPath } from './paths.ts';
import { parsePorts } from './ports.ts';
import type { Problems } from './problems.ts';
import type { MapValue, Value } from './value.ts';
import {
  fieldOf,
  fieldsOf,
  flagValue,
  isNull,
  listValue,
  mapFields,
  mapItems,
  mapValue,
  nullValue,
  textOf,
  textValue,
  withFields,
} from './value.ts';

/** Brings short forms into their long ones (compose-go `transform/`). */
export function canonical(root: MapValue, problems: Problems): MapValue {
  const result = transform(root, transforms, problems);
  return result.kind === 'map' ? result : root;
}

type Transform = (value: Value, problems: Problems) => Value;

/** Services that were looked at before. What is wrong in one is not said here, so that nothing is lost. */
const services = new WeakMap<Value, Value>();

function transform(value: Value, table: PathTable<Transform> | undefined, problems: Problems): Value {
  if (!table) return value;
  if (table !== ofService) return transformInside(value, table, problems);
  const result = services.get(value) ?? transformInside(value, table, problems);
  services.set(value, result).set(result, result);
  return result;
}

function transformInside(value: Value, table: PathTable<Transform>, problems: Problems): Value {
  const known = table.known ? table.known(value, problems) : value;
  if (known.kind === 'map') return mapFields(known, (item, name) => transform(item, below(table, name), problems));
  return known.kind === 'list' ? mapItems(known, (item) => transform(item, below(table, '[]'), problems)) : known;
}

/** A text as the one field of a map. */
function asField(name: string): Transform {
  return (value) => (textOf(value) === undefined ? value : mapValue(new Map([[name, fieldOf(value)]]), value.origin));
}

const asList: Transform = (value) => (textOf(value) === undefined ? value : listValue([value], value.origin));

const asText: Transform = (value) =>
  value.kind === 'scalar' && value.type !== 'string' ? textValue(value.text, value.origin) : value;

/** A list of names as a map without values. */
const namesToMap: Transform = (value) => {
  if (value.kind !== 'list') return value;
  const fields = value.items.flatMap((item) => {
    const name = textOf(item);
    return name === undefined ? [] : [[name, { key: item.origin, value: nullValue(item.origin) }] as const];
  });
  return mapValue(new Map(fields), value.origin);
};

/** A list of `key=value` as a map. */
const pairsToMap: Transform = (value) => {
  if (value.kind !== 'list') return value;
  const fields = value.items.flatMap((item) => {
    const [name = '', ...rest] = textOf(item)?.split('=') ?? [];
    return rest.length === 0
      ? []
      : [[name, { key: item.origin, value: textValue(rest.join('='), item.origin) }] as const];
  });
  return mapValue(new Map(fields), value.origin);
};

/** Access by SSH: the one without a path is the default. */
const sshKeys: Transform = (value) => {
  if (value.kind !== 'list') return value;
  const fields = value.items.flatMap((item) => {
    const [name = '', ...rest] = textOf(item)?.split('=') ?? [];
    const path = rest.length === 0 ? nullValue(item.origin) : textValue(rest.join('='), item.origin);
    return name === '' ? [] : [[name, { key: item.origin, value: path }] as const];
  });
  return mapValue(new Map(fields), value.origin);
};

const dependsOn: Transform = (value) => {
  if (value.kind === 'map') {
    return mapFields(value, (item) => (item.kind === 'map' ? withDefaults(item, fieldsOf(dependency(item))) : item));
  }
  if (value.kind !== 'list') return value;
  const fields = value.items.flatMap((item) => {
    const name = textOf(item);
    return name === undefined ? [] : [[name, { key: item.origin, value: dependency(item) }] as const];
  });
  return mapValue(new Map(fields), value.origin);
};

function withDefaults(map: MapValue, defaults: MapValue['fields']): MapValue {
  const missing = [...defaults].filter(([name]) => !map.fields.has(name));
  return missing.length === 0 ? map : { ...map, fields: new Map([...map.fields, ...missing]) };
}

const envFiles: Transform = (value) => {
  const list = value.kind === 'list' ? value : listValue([value], value.origin);
  return mapItems(list, (item) => {
    const required = fieldOf(flagValue('true', item.origin));
    if (item.kind === 'map') return withDefaults(item, new Map([['required', required]]));
    return mapValue(
      new Map([
        ['path', fieldOf(item)],
        ['required', required],
      ]),
      item.origin,
    );
  });
};

const gpus: Transform = (value) =>
  textOf(value) === undefined
    ? value
    : listValue([mapValue(new Map([['count', fieldOf(textValue('all', value.origin))]]), value.origin)], value.origin);

const ports: Transform = (value) => {
  if (value.kind !== 'list') return value;
  const items = value.items.flatMap((item): readonly Value[] => {
    const parsed = item.kind === 'scalar' ? parsePorts(item.text) : undefined;
    if (!parsed) return [item];
    const { origin } = item;
    return parsed.map(({ hostIp, published, target, protocol }) => {
      const fields = new Map([
        ['mode', fieldOf(textValue('ingress', origin))],
        ['target', fieldOf({ kind: 'scalar', type: 'integer', text: String(target), origin })],
        ['protocol', fieldOf(textValue(protocol, origin))],
      ]);
      if (hostIp !== '') fields.set('host_ip', fieldOf(textValue(hostIp, origin)));
      if (published !== '') fields.set('published', fieldOf(textValue(published, origin)));
      return mapValue(fields, origin);
    });
  });
  return { ...value, items };
};

const mount: Transform = (value) => {
  const text = textOf(value);
  const parsed = text === undefined ? undefined : parseMount(text);
  if (text === undefined || !parsed) return value;
  const { origin } = value;
  const isBind = parsed.source !== '' && isHostPath(parsed.source);
  const fields = new Map([
    ['type', fieldOf(textValue(isBind ? 'bind' : 'volume', origin))],
    ['target', fieldOf(textValue(cleanPath(parsed.target), origin))],
  ]);
  if (parsed.source !== '') fields.set('source', fieldOf(textValue(parsed.source, origin)));
  if (parsed.options.includes('ro') && parsed.options.lastIndexOf('ro') > parsed.options.lastIndexOf('rw'))
    fields.set('read_only', fieldOf(flagValue('true', origin)));
  const bind = bindOptions(parsed.options, isBind, value);
  if (bind.fields.size > 0) fields.set('bind', fieldOf(bind));
  const volume = volumeOptions(parsed.options, value);
  // Compose is done early with a text as short as `/a`.
  const hasVolume = (!isBind && text.length > 2) || volume.fields.size > 0;
  if (hasVolume) fields.set('volume', fieldOf(volume));
  return mapValue(fields, origin);
};

function bindOptions(options: readonly string[], isBind: boolean, { origin }: Value): MapValue {
  const fields = new Map<string, ReturnType<typeof fieldOf>>();
  for (const option of options) {
    if (/^r?(?:private|shared|slave)$/.test(option)) fields.set('propagation', fieldOf(textValue(option, origin)));
    if (/^z$/i.test(option)) fields.set('selinux', fieldOf(textValue(option, origin)));
  }
  if (isBind) fields.set('create_host_path', fieldOf(flagValue('true', origin)));
  return mapValue(fields, origin);
}

function volumeOptions(options: readonly string[], { origin }: Value): MapValue {
  return mapValue(
    options.includes('nocopy') ? new Map([['nocopy', fieldOf(flagValue('true', origin))]]) : new Map(),
    origin,
  );
}

const device: Transform = (value) => {
  const text = textOf(value);
  if (text === undefined) return value;
  const [source = '', target = '', permissions = 'rwm'] = text.split(':');
  const fields = Object.entries({ source, target: target === '' ? source : target, permissions });
  return mapValue(new Map(fields.map(([name, part]) => [name, fieldOf(textValue(part, value.origin))])), value.origin);
};

/** The old form `external: {name: …}`. */
const external: Transform = (value, problems) => {
  const field = fieldsOf(value).get('external');
  if (value.kind !== 'map' || field?.value.kind !== 'map') return value;
  const inner = fieldsOf(field.value).get('name');
  const changed = withFields(value, [['external', flagValue('true', field.value.origin)]]);
  if (!inner) return changed;
  const name = value.fields.get('name');
  if (!name) return { ...changed, fields: new Map([...changed.fields, ['name', inner]]) };
  if (textOf(name.value) !== textOf(inner.value)) {
    const words = message('`name` and `external.name` differ. Keep `name`, and write `external: true`.');
    problems.error('conflicting-keys', inner.value.origin, words);
  }
  return changed;
};

/** A list of DNS servers without its empty items. */
const dns: Transform = (value, problems) => {
  const list = asList(value, problems);
  return list.kind === 'list'
    ? { ...list, items: list.items.filter((item) => !isNull(item) && textOf(item) !== '') }
    : list;
};

const transforms = pathTable<Transform>({
  'services.*.build': asField('context'),
  'services.*.build.secrets.[]': asField('source'),
  'services.*.build.provenance': asText,
  'services.*.build.sbom': asText,
  'services.*.build.additional_contexts': pairsToMap,
  'services.*.build.ssh': sshKeys,
  'services.*.depends_on': dependsOn,
  'services.*.env_file': envFiles,
  'services.*.label_file': asList,
  'services.*.extends': asField('service'),
  'services.*.gpus': gpus,
  'services.*.networks': namesToMap,
  'services.*.models': namesToMap,
  'services.*.volumes.[]': mount,
  'services.*.dns': dns,
  'services.*.devices.[]': device,
  'services.*.secrets.[]': asField('source'),
  'services.*.configs.[]': asField('source'),
  'services.*.ports': ports,
  'services.*.develop.watch.[].ignore': asList,
  'services.*.develop.watch.[].include': asList,
  'volumes.*': external,
  'networks.*': external,
  'secrets.*': external,
  'configs.*': external,
});

const ofService = below(below(transforms, 'services'), '*');
