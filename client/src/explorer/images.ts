import type { ContainerInfo, ImageInfo } from '../engine/engine.ts';
import { objectAt, textAt, texts } from '../engine/json.ts';
import { registryOf, repositoryOf, tagOf } from '../engine/references.ts';
import { factSheet } from '../ui/markdown.ts';
import { formatAgo, formatSize, shortId } from '../ui/quantities.ts';
import { compareTexts } from './order.ts';
import { alsoSpoken, describe, type Level, type Place, type Property, type ResourceView } from './resourceView.ts';
import type { Row, Scene, ViewChoices } from './resourceView.ts';
import { usersOf, useWords } from './usage.ts';

type Images = ResourceView<'image'>;

const defaults: ViewChoices = {
  groupBy: 'none',
  groupByLabel: '',
  sortBy: 'name',
  label: 'tag',
  description: ['tags', 'size', 'use', 'untagged'],
  hide: [],
};

const properties: Readonly<Record<string, Property<ImageInfo>>> = {
  tag: (image, _scene, place) => tagsHere(image, place)[0] ?? shortId(image.id),
  tags: (image, _scene, place) => tagsHere(image, place).slice(1).join(', '),
  size: (image) => formatSize(image.size),
  use: (image, { l10n, containers }) => (isUsed(image, containers) ? l10n.t('in use') : ''),
  untagged: (image, { l10n }) => (nameOf(image) === undefined ? l10n.t('untagged') : ''),
  created: (image, { now, locale }) => formatAgo(image.created, now, locale),
  id: (image) => shortId(image.id),
};

/** By name; those without one at the end, the newest first. */
function byName(a: ImageInfo, b: ImageInfo): number {
  const [first, second] = [nameOf(a), nameOf(b)];
  if (first === undefined || second === undefined) {
    return Number(first === undefined) - Number(second === undefined) || b.created - a.created;
  }
  return compareTexts(first, second);
}

const keysOf = (container: ContainerInfo): readonly string[] => [container.imageId];

export const images: Images = {
  kind: 'image',
  viewId: 'slipway.images',
  usage: { keysOf, key: (image) => image.id },
  properties,
  orders: {
    name: byName,
    created: (a, b) => b.created - a.created || byName(a, b),
    size: (a, b) => b.size - a.size || byName(a, b),
  },
  groupings: {
    none: [],
    repository: [level((image) => image.tags.map(repositoryOf), 'repo')],
    registry: [
      level((image) => image.tags.map(registryOf), 'server'),
      level((image, registry) => image.tags.filter((tag) => registryOf(tag) === registry).map(repositoryOf), 'repo'),
    ],
  },
  hides: {
    dangling: (image) => nameOf(image) === undefined,
    used: (image, scene) => isUsed(image, scene.containers),
    unused: (image, scene) => !isUsed(image, scene.containers),
  },
  defaults,
  row,
  searchText: (image) => [...image.tags, ...image.digests, shortId(image.id)].join(' '),
  tooltip,
};

/** An image may have names in several repositories: it stands in each of them. */
function level(
  groupsOf: (image: ImageInfo, above: string | undefined) => readonly string[],
  icon: string,
): Level<ImageInfo> {
  return {
    of: (image, _choices, above) => [...new Set(groupsOf(image, above.at(-1)))],
    row: (name, members, { l10n }) => {
      const size = formatSize(members.reduce((sum, image) => sum + image.size, 0));
      const count = l10n.t('{0} images', members.length);
      return {
        label: name,
        description: [count, size].join(' · '),
        icon: { id: icon },
        contextValue: 'images.group',
        spoken: [name, count, size].join(', '),
      };
    },
  };
}

/** A tag, or the name of an image that was pulled by digest. */
function nameOf(image: ImageInfo): string | undefined {
  return namesOf(image)[0];
}

function namesOf(image: ImageInfo): readonly string[] {
  if (image.tags.length > 0) return image.tags;
  return image.digests.map((digest) => digest.replace(/@sha256:([a-f0-9]{12})[a-f0-9]*$/, '@$1')).slice(0, 1);
}

/** Within the group of a repository its tags are enough, and those of other repositories do not belong there. */
function tagsHere(image: ImageInfo, { choices, path }: Place): readonly string[] {
  const group = path.at(-1);
  if (group === undefined || choices.groupBy === 'none') return namesOf(image);
  const here = image.tags.filter((tag) => repositoryOf(tag) === group).map(tagOf);
  return here.length > 0 ? here : namesOf(image);
}

function isUsed(image: ImageInfo, containers: Scene['containers']): boolean {
  return usersOf(image.id, keysOf, containers).length > 0;
}

function row(image: ImageInfo, scene: Scene, place: Place = { choices: defaults, path: [] }): Row {
  const { l10n, containers } = scene;
  const users = usersOf(image.id, keysOf, containers).length;
  const name = nameOf(image);
  const others = image.tags.slice(1).join(', ');
  return {
    label: properties[place.choices.label]?.(image, scene, place) || (name ?? shortId(image.id)),
    description: describe(properties, image, scene, place),
    icon: { id: 'package', color: users === 0 ? 'disabledForeground' : 'testing.iconPassed' },
    contextValue: image.id === '' ? 'unreadable' : name === undefined ? 'image.dangling' : 'image.tagged',
    spoken: [
      l10n.t('Image {0}', name ?? shortId(image.id)),
      ...(others === '' ? [] : [l10n.t('also {0}', others)]),
      formatSize(image.size),
      ...(name === undefined ? [l10n.t('untagged')] : []),
      useWords(users, l10n),
      ...alsoSpoken({ properties, said }, image, scene, place),
    ].join(', '),
  };
}

/** What is said of each image as it is. */
const said = ['tag', 'tags', 'size', 'use', 'untagged'];

function tooltip(image: ImageInfo, details: unknown, { l10n, locale, now, containers }: Scene): string {
  const config = objectAt(details, 'Config');
  const platform = [textAt(details, 'Os'), textAt(details, 'Architecture'), textAt(details, 'Variant')];
  const command = [...texts(config['Entrypoint']), ...texts(config['Cmd'])].join(' ');
  const users = usersOf(image.id, keysOf, containers).map((container) => container.name);
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
    [l10n.t('Used by'), users.join(', ')],
    [l10n.t('ID'), shortId(image.id)],
  ]);
}
