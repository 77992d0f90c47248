import type { ContainerInfo, ImageInfo } from '../engine/engine.ts';
import { objectAt, textAt, texts } from '../engine/json.ts';
import { factSheet } from '../ui/markdown.ts';
import { formatAgo, formatSize, shortId } from '../ui/quantities.ts';
import { compareTexts } from './order.ts';
import type { ResourceView, Row, Scene } from './resourceView.ts';

export const images: ResourceView<'image'> = {
  kind: 'image',
  viewId: 'slipway.images',
  readsContainers: 'reads containers',
  compare,
  row,
  tooltip,
};

/** By name; those without one at the end, the newest first. */
function compare(a: ImageInfo, b: ImageInfo): number {
  const [first, second] = [nameOf(a), nameOf(b)];
  if (first === undefined || second === undefined) {
    return Number(first === undefined) - Number(second === undefined) || b.created - a.created;
  }
  return compareTexts(first, second);
}

/** A tag, or the name of an image that was pulled by digest. */
function nameOf(image: ImageInfo): string | undefined {
  return image.tags[0] ?? image.digests[0]?.replace(/@sha256:([a-f0-9]{12})[a-f0-9]*$/, '@$1');
}

function row(image: ImageInfo, { l10n, containers }: Scene): Row {
  const users = usersOf(image, containers).length;
  const name = nameOf(image);
  const others = image.tags.slice(1).join(', ');
  const use = users === 0 ? '' : l10n.t('in use');
  const size = formatSize(image.size);
  return {
    label: name ?? shortId(image.id),
    description: [others, size, use, name === undefined ? l10n.t('untagged') : '']
      .filter((part) => part !== '')
      .join(' · '),
    icon: { id: 'package', color: users === 0 ? 'disabledForeground' : 'testing.iconPassed' },
    contextValue: image.id === '' ? 'unreadable' : name === undefined ? 'image.dangling' : 'image.tagged',
    spoken: [
      l10n.t('Image {0}', name ?? shortId(image.id)),
      ...(others === '' ? [] : [l10n.t('also {0}', others)]),
      size,
      users === 0 ? l10n.t('not in use') : l10n.t('used by {0} containers', users),
    ].join(', '),
  };
}

function usersOf(image: ImageInfo, containers: readonly ContainerInfo[]): readonly ContainerInfo[] {
  return containers.filter((container) => container.imageId === image.id);
}

function tooltip(image: ImageInfo, details: unknown, { l10n, locale, now, containers }: Scene): string {
  const config = objectAt(details, 'Config');
  const platform = [textAt(details, 'Os'), textAt(details, 'Architecture'), textAt(details, 'Variant')];
  const command = [...texts(config['Entrypoint']), ...texts(config['Cmd'])].join(' ');
  return factSheet(nameOf(image) ?? shortId(image.id), [
    [l10n.t('Tags'), image.tags.join(', ')],
    [l10n.t('Size'), formatSize(image.size)],
    [l10n.t('Created'), formatAgo(image.created, now, locale)],
    [l10n.t('Platform'), platform.filter((part) => part !== '').join('/')],
    [l10n.t('Command'), command],
    [l10n.t('User'), textAt(config, 'User')],
    [l10n.t('Working directory'), textAt(config, 'WorkingDir')],
    [l10n.t('Exposed ports'), Object.keys(objectAt(config, 'ExposedPorts')).join(', ')],
    [l10n.t('Volumes'), Object.keys(objectAt(config, 'Volumes')).join(', ')],
    [
      l10n.t('Used by'),
      usersOf(image, containers)
        .map((container) => container.name)
        .join(', '),
    ],
    [l10n.t('ID'), shortId(image.id)],
  ]);
}
