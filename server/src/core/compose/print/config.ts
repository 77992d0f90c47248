import type { Effective } from '../project/evaluate.ts';
import type { Field, Value } from '../project/value.ts';
import { fieldsOf, itemsOf, mapValue, nowhere, textOf, valueAt } from '../project/value.ts';
import type { OutEntry } from './out.ts';
import { byKey, outText } from './out.ts';
import { extensionsOf, map, thing } from './printers.ts';
import type { FieldPrinters } from './printers.ts';
import * as tables from './tables.ts';
import { printYaml } from './yaml.ts';
import type { Printed } from './yaml.ts';

/** The text that `docker compose config` prints for a project. */
export function printConfig(effective: Effective): Printed {
  return printYaml(configEntries(effective));
}

/** Which things of a section the running services use. Others are not printed. */
type Used = Readonly<Record<Section, ReadonlySet<string>>>;

type Section = 'networks' | 'volumes' | 'secrets' | 'configs' | 'models';

const sections: Readonly<Record<Section, FieldPrinters>> = {
  networks: tables.network,
  volumes: tables.volume,
  secrets: tables.fileObject,
  configs: tables.fileObject,
  models: tables.model,
};

function configEntries({ name, config, active }: Effective): readonly OutEntry[] {
  const services = [...fieldsOf(valueAt(config, 'services'))].filter(([key]) => active.has(key));
  const used = usedBy(services.map(([, { value }]) => value));
  const named = config.fields.get('name');
  const section = config.fields.get('services');
  return [
    { key: 'name', keyOrigin: named?.key ?? nowhere, value: outText(name, named?.value.origin ?? nowhere) },
    {
      key: 'services',
      keyOrigin: section?.key ?? nowhere,
      value: map(things(services, tables.service), { origin: section?.value.origin ?? nowhere }),
    },
    ...(['networks', 'volumes', 'secrets', 'configs', 'models'] as const).flatMap((key): readonly OutEntry[] => {
      const field = config.fields.get(key);
      const fields = [...fieldsOf(field?.value)].filter(([thing]) => used[key].has(thing));
      if (!field || fields.length === 0) return [];
      return [{ key, keyOrigin: field.key, value: map(things(fields, sections[key]), field.value) }];
    }),
    ...extensionsOf(config),
  ];
}

function things(fields: readonly (readonly [string, Field])[], printers: FieldPrinters): readonly OutEntry[] {
  const print = thing(printers);
  return fields
    .map(([key, field]) => ({
      key,
      keyOrigin: field.key,
      value: print(field.value) ?? map([], mapValue(new Map(), field.value.origin)),
    }))
    .sort(byKey);
}

function usedBy(services: readonly Value[]): Used {
  const sources = (...path: readonly string[]): Set<string> =>
    new Set(
      services.flatMap((service) =>
        itemsOf(valueAt(service, ...path)).flatMap((item) => textOf(valueAt(item, 'source')) ?? []),
      ),
    );
  const keys = (key: string): Set<string> =>
    new Set(services.flatMap((service) => [...fieldsOf(valueAt(service, key)).keys()]));
  const volumes = services.flatMap((service) =>
    itemsOf(valueAt(service, 'volumes')).flatMap((item) =>
      textOf(valueAt(item, 'type')) === 'volume' ? (textOf(valueAt(item, 'source')) ?? []) : [],
    ),
  );
  return {
    networks: keys('networks'),
    volumes: new Set(volumes),
    secrets: new Set([...sources('secrets'), ...sources('build', 'secrets')]),
    configs: sources('configs'),
    models: keys('models'),
  };
}
