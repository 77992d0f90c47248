import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import { undefinedWords } from '../check/references.ts';
import type { NameKind } from '../spec/shape.ts';
import type { Problems } from './problems.ts';
import { checkService } from './serviceConsistency.ts';
import type { Field, Fields, MapValue, Origin, Value } from './value.ts';
import { fieldsOf, isNull, itemsOf, nowhere, textOf, valueAt } from './value.ts';

/** A whole project, before it is judged. */
export interface Whole {
  readonly config: MapValue;
  /** The services that run with the active profiles. */
  readonly active: ReadonlySet<string>;
}

/** What Compose wants of a project as a whole (compose-go `loader/validate.go`, `graph/`). */
export function checkConsistency(whole: Whole, problems: Problems): void {
  const services = fieldsOf(valueAt(whole.config, 'services'));
  const active = [...services].filter(([name]) => whole.active.has(name));
  for (const [name, field] of active) {
    checkService(name, field, problems);
    checkReferences(field.value, whole, problems);
    checkContexts(field.value, services, problems);
    checkDependencies(field.value, whole, problems);
  }
  sharedContainerNames(active, problems);
  checkFileObjects(whole.config, problems);
  checkVolumes(whole.config, problems);
  checkCycles(new Map(active), problems);
}

/** A place where a service names something that the project must declare. */
interface Named {
  readonly kind: Exclude<NameKind, 'service' | 'profile'>;
  readonly section: 'networks' | 'volumes' | 'secrets' | 'configs' | 'models';
  readonly name: string | undefined;
  readonly origin: Origin;
}

function checkReferences(service: Value, { config }: Whole, problems: Problems): void {
  for (const { kind, section, name, origin } of namesIn(service)) {
    if (name === undefined || fieldsOf(valueAt(config, section)).has(name)) continue;
    problems.error('undefined-reference', origin, undefinedWords[kind](name));
  }
}

function namesIn(service: Value): readonly Named[] {
  const sources = (kind: Named['kind'], section: Named['section'], ...path: readonly string[]): readonly Named[] =>
    itemsOf(valueAt(service, ...path)).map((item) => {
      const source = valueAt(item, 'source');
      return { kind, section, name: textOf(source), origin: source?.origin ?? item.origin };
    });
  const keys = (kind: Named['kind'], section: 'networks' | 'models'): readonly Named[] =>
    [...fieldsOf(valueAt(service, section))].map(([name, { key }]) => ({ kind, section, name, origin: key }));
  const volumes = itemsOf(valueAt(service, 'volumes')).flatMap((item): readonly Named[] => {
    const source = valueAt(item, 'source');
    if (textOf(valueAt(item, 'type')) !== 'volume' || (textOf(source) ?? '') === '') return [];
    return [{ kind: 'volume', section: 'volumes', name: textOf(source), origin: source?.origin ?? item.origin }];
  });
  return [
    ...keys('network', 'networks'),
    ...volumes,
    ...sources('secret', 'secrets', 'build', 'secrets'),
    ...sources('config', 'configs', 'configs'),
    ...keys('model', 'models'),
    ...sources('secret', 'secrets', 'secrets'),
  ];
}

/** Services whose images are contexts of a build. */
function checkContexts(service: Value, services: Fields, problems: Problems): void {
  for (const [, { value }] of fieldsOf(valueAt(service, 'build', 'additional_contexts'))) {
    const name = /^service:(.*)$/s.exec(textOf(value) ?? '')?.[1];
    if (name === undefined) continue;
    const other = services.get(name)?.value;
    if (!other) problems.error('undefined-reference', value.origin, undefinedWords.service(name));
    else if (isNull(valueAt(other, 'build'))) {
      const words = message('The service {0} has no `build`, so that its image cannot be a build context.', name);
      problems.error('undefined-reference', value.origin, words);
    }
  }
}

function checkDependencies(service: Value, { config, active }: Whole, problems: Problems): void {
  const services = fieldsOf(valueAt(config, 'services'));
  for (const [name, { key, value }] of fieldsOf(valueAt(service, 'depends_on'))) {
    if (active.has(name)) continue;
    const required = valueAt(value, 'required');
    const isOptional = required?.kind === 'scalar' && required.text === 'false';
    const other = services.get(name)?.value;
    const origin = key.file === '' ? value.origin : key;
    if (!other) problems.error('undefined-reference', origin, undefinedWords.service(name));
    else if (!isOptional) {
      const profiles = itemsOf(valueAt(other, 'profiles')).map((item) => textOf(item) ?? '');
      const words = message(
        'The service {0} does not run: none of its profiles is active ({1}). Write `required: false`, or give both the same profile.',
        name,
        profiles.join(', '),
      );
      problems.error('undefined-reference', origin, words);
    }
  }
}

function sharedContainerNames(services: readonly (readonly [string, Field])[], problems: Problems): void {
  const owners = new Map<string, string>();
  for (const [name, { value }] of services) {
    const declared = valueAt(value, 'container_name');
    const text = textOf(declared) ?? '';
    const owner = owners.get(text);
    if (text === '' || !declared) continue;
    owners.set(text, owner ?? name);
    if (owner === undefined) continue;
    const words = message('The service {1} has the container name {0} already.', text, owner);
    problems.error('duplicate-name', declared.origin, words);
  }
}

/** Secrets and configs need one source. */
function checkFileObjects(config: MapValue, problems: Problems): void {
  for (const [section, sources] of [
    ['secrets', ['file', 'environment']],
    ['configs', ['file', 'environment', 'content']],
  ] as const) {
    for (const [, { key, value }] of fieldsOf(valueAt(config, section))) {
      const fields = fieldsOf(value);
      const given = sources.filter((source) => fields.has(source));
      if (given.length > 1) {
        const words = message('Only one of these can stand here: {0}.', given.join(', '));
        problems.error('conflicting-keys', fields.get(given[1] ?? '')?.key ?? key, words);
      }
      const isElsewhere = fields.has('external') || (section === 'configs' && fields.has('driver'));
      if (given.length === 0 && !isElsewhere) {
        problems.error('missing-key', key, message('One of these must stand here: {0}.', sources.join(', ')));
      }
    }
  }
}

/** An external volume is looked up by its name: one file may say so, and another how to create it. */
function checkVolumes(config: MapValue, problems: Problems): void {
  for (const [, { value }] of fieldsOf(valueAt(config, 'volumes'))) {
    const fields = fieldsOf(value);
    const external = fields.get('external')?.value;
    if (external?.kind !== 'scalar' || external.text !== 'true') continue;
    for (const [name, { key }] of fields) {
      if (name === 'external' || name === 'name' || name.startsWith('x-')) continue;
      const words = message('An external volume cannot have {0}: Compose does not create it.', name);
      problems.error('conflicting-keys', key, words);
    }
  }
}

/** Services that wait for each other in a circle. Each circle is said once. Depth first, without recursion. */
function checkCycles(services: Fields, problems: Problems): void {
  const done = new Set<string>();
  for (const start of services.keys()) {
    const path: Step[] = [{ name: start, next: [...stepsFrom(services, start)] }];
    const onPath = new Set([start]);
    while (path.length > 0 && !done.has(start)) {
      const step = path.at(-1);
      const next = step?.next.shift();
      if (!next) {
        const left = path.pop();
        if (left) done.add(left.name);
        if (left) onPath.delete(left.name);
        continue;
      }
      if (!services.has(next.name) || done.has(next.name)) continue;
      if (onPath.has(next.name)) problems.error('dependency-cycle', next.origin, circleOf(path, next.name));
      else {
        onPath.add(next.name);
        path.push({ name: next.name, next: [...stepsFrom(services, next.name)] });
      }
    }
  }
}

function circleOf(path: readonly Step[], name: string): Message {
  const names = path.slice(path.findIndex((step) => step.name === name)).map((step) => step.name);
  return message('These services wait for each other: {0}.', [...names, name].join(' → '));
}

interface Step {
  readonly name: string;
  readonly next: { readonly name: string; readonly origin: Origin }[];
}

function stepsFrom(services: Fields, name: string): Step['next'] {
  const dependencies = fieldsOf(valueAt(services.get(name)?.value, 'depends_on'));
  return [...dependencies].map(([other, { key, value }]) => ({
    name: other,
    origin: key.file === nowhere.file ? value.origin : key,
  }));
}
