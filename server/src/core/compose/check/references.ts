import type { Diagnostic } from '../../lint/diagnostic.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import { closest } from '../../text/closest.ts';
import type { ComposeModel } from '../model.ts';
import { referencesOf } from '../names.ts';
import type { Reference } from '../names.ts';
import { isDeclared, namesOf } from '../project.ts';
import type { Project, Service } from '../project.ts';
import type { NameKind } from '../spec/shape.ts';
import { entriesOf } from '../yaml/entries.ts';
import { isEmpty, scalarOf } from '../yaml/nodes.ts';
import type { ScalarNode } from '../yaml/nodes.ts';
import { problem, replaceFix } from './problem.ts';

/** Names of services, networks and so on that the project does not declare, and services that wait for each other. */
export function checkReferences({ project }: ComposeModel): Diagnostic[] {
  if (!project.whole) return [];
  const references = new Map([...project.services.values()].map((service) => [service, referencesOf(service)]));
  return [
    ...[...references].flatMap(([service, list]) => list.flatMap((found) => undefinedName(project, service, found))),
    ...[...project.services.values()].flatMap((service) => undefinedBase(project, service)),
    ...baseCycles(project),
    ...cycles(project, references),
  ];
}

/** Compose checks the services that run; one with profiles may never do so, and is only warned about. */
function undefinedName(
  project: Project,
  service: Service,
  { kind, name, span, key }: Reference,
): readonly Diagnostic[] {
  const severity = service.always ? 'error' : 'warning';
  if (isDeclared(project, kind, name))
    return service.always && key === 'depends_on' ? sleeping(project, service, { name, span }) : [];
  const near = closest(name, namesOf(project, kind));
  const words = near === undefined ? undefinedWords[kind](name) : guessWords[kind](name, near);
  return [problem('undefined-reference', span, words, { severity, fixes: near ? [replaceFix(span, near)] : [] })];
}

/** A service that always runs cannot need one that runs only with a profile. */
function sleeping(
  project: Project,
  service: Service,
  { name, span }: Pick<Reference, 'name' | 'span'>,
): readonly Diagnostic[] {
  const other = project.services.get(name);
  if (!other || other.always) return [];
  const required = entriesOf(entriesOf(service.keys.get('depends_on')?.value).get(name)?.value).get('required')?.value;
  if (scalarOf(required)?.text.toLowerCase() === 'false') return [];
  const text = message(
    'The service {0} runs only with a profile, but this one always does. Write `required: false`, or give both the same profile.',
    name,
  );
  return [problem('undefined-reference', span, text)];
}

/** What is said of a name that the project does not declare. */
export const undefinedWords: Readonly<Record<NameKind, (name: string) => Message>> = {
  service: (name) => message('There is no service {0}.', name),
  network: (name) => message('The network {0} is not declared under the top-level `networks`.', name),
  volume: (name) =>
    message(
      'The volume {0} is not declared under the top-level `volumes`. If it is a path of the host, begin it with `./` or `/`.',
      name,
    ),
  secret: (name) => message('The secret {0} is not declared under the top-level `secrets`.', name),
  config: (name) => message('The config {0} is not declared under the top-level `configs`.', name),
  model: (name) => message('The model {0} is not declared under the top-level `models`.', name),
  profile: (name) => message('No service has the profile {0}.', name),
};

const guessWords: Readonly<Record<NameKind, (name: string, near: string) => Message>> = {
  service: (name, near) => message('There is no service {0}. Did you mean {1}?', name, near),
  network: (name, near) => message('There is no network {0}. Did you mean {1}?', name, near),
  volume: (name, near) => message('There is no volume {0}. Did you mean {1}?', name, near),
  secret: (name, near) => message('There is no secret {0}. Did you mean {1}?', name, near),
  config: (name, near) => message('There is no config {0}. Did you mean {1}?', name, near),
  model: (name, near) => message('There is no model {0}. Did you mean {1}?', name, near),
  profile: (name, near) => message('There is no profile {0}. Did you mean {1}?', name, near),
};

/** `extends` of a service of the same file that is not there. */
function undefinedBase(project: Project, service: Service): readonly Diagnostic[] {
  const base = baseOf(service);
  if (!base || isEmpty(base) || base.text.includes('$') || project.services.has(base.text)) return [];
  const near = closest(base.text, project.services.keys());
  const words = near === undefined ? undefinedWords.service(base.text) : guessWords.service(base.text, near);
  return [problem('undefined-reference', base.span, words, { fixes: near ? [replaceFix(base.span, near)] : [] })];
}

/** Services that extend each other in a circle: each is told so. */
function baseCycles(project: Project): readonly Diagnostic[] {
  const done = new Set<Service>();
  return [...project.services.values()].flatMap((service) =>
    circleFrom(project, service, done).flatMap((member) => {
      const base = baseOf(member);
      const text = message('The service {0} extends itself, by way of others or directly.', member.name);
      return base ? [problem('dependency-cycle', base.span, text)] : [];
    }),
  );
}

/** The circle that the bases of a service lead into, unless it was found before. */
function circleFrom(project: Project, start: Service, done: Set<Service>): readonly Service[] {
  const path = new Set<Service>();
  let current: Service | undefined = start;
  while (current && !done.has(current) && !path.has(current)) {
    path.add(current);
    const base: ScalarNode | undefined = baseOf(current);
    current = base && project.services.get(base.text);
  }
  const steps = [...path];
  for (const service of steps) done.add(service);
  return current && path.has(current) ? steps.slice(steps.indexOf(current)) : [];
}

/** The name of the service of this file that a service extends. */
function baseOf({ keys }: Service): ScalarNode | undefined {
  const value = keys.get('extends')?.value;
  const entries = entriesOf(value);
  return entries.has('file') ? undefined : (scalarOf(value) ?? scalarOf(entries.get('service')?.value));
}

type References = ReadonlyMap<Service, readonly Reference[]>;

/** Each circle of services is said once, where its last step closes it. Depth first, without recursion. */
function cycles(project: Project, references: References): Diagnostic[] {
  const found: Diagnostic[] = [];
  const done = new Set<Service>();
  for (const service of references.keys()) {
    const path: Step[] = [{ service, next: dependencies(references, service) }];
    const onPath = new Set([service]);
    while (path.length > 0 && !done.has(service)) {
      const step = path.at(-1);
      const reference = step?.next.shift();
      if (!step || !reference) {
        const left = path.pop();
        if (left) onPath.delete(left.service);
        if (left) done.add(left.service);
        continue;
      }
      const target = project.services.get(reference.name);
      if (!target?.always || !step.service.always || done.has(target)) continue;
      if (onPath.has(target)) found.push(cycle(path, target, reference));
      else {
        onPath.add(target);
        path.push({ service: target, next: dependencies(references, target) });
      }
    }
  }
  return found;
}

interface Step {
  readonly service: Service;
  readonly next: Reference[];
}

function dependencies(references: References, service: Service): Reference[] {
  return (references.get(service) ?? []).filter(({ isDependency }) => isDependency);
}

function cycle(path: readonly Step[], target: Service, { span }: Reference): Diagnostic {
  const names = path.slice(path.findIndex(({ service }) => service === target)).map(({ service }) => service.name);
  const circle = [...names, target.name].join(' → ');
  return problem('dependency-cycle', span, message('These services wait for each other: {0}.', circle));
}
