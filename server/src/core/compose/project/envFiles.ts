import { parseEnv } from '../../dotenv/parse.ts';
import { substitute } from '../../dotenv/template.ts';
import { message } from '../../text/message.ts';
import type { Environment } from './environment.ts';
import type { ProjectFiles } from './files.ts';
import type { Problems } from './problems.ts';
import type { Field, Fields, MapValue, Origin, Value } from './value.ts';
import {
  fieldOf,
  fieldsOf,
  isNull,
  itemsOf,
  mapFields,
  mapValue,
  nullValue,
  textOf,
  textValue,
  valueAt,
  withFields,
} from './value.ts';

interface Resolving {
  readonly files: ProjectFiles;
  readonly environment: Environment;
  readonly problems: Problems;
}

/** Puts what `env_file` and `label_file` hold into `environment` and `labels` (compose-go `types/project.go`). */
export function withEnvFiles(config: MapValue, active: ReadonlySet<string>, resolving: Resolving): MapValue {
  const services = valueAt(config, 'services');
  if (services?.kind !== 'map') return config;
  const resolved = mapFields(services, (service, name) =>
    service.kind === 'map' && active.has(name) ? withLabels(withVariables(service, resolving), resolving) : service,
  );
  return withFields(config, [['services', resolved]]);
}

/** The files that services take variables from, by absolute paths. */
export function envFilesOf(config: MapValue): ReadonlySet<string> {
  const services = [...fieldsOf(valueAt(config, 'services')).values()];
  return new Set(
    services.flatMap(({ value }) =>
      itemsOf(valueAt(value, 'env_file')).flatMap((item) => textOf(valueAt(item, 'path')) ?? []),
    ),
  );
}

function withVariables(service: MapValue, { files, environment, problems }: Resolving): MapValue {
  const own = pairsOf(valueAt(service, 'environment'));
  const declared = itemsOf(valueAt(service, 'env_file'));
  if (declared.length === 0) return service;
  const outside = (name: string): string | undefined => environment.get(name)?.value ?? textOf(own.get(name)?.value);
  const all = new Map<string, Field>([...own].filter(([, { value }]) => !isNull(value)));
  for (const item of declared) {
    const path = valueAt(item, 'path');
    if (!path) continue;
    const isRequired = valueAt(item, 'required');
    const named: NamedFile = {
      path: textOf(path) ?? '',
      origin: path.origin,
      format: valueAt(item, 'format'),
      isRequired: isRequired?.kind !== 'scalar' || isRequired.text !== 'false',
    };
    readInto(all, named, { files, problems, outside });
  }
  for (const [name, field] of own) all.set(name, field);
  return replaced(service, 'environment', all, 'env_file');
}

function withLabels(service: MapValue, { files, problems }: Resolving): MapValue {
  const declared = itemsOf(valueAt(service, 'label_file'));
  if (declared.length === 0) return service;
  const all = new Map<string, Field>();
  for (const item of declared) {
    const named: NamedFile = { path: textOf(item) ?? '', origin: item.origin, format: undefined, isRequired: true };
    readInto(all, named, { files, problems, outside: (name) => textOf(all.get(name)?.value) });
  }
  for (const [name, field] of pairsOf(valueAt(service, 'labels'))) all.set(name, field);
  return replaced(service, 'labels', all, 'label_file');
}

function replaced(service: MapValue, key: string, all: Fields, file: string): MapValue {
  const fields = new Map(service.fields);
  const old = fields.get(key);
  const origin = old?.value.origin ?? fields.get(file)?.value.origin ?? service.origin;
  fields.set(key, { key: old?.key ?? fields.get(file)?.key ?? origin, value: mapValue(all, origin) });
  fields.delete(file);
  return { ...service, fields };
}

interface NamedFile {
  readonly path: string;
  readonly origin: Origin;
  /** Undefined where variables are filled in; else `raw`, or what Compose refuses. */
  readonly format: Value | undefined;
  readonly isRequired: boolean;
}

interface Reading {
  readonly files: ProjectFiles;
  readonly problems: Problems;
  readonly outside: (name: string) => string | undefined;
}

function readInto(all: Map<string, Field>, { path, origin, format, isRequired }: NamedFile, reading: Reading): void {
  const { files, problems, outside } = reading;
  const entry = files.at(path);
  if (entry.kind !== 'file') {
    if (isRequired) problems.error('missing-file', origin, message('The file {0} is not there.', path));
    return;
  }
  const add = (name: string, value: string, span: Origin['span']): void => {
    all.set(name, { key: { file: path, span }, value: textValue(value, { file: path, span }) });
  };
  const form = textOf(format) ?? '';
  if (form === 'raw') return readRaw(entry.text, add, outside);
  if (format && form !== '') {
    const words = message('There is no format {0}: write `raw`, or leave `format` out.', form);
    problems.error('invalid-value', format.origin, words);
  }
  const file = files.variables(path) ?? parseEnv('');
  if (file.problems.length > 0) {
    const words = message('Docker Compose cannot read the file {0}: open it to see where.', path);
    problems.error('invalid-value', origin, words);
  }
  for (const { name, nameSpan, raw, isTemplate } of file.entries) {
    const value = raw === undefined ? outside(name) : raw;
    if (value === undefined) continue;
    const lookup = (variable: string): string | undefined => outside(variable) ?? textOf(all.get(variable)?.value);
    add(name, raw !== undefined && isTemplate ? substitute(value, lookup, () => undefined) : value, nameSpan);
  }
}

/** With `format: raw` each line is taken as it is. */
function readRaw(
  text: string,
  add: (name: string, value: string, span: Origin['span']) => void,
  outside: Reading['outside'],
): void {
  for (const match of text.matchAll(/^[ \t]*([^#\s=][^=\r\n]*)(?:=([^\r\n]*))?/gm)) {
    const [all, name = '', value] = match;
    const start = match.index + all.indexOf(name);
    const found = value ?? outside(name.trim());
    if (found !== undefined) add(name.trim(), found, { start, end: start + name.length });
  }
}

/** Variables or labels by their names, from a map or a list of `key=value`. */
function pairsOf(value: Value | undefined): Fields {
  const pairs = new Map<string, Field>(fieldsOf(value));
  for (const item of itemsOf(value)) {
    const text = textOf(item) ?? '';
    const equals = text.indexOf('=');
    const name = equals === -1 ? text : text.slice(0, equals);
    pairs.set(name, fieldOf(equals === -1 ? nullValue(item.origin) : textValue(text.slice(equals + 1), item.origin)));
  }
  return pairs;
}
