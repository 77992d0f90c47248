import type { ContainerInfo, ContainerState, Health, PortInfo } from '../engine/engine.ts';
import { helperLabel } from '../engine/helper.ts';
import type { Localizer } from '../ui/localizer.ts';
import { formatAgo, shortId } from '../ui/quantities.ts';
import { healthWord, stateWord } from '../ui/words.ts';
import { imageName, isPublished, publishedPorts } from './containerTexts.ts';
import { containerTooltip } from './containerTooltip.ts';
import { composeLabels } from '../engine/composeLabels.ts';
import { combinedRow } from './combinedState.ts';
import { compareTexts } from './order.ts';
import { alsoSpoken, describe, type Level, type Place, type Property } from './resourceView.ts';
import type { ResourceView, Row, RowIcon, Scene, ViewChoices } from './resourceView.ts';

type Containers = ResourceView<'container'>;

const defaults: ViewChoices = {
  groupBy: 'project',
  groupByLabel: '',
  sortBy: 'auto',
  label: 'auto',
  description: ['image', 'ports', 'status'],
  hide: [],
};

const properties: Readonly<Record<string, Property<ContainerInfo>>> = {
  auto: (container, _scene, place) => (inProject(place) ? serviceReplica(container) : undefined) ?? nameOf(container),
  name: nameOf,
  image: imageName,
  ports: (container) => publishedPorts(container.ports).join(', '),
  status: (container, { l10n }) => remarkOn(container, l10n),
  state: (container, { l10n }) => stateWord(container.state, l10n),
  health: (container, { l10n }) => (container.health ? healthWord(container.health, l10n) : ''),
  created: (container, { now, locale }) => formatAgo(container.created, now, locale),
  id: (container) => shortId(container.id),
  project: (container) => projectOf(container) ?? '',
  service: (container) => container.labels[composeLabels.service] ?? '',
  networks: (container) => container.networks.join(', '),
};

const byName = (a: ContainerInfo, b: ContainerInfo): number => compareTexts(nameOf(a), nameOf(b));

const orders: Containers['orders'] = {
  // The members of a project by name, all others the newest first: what was just run is at the top.
  auto: (a, b) => {
    if (projectOf(a) === undefined) return b.created - a.created || byName(a, b);
    return compareTexts(serviceReplica(a) ?? nameOf(a), serviceReplica(b) ?? nameOf(b)) || byName(a, b);
  },
  name: byName,
  created: (a, b) => b.created - a.created || byName(a, b),
  state: (a, b) => stateOrder.indexOf(a.state) - stateOrder.indexOf(b.state) || byName(a, b),
  image: (a, b) => compareTexts(imageName(a), imageName(b)) || byName(a, b),
};

const stateOrder: readonly ContainerState[] = [
  'running',
  'restarting',
  'paused',
  'created',
  'exited',
  'dead',
  'removing',
  'unknown',
];

const projectLevel: Level<ContainerInfo> = {
  of: (container) => one(projectOf(container)),
  row: (name, members, { l10n }) =>
    combinedRow({ name, kind: 'project', icon: 'layers', spoken: l10n.t('Compose project {0}', name) }, members, l10n),
};

const groupings: Containers['groupings'] = {
  none: [],
  project: [projectLevel],
  service: [
    projectLevel,
    {
      of: (container) => one(container.labels[composeLabels.service]),
      row: (name, members, { l10n }) =>
        combinedRow(
          { name, kind: 'service', icon: 'server-process', spoken: l10n.t('Service {0}', name) },
          members,
          l10n,
        ),
    },
  ],
  image: [level((container) => one(imageName(container)), 'package')],
  state: [
    {
      of: (container) => [container.state],
      order: stateOrder,
      row: (name, members, { l10n }) => {
        const word = stateWord(members[0]?.state ?? 'unknown', l10n);
        const icon = iconOf({ state: members[0]?.state ?? 'unknown' }).id;
        return { ...combinedRow({ name, kind: 'group', icon, spoken: word }, members, l10n), label: word };
      },
    },
  ],
  network: [level((container) => container.networks, 'type-hierarchy')],
  label: [level((container, { groupByLabel }) => one(container.labels[groupByLabel]), 'tag')],
};

function level(of: Level<ContainerInfo>['of'], icon: string): Level<ContainerInfo> {
  return {
    of,
    row: (name, members, { l10n }) => combinedRow({ name, kind: 'group', icon, spoken: name }, members, l10n),
  };
}

export const containers: Containers = {
  kind: 'container',
  viewId: 'slipway.containers',
  properties,
  orders,
  groupings,
  conceals: ({ labels }) => labels[helperLabel] !== undefined,
  hides: { stopped: ({ state }) => state === 'exited' || state === 'created' || state === 'dead' },
  defaults,
  row,
  searchText: (container, { l10n }) =>
    ['name', 'image', 'ports', 'project', 'service', 'networks', 'id']
      .map((name) => properties[name]?.(container, emptyScene(l10n), nowhere) ?? '')
      .concat(stateWord(container.state, l10n), container.health ? healthWord(container.health, l10n) : '')
      .join(' '),
  tooltip: containerTooltip,
};

const nowhere: Place = { choices: defaults, path: [] };

function emptyScene(l10n: Localizer): Scene {
  return { l10n, locale: 'en', now: 0, containers: [] };
}

function one(name: string | undefined): readonly string[] {
  return name === undefined || name === '' ? [] : [name];
}

function projectOf(container: ContainerInfo): string | undefined {
  return container.labels[composeLabels.project] || undefined;
}

/** In the group of its project the service's name is enough; elsewhere it could be anybody's. */
function inProject({ choices, path }: Place): boolean {
  return path.length > 0 && (choices.groupBy === 'project' || choices.groupBy === 'service');
}

function serviceReplica(container: ContainerInfo): string | undefined {
  const service = container.labels[composeLabels.service];
  const number = container.labels[composeLabels.number] ?? '1';
  if (projectOf(container) === undefined || !service) return undefined;
  return number === '1' ? service : `${service}-${number}`;
}

function nameOf(container: ContainerInfo): string {
  return container.name || shortId(container.id) || '?';
}

function row(container: ContainerInfo, scene: Scene, place: Place = nowhere): Row {
  const { l10n } = scene;
  const spokenPorts = container.ports.filter(isPublished).map((port) => spokenPort(port, l10n));
  return {
    label: properties[place.choices.label]?.(container, scene, place) || nameOf(container),
    description: describe(properties, container, scene, place),
    icon: iconOf(container),
    contextValue: contextValueOf(container),
    spoken: [
      l10n.t('Container {0}', nameOf(container)),
      stateWord(container.state, l10n),
      ...(container.exitCode === undefined ? [] : [l10n.t('exit code {0}', container.exitCode)]),
      ...(container.health ? [healthWord(container.health, l10n)] : []),
      ...(container.image === '' ? [] : [l10n.t('image {0}', imageName(container))]),
      ...spokenPorts,
      ...alsoSpoken({ properties, said }, container, scene, place),
    ].join(', '),
  };
}

/** What is said of each container as it is. */
const said = ['auto', 'name', 'image', 'ports', 'status', 'state', 'health'];

/** What the description says in words, beyond the icon. */
function remarkOn(container: ContainerInfo, l10n: Localizer): string {
  if (container.state === 'running') {
    return container.health && container.health !== 'healthy' ? healthWord(container.health, l10n) : '';
  }
  const word = stateWord(container.state, l10n);
  return container.exitCode === undefined ? word : l10n.t('{0} ({1})', word, container.exitCode);
}

function contextValueOf(container: ContainerInfo): string {
  if (container.id === '') return 'unreadable';
  const web = container.ports.some((port) => isPublished(port) && port.protocol === 'tcp') ? '.web' : '';
  return `container.${container.state}${web}`;
}

function spokenPort(port: PortInfo, l10n: Localizer): string {
  return l10n.t('host port {0} to container port {1}', port.hostPort ?? 0, port.containerPort);
}

/** States differ in shape, and only besides that in colour. */
const stateIcons: Readonly<Record<ContainerState, RowIcon>> = {
  running: { id: 'play-circle', color: 'testing.iconPassed' },
  paused: { id: 'debug-pause', color: 'charts.yellow' },
  restarting: { id: 'sync', color: 'charts.yellow' },
  created: { id: 'circle-large-outline', color: 'disabledForeground' },
  removing: { id: 'trash', color: 'disabledForeground' },
  exited: { id: 'stop-circle', color: 'disabledForeground' },
  dead: { id: 'circle-slash', color: 'testing.iconFailed' },
  unknown: { id: 'question', color: 'disabledForeground' },
};

const healthIcons: Readonly<Record<Health, RowIcon>> = {
  healthy: { id: 'pass-filled', color: 'testing.iconPassed' },
  starting: { id: 'pulse', color: 'charts.yellow' },
  unhealthy: { id: 'warning', color: 'testing.iconFailed' },
};

function iconOf({ state, health, exitCode }: Pick<ContainerInfo, 'state' | 'health' | 'exitCode'>): RowIcon {
  if (state === 'running' && health) return healthIcons[health];
  // 143 and 137: somebody stopped it, which is no failure.
  if (state === 'exited' && ![undefined, 0, 137, 143].includes(exitCode)) {
    return { id: 'error', color: 'testing.iconFailed' };
  }
  return stateIcons[state];
}
