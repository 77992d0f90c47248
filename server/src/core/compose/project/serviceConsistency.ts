import { message } from '../../text/message.ts';
import { bytesOf } from './numbers.ts';
import type { Problems } from './problems.ts';
import type { Field, Value } from './value.ts';
import { fieldsOf, isNull, itemsOf, textOf, valueAt } from './value.ts';

/** What Compose wants of one service, when all that belongs to it is merged. */
export function checkService(name: string, field: Field, problems: Problems): void {
  imageOrBuild(name, field, problems);
  for (const check of checks) check(field.value, problems);
}

type Check = (service: Value, problems: Problems) => void;

function imageOrBuild(name: string, { key, value }: Field, problems: Problems): void {
  if (['image', 'build', 'provider'].some((source) => isThere(valueAt(value, source)))) return;
  const words = message('The service {0} has neither `image` nor `build`: Compose does not know what to run.', name);
  problems.error('missing-key', key, words);
}

function isThere(value: Value | undefined): boolean {
  return !isNull(value) && textOf(value) !== '';
}

const dockerfiles: Check = (service, problems) => {
  const inline = fieldsOf(valueAt(service, 'build')).get('dockerfile_inline');
  if (!inline || isNull(inline.value) || isNull(valueAt(service, 'build', 'dockerfile'))) return;
  problems.error(
    'conflicting-keys',
    inline.key,
    message('`dockerfile` and `dockerfile_inline` cannot stand together.'),
  );
};

const platforms: Check = (service, problems) => {
  const platform = valueAt(service, 'platform');
  const built = itemsOf(valueAt(service, 'build', 'platforms')).map(textOf);
  const wanted = textOf(platform) ?? '';
  if (!platform || wanted === '' || built.length === 0 || built.includes(wanted)) return;
  const words = message("`build.platforms` must have the service's own platform, {0}.", wanted);
  problems.error('conflicting-keys', platform.origin, words);
};

const networkMode: Check = (service, problems) => {
  const mode = fieldsOf(service).get('network_mode');
  if (!mode || isNull(mode.value) || fieldsOf(valueAt(service, 'networks')).size === 0) return;
  problems.error('conflicting-keys', mode.key, message('`network_mode` and `networks` cannot stand together.'));
};

const healthTest: Check = (service, problems) => {
  const [verb] = itemsOf(valueAt(service, 'healthcheck', 'test'));
  if (!verb || /^(?:CMD|CMD-SHELL|NONE)$/.test(textOf(verb) ?? '')) return;
  problems.error('invalid-value', verb.origin, message('A list for `test` must begin with CMD, CMD-SHELL or NONE.'));
};

/** Keys that say the same in two ways. */
const twins = [
  ['scale', 'deploy.replicas'],
  ['cpus', 'deploy.resources.limits.cpus'],
  ['mem_limit', 'deploy.resources.limits.memory'],
  ['mem_reservation', 'deploy.resources.reservations.memory'],
  ['pids_limit', 'deploy.resources.limits.pids'],
] as const;

const equalValues: Check = (service, problems) => {
  for (const [plain, nested] of twins) {
    const field = fieldsOf(service).get(plain);
    const path = nested.split('.');
    const above = valueAt(service, ...path.slice(0, -1));
    const [one, other] = [amount(field?.value), amount(valueAt(service, ...path))];
    // Of limits, one that is not given counts as 0.
    const isGiven = plain === 'scale' ? other !== undefined : above !== undefined;
    if (!field || one === undefined || !isGiven || one === (other ?? 0)) continue;
    if (one === 0 && plain !== 'scale') continue;
    const words = message('{0} and {1} have different values. Write one of them, or the same in both.', plain, nested);
    problems.error('conflicting-keys', field.key, words);
  }
};

function amount(value: Value | undefined): number | undefined {
  return value?.kind === 'scalar' && value.type !== 'null' ? (bytesOf(value.text) ?? Number(value.text)) : undefined;
}

const replicas: Check = (service, problems) => {
  for (const path of ['scale', 'deploy.replicas']) {
    const value = valueAt(service, ...path.split('.'));
    const count = amount(value);
    if (!value || count === undefined) continue;
    if (count < 0) problems.error('invalid-value', value.origin, message('{0} cannot be negative.', path));
    const name = fieldsOf(service).get('container_name');
    if (count <= 1 || !name || isNull(name.value)) continue;
    const words = message('A service with `container_name` can have one container only, but {0} are asked for.', count);
    problems.error('conflicting-keys', name.key, words);
  }
};

const mountTargets: Check = (service, problems) => {
  const taken = new Set<string>();
  const mounts = [
    ...itemsOf(valueAt(service, 'tmpfs')).map((item) => ({ item, target: textOf(item)?.split(':')[0] ?? '' })),
    ...itemsOf(valueAt(service, 'volumes')).map((item) => ({ item, target: textOf(valueAt(item, 'target')) ?? '' })),
  ];
  for (const { item, target } of mounts) {
    if (taken.has(target)) {
      const words = message('Something is mounted at {0} already.', target);
      problems.error('duplicate-item', (valueAt(item, 'target') ?? item).origin, words);
    }
    taken.add(target);
  }
};

const watchTargets: Check = (service, problems) => {
  for (const item of itemsOf(valueAt(service, 'develop', 'watch'))) {
    const action = valueAt(item, 'action');
    const word = textOf(action) ?? '';
    if (!action || /^(?:rebuild|restart)$/.test(word) || (textOf(valueAt(item, 'target')) ?? '') !== '') continue;
    const words = message('The action {0} needs `target`: where the files go in the container.', word);
    problems.error('missing-key', action.origin, words);
  }
};

/** Lists whose items are added when files are merged, and must then differ. */
const sets = ['device_cgroup_rules', 'external_links', 'group_add', 'security_opt', 'volumes_from'] as const;

const repeatedItems: Check = (service, problems) => {
  for (const name of sets) {
    const seen = new Set<string>();
    for (const item of itemsOf(valueAt(service, name))) {
      if (item.kind !== 'scalar') continue;
      // A number is another item than a text with its digits.
      const written = item.type === 'string' ? JSON.stringify(item.text) : item.text;
      if (seen.has(written)) {
        problems.error('duplicate-item', item.origin, message('{0} stands in this list twice.', item.text));
      }
      seen.add(written);
    }
  }
};

const checks: readonly Check[] = [
  repeatedItems,
  dockerfiles,
  platforms,
  networkMode,
  healthTest,
  equalValues,
  replicas,
  watchTargets,
  mountTargets,
];
