import type { ContainerInfo, NetworkInfo } from '../engine/engine.ts';
import { isBuiltInNetwork } from '../engine/networkNames.ts';
import { factSheet } from '../ui/markdown.ts';
import { formatAgo, shortId } from '../ui/quantities.ts';
import { byProject, plainLevel } from './levels.ts';
import { compareTexts } from './order.ts';
import { alsoSpoken, describe, type Place, type Property, type ResourceView } from './resourceView.ts';
import type { Row, Scene, ViewChoices } from './resourceView.ts';
import { usersOf, useWords } from './usage.ts';

const defaults: ViewChoices = {
  groupBy: 'none',
  groupByLabel: '',
  sortBy: 'name',
  label: 'name',
  description: ['driver', 'subnets', 'internal', 'builtIn'],
  hide: [],
};

const properties: Readonly<Record<string, Property<NetworkInfo>>> = {
  name: nameOf,
  driver: (network) => network.driver,
  subnets: (network) => network.subnets.join(', '),
  internal: (network, { l10n }) => (network.internal ? l10n.t('internal') : ''),
  builtIn: (network, { l10n }) => (isBuiltInNetwork(network.name) ? l10n.t('built in') : ''),
  use: (network, { l10n, containers }) => {
    const count = usersOf(network.name, keysOf, containers).length;
    return useWords(count, l10n);
  },
  scope: (network) => network.scope,
  created: (network, { now, locale }) => formatAgo(network.created, now, locale),
  id: (network) => shortId(network.id),
};

/** One's own before those that every engine has. */
function byName(a: NetworkInfo, b: NetworkInfo): number {
  return Number(isBuiltInNetwork(a.name)) - Number(isBuiltInNetwork(b.name)) || compareTexts(a.name, b.name);
}

const keysOf = (container: ContainerInfo): readonly string[] => container.networks;

export const networks: ResourceView<'network'> = {
  kind: 'network',
  viewId: 'slipway.networks',
  usage: { keysOf, key: (network) => network.name },
  properties,
  orders: { name: byName, created: (a, b) => b.created - a.created || byName(a, b) },
  groupings: {
    none: [],
    project: [byProject('networks.group')],
    driver: [plainLevel((network) => network.driver, { icon: 'server', contextValue: 'networks.group' })],
  },
  hides: {
    builtIn: ({ name }) => isBuiltInNetwork(name),
    used: (network, { containers }) => usersOf(network.name, keysOf, containers).length > 0,
    unused: (network, { containers }) => usersOf(network.name, keysOf, containers).length === 0,
  },
  defaults,
  row,
  searchText: (network, { containers }) =>
    [
      network.name,
      network.driver,
      ...network.subnets,
      shortId(network.id),
      ...usersOf(network.name, keysOf, containers).map(({ name }) => name),
    ].join(' '),
  tooltip,
};

function nameOf(network: NetworkInfo): string {
  return network.name || shortId(network.id) || '?';
}

function row(network: NetworkInfo, scene: Scene, place: Place = { choices: defaults, path: [] }): Row {
  const { l10n, containers } = scene;
  const users = usersOf(network.name, keysOf, containers).length;
  const remarks = defaults.description.map((name) => properties[name]?.(network, scene, place) ?? '');
  const contextValue = isBuiltInNetwork(network.name) ? 'network.builtin' : 'network.own';
  return {
    label: properties[place.choices.label]?.(network, scene, place) || nameOf(network),
    description: describe(properties, network, scene, place),
    icon: { id: 'type-hierarchy', color: users === 0 ? 'disabledForeground' : 'testing.iconPassed' },
    contextValue: network.id === '' ? 'unreadable' : contextValue,
    spoken: [
      l10n.t('Network {0}', nameOf(network)),
      ...remarks.filter((part) => part !== ''),
      useWords(users, l10n),
      ...alsoSpoken({ properties, said: ['name', 'use', ...defaults.description] }, network, scene, place),
    ].join(', '),
  };
}

function tooltip(network: NetworkInfo, _details: unknown, { l10n, locale, now, containers }: Scene): string {
  const users = usersOf(network.name, keysOf, containers).map((container) => container.name);
  return factSheet(network.name, [
    [l10n.t('Driver'), network.driver],
    [l10n.t('Scope'), network.scope],
    [l10n.t('Subnets'), network.subnets.join(', ')],
    [l10n.t('Used by'), users.join(', ')],
    [l10n.t('Created'), formatAgo(network.created, now, locale)],
    [l10n.t('ID'), shortId(network.id)],
  ]);
}
