import type { Diagnostic } from '../../lint/diagnostic.ts';
import { message } from '../../text/message.ts';
import type { Message } from '../../text/message.ts';
import type { ComposeModel } from '../model.ts';
import { parseMount } from '../mounts.ts';
import { texts } from '../project.ts';
import type { Project, Service } from '../project.ts';
import { shellWords } from '../shellWords.ts';
import { entriesOf } from '../yaml/entries.ts';
import type { Entries } from '../yaml/entries.ts';
import { resolve, scalarOf } from '../yaml/nodes.ts';
import type { Entry, Node, ScalarNode } from '../yaml/nodes.ts';
import { scalarNumber } from '../yaml/scalar.ts';
import { hasVariable } from './formats.ts';
import { problem } from './problem.ts';

/** What Compose wants of a service beyond the types of its keys (compose-go `loader/validate.go` and `validation/`). */
export function checkServices({ project }: ComposeModel): Diagnostic[] {
  const found = [...project.services.values()].flatMap((service) => checks.flatMap((check) => check(service, project)));
  return [...found, ...sharedContainerNames(project)];
}

/** What is said of a service that nothing is known to run for. */
export function missingImage(name: string): Message {
  return message(
    'The service {0} has neither `image` nor `build`. That is right only in a file that overrides another.',
    name,
  );
}

type Check = (service: Service, project: Project) => readonly Diagnostic[];

/** Keys of a service that say the same in two ways, and must then say it alike. */
const sameValue = [
  ['scale', 'deploy.replicas'],
  ['cpus', 'deploy.resources.limits.cpus'],
  ['mem_limit', 'deploy.resources.limits.memory'],
  ['mem_reservation', 'deploy.resources.reservations.memory'],
  ['pids_limit', 'deploy.resources.limits.pids'],
] as const;

const checks: readonly Check[] = [
  function imageOrBuild({ keys, entry, always, name }) {
    if (['image', 'build', 'extends', 'provider'].some((key) => keys.has(key)) || keys.size === 0) return [];
    const text = missingImage(name);
    return always ? [problem('missing-key', entry.key.span, text, { severity: 'warning' })] : [];
  },
  function networkMode({ keys, always }) {
    const mode = keys.get('network_mode');
    if (!mode || !keys.has('networks') || mode.value.tag === '!reset' || isBlank(keys.get('networks')?.value))
      return [];
    const text = message('`network_mode` and `networks` cannot stand together.');
    return [problem('conflicting-keys', mode.key.span, text, severity(always))];
  },
  function dockerfiles({ keys, always }) {
    const build = entriesOf(keys.get('build')?.value);
    const inline = build.get('dockerfile_inline');
    if (!inline || !build.has('dockerfile') || isBlank(build.get('dockerfile')?.value)) return [];
    const text = message('`dockerfile` and `dockerfile_inline` cannot stand together.');
    return [problem('conflicting-keys', inline.key.span, text, severity(always))];
  },
  function healthTest({ keys, always }) {
    const test = entriesOf(keys.get('healthcheck')?.value).get('test')?.value;
    const list = test && resolve(test);
    const [first] = list?.kind === 'list' ? list.items : [];
    const verb = first && resolve(first);
    if (!first || verb?.kind !== 'scalar' || hasVariable(verb.text) || /^(?:CMD|CMD-SHELL|NONE)$/.test(verb.text))
      return [];
    const text = message('A list for `test` must begin with CMD, CMD-SHELL or NONE.');
    return [problem('invalid-value', first.span, text, severity(always))];
  },
  function equalValues({ keys, always }) {
    return sameValue.flatMap(([plain, nested]) => {
      const one = keys.get(plain);
      const other = follow(keys, nested);
      const a = valueOf(one);
      // Where limits are given at all, one that is left out counts as 0, which `scale` alone does not.
      const b = other || plain === 'scale' || !hasGroup(keys, nested) ? valueOf(other) : 0;
      if (!one || a === undefined || b === undefined || a === b || (a === 0 && plain !== 'scale')) return [];
      const text = message('{0} and {1} have different values. Write one of them, or the same in both.', plain, nested);
      return [problem('conflicting-keys', one.key.span, text, severity(always))];
    });
  },
  function replicas({ keys, always }) {
    return ['scale', 'deploy.replicas'].flatMap((path) => {
      const entry = follow(keys, path);
      const count = valueOf(entry);
      if (!entry || count === undefined) return [];
      if (count < 0) {
        const text = message('{0} cannot be negative.', path);
        return [problem('invalid-value', entry.value.span, text, severity(always))];
      }
      const name = keys.get('container_name');
      if (count <= 1 || !name) return [];
      const text = message(
        'A service with `container_name` can have one container only, but {0} are asked for.',
        count,
      );
      return [problem('conflicting-keys', name.key.span, text, severity(always))];
    });
  },
  function platforms({ keys, always }) {
    const platform = keys.get('platform');
    const wanted = platform && resolve(platform.value);
    const built = texts(entriesOf(keys.get('build')?.value).get('platforms')?.value);
    if (!platform || wanted?.kind !== 'scalar' || hasVariable(wanted.text) || built.length === 0) return [];
    if (wanted.text === '' || built.includes(wanted.text) || built.some(hasVariable)) return [];
    const text = message("`build.platforms` must have the service's own platform, {0}.", wanted.text);
    return [problem('conflicting-keys', platform.value.span, text, severity(always))];
  },
  function watchPaths({ keys }) {
    return listOf(entriesOf(keys.get('develop')?.value).get('watch')?.value).flatMap((item) => {
      const path = entriesOf(item).get('path');
      if (!path || scalarOf(path.value)?.text !== '') return [];
      return [problem('invalid-value', path.key.span, message('`path` cannot be empty.'))];
    });
  },
  function watchTargets({ keys, always }) {
    return listOf(entriesOf(keys.get('develop')?.value).get('watch')?.value).flatMap((item) => {
      const rule = entriesOf(item);
      const action = rule.get('action');
      const node = scalarOf(action?.value);
      if (!action || !node?.text.startsWith('sync') || !isBlank(rule.get('target')?.value)) return [];
      const text = message('The action {0} needs `target`: where the files go in the container.', node.text);
      return [problem('missing-key', action.value.span, text, severity(always))];
    });
  },
  function mountSources({ keys }) {
    return listOf(keys.get('volumes')?.value).flatMap((item) => {
      const mount = entriesOf(item);
      const type = mount.get('type');
      if (!type || scalarOf(type.value)?.text !== 'bind' || !isBlank(mount.get('source')?.value)) return [];
      const text = message('A mount of type bind needs `source`: the path on the host.');
      return [problem('missing-key', type.value.span, text)];
    });
  },
  function deviceCounts({ keys }) {
    const reserved = entriesOf(
      entriesOf(entriesOf(keys.get('deploy')?.value).get('resources')?.value).get('reservations')?.value,
    );
    return [...listOf(reserved.get('devices')?.value), ...listOf(keys.get('gpus')?.value)].flatMap((item) => {
      const device = entriesOf(item);
      const count = device.get('count');
      if (!count || !device.has('device_ids')) return [];
      const text = message('`count` and `device_ids` cannot stand together.');
      return [problem('conflicting-keys', count.key.span, text)];
    });
  },
  function commands({ keys }) {
    return ['command', 'entrypoint'].flatMap((name) => {
      const value = keys.get(name)?.value;
      const node = scalarOf(value);
      if (!value || !node || hasVariable(node.text) || shellWords(node.text)) return [];
      const text = message(
        'Compose cannot split this into words: a quote or a bracket is not closed, or a `(` stands outside of quotes. Write a list, as in `["sh", "-c", "…"]`.',
      );
      return [problem('invalid-value', value.span, text)];
    });
  },
  function mountTargets({ keys, always }) {
    const temporary = tmpfsOf(keys);
    const paths = new Map<string, string>();
    const taken = temporary.filter(({ text }) => {
      const path = text.split(':')[0] ?? '';
      // What is the same up to an equals sign replaces what stands before it.
      const key = text.split('=')[0] ?? '';
      const isTaken = paths.has(path) && paths.get(path) !== key;
      paths.set(path, key);
      return isTaken;
    });
    const mounts = listOf(keys.get('volumes')?.value).filter((item) => paths.has(mountTarget(item) ?? ''));
    return [...taken, ...mounts].map((item) => {
      const target = item.kind === 'scalar' && temporary.includes(item) ? item.text.split(':')[0] : mountTarget(item);
      const text = message('Something is mounted at {0} already.', target ?? '');
      return problem('duplicate-item', item.span, text, severity(always));
    });
  },
  function environmentNames({ keys }) {
    return listOf(keys.get('environment')?.value).flatMap((item) => {
      const node = scalarOf(item);
      const name = node?.text.split('=')[0] ?? '';
      if (!node || !/\s$/.test(name)) return [];
      const text = message('The name of a variable cannot end in a space: write no spaces around the equals sign.');
      return [problem('invalid-value', node.span, text)];
    });
  },
];

/** Whether the map is there that a nested key stands in, and is not empty. */
function hasGroup(keys: Entries, nested: string): boolean {
  const group = follow(keys, nested.slice(0, nested.lastIndexOf('.')));
  return group !== undefined && entriesOf(group.value).size > 0;
}

/** The temporary file systems of a service: one, or a list. */
function tmpfsOf(keys: Entries): readonly ScalarNode[] {
  const value = keys.get('tmpfs')?.value;
  const one = scalarOf(value);
  return (one ? [one] : listOf(value)).flatMap((item) => scalarOf(item) ?? []);
}

function mountTarget(item: Node): string | undefined {
  const short = scalarOf(item);
  if (short) return parseMount(short.text)?.target;
  return scalarOf(entriesOf(item).get('target')?.value)?.text;
}

/** Two services with one container name; Compose looks at those that run. */
function sharedContainerNames({ services }: Project): Diagnostic[] {
  const owners = new Map<string, Service>();
  return [...services.values()].flatMap((service) => {
    const entry = service.keys.get('container_name');
    const node = entry && resolve(entry.value);
    if (!service.always || !entry || node?.kind !== 'scalar' || node.text === '' || hasVariable(node.text)) return [];
    const owner = owners.get(node.text);
    owners.set(node.text, owner ?? service);
    if (!owner) return [];
    const text = message('The service {1} has the container name {0} already.', node.text, owner.name);
    return [problem('duplicate-name', entry.value.span, text)];
  });
}

function severity(always: boolean): { readonly severity: Diagnostic['severity'] } {
  return { severity: always ? 'error' : 'warning' };
}

function listOf(value: Node | undefined): readonly Node[] {
  const node = value && resolve(value);
  return node?.kind === 'list' ? node.items : [];
}

/** Whether a value is absent, empty, or taken away by `!reset`. */
function isBlank(value: Node | undefined): boolean {
  const node = value && resolve(value);
  if (!node || node.tag === '!reset') return true;
  return node.kind === 'scalar' ? node.text === '' : (node.kind === 'list' ? node.items : node.entries).length === 0;
}

function follow(keys: Entries, path: string): Entry | undefined {
  const steps = path.split('.');
  let entries = keys;
  for (const step of steps.slice(0, -1)) entries = entriesOf(entries.get(step)?.value);
  return entries.get(steps.at(-1) ?? '');
}

/** A number or a size as a number, to compare; undefined for what cannot be told yet. */
function valueOf(entry: Entry | undefined): number | undefined {
  const node = entry && resolve(entry.value);
  if (node?.kind !== 'scalar' || node.text === '') return undefined;
  const size = /^([\d.]+) ?([kmgtp]?)i?b?$/i.exec(node.text);
  const value = size
    ? Number(size[1]) * 1024 ** ' kmgtp'.indexOf((size[2] || ' ').toLowerCase())
    : scalarNumber(node.text);
  return Number.isNaN(value) ? undefined : value;
}
