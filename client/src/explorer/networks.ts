import type { ContainerInfo, NetworkInfo } from '../engine/engine.ts';
import { factSheet } from '../ui/markdown.ts';
import { formatAgo, shortId } from '../ui/quantities.ts';
import { compareTexts } from './order.ts';
import type { ResourceView, Row, Scene } from './resourceView.ts';

export const networks: ResourceView<'network'> = {
  kind: 'network',
  viewId: 'slipway.networks',
  readsContainers: 'reads containers',
  compare: (a, b) => Number(isBuiltIn(a)) - Number(isBuiltIn(b)) || compareTexts(a.name, b.name),
  row,
  tooltip,
};

/** Networks that every engine has and none lets go. */
function isBuiltIn({ name }: NetworkInfo): boolean {
  return ['bridge', 'host', 'none', 'podman'].includes(name);
}

function row(network: NetworkInfo, { l10n, containers }: Scene): Row {
  const users = usersOf(network, containers).length;
  const remarks = [
    network.driver,
    network.subnets.join(', '),
    network.internal ? l10n.t('internal') : '',
    isBuiltIn(network) ? l10n.t('built in') : '',
  ].filter((part) => part !== '');
  return {
    label: network.name || shortId(network.id) || '?',
    description: remarks.join(' · '),
    icon: { id: 'type-hierarchy', color: users === 0 ? 'disabledForeground' : 'testing.iconPassed' },
    contextValue: network.id === '' ? 'unreadable' : isBuiltIn(network) ? 'network.builtin' : 'network.own',
    spoken: [
      l10n.t('Network {0}', network.name),
      ...remarks,
      users === 0 ? l10n.t('not in use') : l10n.t('used by {0} containers', users),
    ].join(', '),
  };
}

function usersOf(network: NetworkInfo, containers: readonly ContainerInfo[]): readonly ContainerInfo[] {
  return containers.filter((container) => container.networks.includes(network.name));
}

function tooltip(network: NetworkInfo, _details: unknown, { l10n, locale, now, containers }: Scene): string {
  return factSheet(network.name, [
    [l10n.t('Driver'), network.driver],
    [l10n.t('Scope'), network.scope],
    [l10n.t('Subnets'), network.subnets.join(', ')],
    [
      l10n.t('Used by'),
      usersOf(network, containers)
        .map((container) => container.name)
        .join(', '),
    ],
    [l10n.t('Created'), formatAgo(network.created, now, locale)],
    [l10n.t('ID'), shortId(network.id)],
  ]);
}
