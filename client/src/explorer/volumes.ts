import type { ContainerInfo, VolumeInfo } from '../engine/engine.ts';
import { factSheet } from '../ui/markdown.ts';
import { formatAgo, shortId } from '../ui/quantities.ts';
import { byProject, plainLevel } from './levels.ts';
import { compareTexts } from './order.ts';
import { alsoSpoken, describe, type Place, type Property, type ResourceView } from './resourceView.ts';
import type { Row, Scene, ViewChoices } from './resourceView.ts';
import { usersOf } from './usage.ts';

const defaults: ViewChoices = {
  groupBy: 'none',
  groupByLabel: '',
  sortBy: 'name',
  label: 'name',
  description: ['anonymous', 'driver', 'use'],
  hide: [],
};

const properties: Readonly<Record<string, Property<VolumeInfo>>> = {
  name: shortName,
  anonymous: (volume, { l10n }) => (isAnonymous(volume) ? l10n.t('anonymous') : ''),
  driver: (volume) => (volume.driver === 'local' ? '' : volume.driver),
  use: (volume, { l10n, containers }) => (isUsed(volume, containers) ? l10n.t('in use') : l10n.t('not in use')),
  created: (volume, { now, locale }) => formatAgo(volume.created, now, locale),
  mountpoint: (volume) => volume.mountpoint,
};

/** Names before those that the engine made up. */
function byName(a: VolumeInfo, b: VolumeInfo): number {
  return Number(isAnonymous(a)) - Number(isAnonymous(b)) || compareTexts(a.name, b.name);
}

function keysOf(container: ContainerInfo): readonly string[] {
  return container.mounts.filter((mount) => mount.type === 'volume').map((mount) => mount.source);
}

export const volumes: ResourceView<'volume'> = {
  kind: 'volume',
  viewId: 'slipway.volumes',
  usage: { keysOf, key: (volume) => volume.name },
  properties,
  orders: { name: byName, created: (a, b) => b.created - a.created || byName(a, b) },
  groupings: {
    none: [],
    project: [byProject('volumes.group')],
    driver: [plainLevel((volume) => volume.driver, { icon: 'server', contextValue: 'volumes.group' })],
  },
  hides: {
    anonymous: isAnonymous,
    used: (volume, scene) => isUsed(volume, scene.containers),
    unused: (volume, scene) => !isUsed(volume, scene.containers),
  },
  defaults,
  row,
  searchText: (volume, { containers }) =>
    [volume.name, volume.driver, ...usersOf(volume.name, keysOf, containers).map(({ name }) => name)].join(' '),
  tooltip,
};

/** The engine made up the name: 64 digits. */
function isAnonymous(volume: VolumeInfo): boolean {
  return /^[a-f0-9]{64}$/.test(volume.name);
}

function shortName(volume: VolumeInfo): string {
  return isAnonymous(volume) ? shortId(volume.name) : volume.name || '?';
}

function isUsed(volume: VolumeInfo, containers: Scene['containers']): boolean {
  return usersOf(volume.name, keysOf, containers).length > 0;
}

function row(volume: VolumeInfo, scene: Scene, place: Place = { choices: defaults, path: [] }): Row {
  const { l10n } = scene;
  const remarks = ['anonymous', 'driver', 'use'].map((name) => properties[name]?.(volume, scene, place) ?? '');
  return {
    label: properties[place.choices.label]?.(volume, scene, place) || shortName(volume),
    description: describe(properties, volume, scene, place),
    icon: { id: 'database', color: isUsed(volume, scene.containers) ? 'testing.iconPassed' : 'disabledForeground' },
    contextValue: volume.id === '' ? 'unreadable' : 'volume',
    spoken: [
      l10n.t('Volume {0}', shortName(volume)),
      ...remarks.filter((part) => part !== ''),
      ...alsoSpoken({ properties, said: ['name', 'anonymous', 'driver', 'use'] }, volume, scene, place),
    ].join(', '),
  };
}

function tooltip(volume: VolumeInfo, _details: unknown, { l10n, locale, now, containers }: Scene): string {
  const users = usersOf(volume.name, keysOf, containers).map((container) => container.name);
  return factSheet(volume.name, [
    [l10n.t('Driver'), volume.driver],
    [l10n.t('Mount point'), volume.mountpoint],
    [l10n.t('Created'), formatAgo(volume.created, now, locale)],
    [l10n.t('Used by'), users.join(', ')],
  ]);
}
