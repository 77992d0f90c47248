import type { ContainerInfo, VolumeInfo } from '../engine/engine.ts';
import { factSheet } from '../ui/markdown.ts';
import { formatAgo, shortId } from '../ui/quantities.ts';
import { compareTexts } from './order.ts';
import type { ResourceView, Row, Scene } from './resourceView.ts';

export const volumes: ResourceView<'volume'> = {
  kind: 'volume',
  viewId: 'slipway.volumes',
  readsContainers: 'reads containers',
  compare: (a, b) => Number(isAnonymous(a)) - Number(isAnonymous(b)) || compareTexts(a.name, b.name),
  row,
  tooltip,
};

/** The engine made up the name: 64 digits. */
function isAnonymous(volume: VolumeInfo): boolean {
  return /^[a-f0-9]{64}$/.test(volume.name);
}

function row(volume: VolumeInfo, { l10n, containers }: Scene): Row {
  const anonymous = isAnonymous(volume);
  const users = usersOf(volume, containers).length;
  const label = anonymous ? shortId(volume.name) : volume.name || '?';
  const remarks = [
    anonymous ? l10n.t('anonymous') : '',
    volume.driver === 'local' ? '' : volume.driver,
    users === 0 ? l10n.t('not in use') : l10n.t('in use'),
  ].filter((part) => part !== '');
  return {
    label,
    description: remarks.join(' · '),
    icon: { id: 'database', color: users === 0 ? 'disabledForeground' : 'testing.iconPassed' },
    contextValue: volume.id === '' ? 'unreadable' : 'volume',
    spoken: [l10n.t('Volume {0}', label), ...remarks].join(', '),
  };
}

function usersOf(volume: VolumeInfo, containers: readonly ContainerInfo[]): readonly ContainerInfo[] {
  return containers.filter((container) =>
    container.mounts.some((mount) => mount.type === 'volume' && mount.source === volume.name),
  );
}

function tooltip(volume: VolumeInfo, _details: unknown, { l10n, locale, now, containers }: Scene): string {
  return factSheet(volume.name, [
    [l10n.t('Driver'), volume.driver],
    [l10n.t('Mount point'), volume.mountpoint],
    [l10n.t('Created'), formatAgo(volume.created, now, locale)],
    [
      l10n.t('Used by'),
      usersOf(volume, containers)
        .map((container) => container.name)
        .join(', '),
    ],
  ]);
}
