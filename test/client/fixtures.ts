import { readFileSync } from 'node:fs';
import type {
  ContainerInfo,
  ImageInfo,
  Kind,
  NetworkInfo,
  Resources,
  VolumeInfo,
} from '../../client/src/engine/engine.ts';
import type { ResourceView, Scene, ViewChoices } from '../../client/src/explorer/resourceView.ts';
import { Tree } from '../../client/src/explorer/tree.ts';
import type { TreeNode } from '../../client/src/explorer/treeNodes.ts';
import type { Localizer } from '../../client/src/ui/localizer.ts';

/** An id that an engine could have given, from a letter. */
function idOf(letter: string): string {
  return Buffer.from(letter).toString('hex').padEnd(64, '0');
}

export function container(name: string, more: Partial<ContainerInfo> = {}): ContainerInfo {
  return {
    id: idOf(name),
    name,
    image: 'nginx:latest',
    imageId: `sha256:${idOf('nginx')}`,
    state: 'running',
    created: 0,
    ports: [],
    labels: {},
    networks: ['bridge'],
    mounts: [],
    ...more,
  };
}

/** A container of a Compose project. */
export function member(project: string, service: string, more: Partial<ContainerInfo> = {}): ContainerInfo {
  const labels = { 'com.docker.compose.project': project, 'com.docker.compose.service': service };
  return container(`${project}-${service}-1`, { labels, ...more });
}

export function image(tag: string, more: Partial<ImageInfo> = {}): ImageInfo {
  return { id: `sha256:${idOf(tag)}`, tags: [tag], digests: [], created: 0, size: 1000, labels: {}, ...more };
}

export function volume(name: string, more: Partial<VolumeInfo> = {}): VolumeInfo {
  return { id: name, name, driver: 'local', mountpoint: `/data/${name}`, created: 0, labels: {}, ...more };
}

export function network(name: string, more: Partial<NetworkInfo> = {}): NetworkInfo {
  const always = { driver: 'bridge', scope: 'local', internal: false, subnets: [], created: 0, labels: {} };
  return { id: idOf(name), name, ...always, ...more };
}

export const english: Localizer = { t: fill };

const bundle = JSON.parse(
  readFileSync(new URL('../../l10n/bundle.l10n.zh-cn.json', import.meta.url), 'utf8'),
) as Record<string, string>;

export const chinese: Localizer = {
  t: (message, ...args) => fill(bundle[message] ?? `untranslated: ${message}`, ...args),
};

export function scene(more: Partial<Scene> = {}): Scene {
  return { l10n: english, locale: 'en', now: 0, containers: [], ...more };
}

export interface DrawnTree<K extends Kind> {
  readonly tree: Tree<K>;
  /** What is shown now: a line for each row, those in groups indented. */
  drawn(): string;
  /** Takes other settings or another filter. */
  choose(choices: Partial<ViewChoices>, filter?: string): void;
}

/** A view over these things, which may change, as it is drawn. */
export function treeOn<K extends Kind>(
  view: ResourceView<K>,
  known: ReadonlyMap<string, Resources[K]>,
  users: ReadonlyMap<string, ContainerInfo> = new Map(),
): DrawnTree<K> {
  let choices = view.defaults;
  let filter = '';
  const now = (): Scene => scene({ containers: [...users.values()] });
  const tree = new Tree<K>(view, {
    engine: '',
    known: () => known,
    container: (id) => users.get(id),
    choices: () => choices,
    filter: () => filter,
    scene: now,
  });
  const line = (node: TreeNode, indent: string): string => {
    const row = tree.row(node, now());
    const label = node.type === 'user' ? `<${node.ref.name}>` : `${row?.label ?? '?'} | ${row?.description ?? ''}`;
    return [indent + label, ...tree.children(node).map((child) => line(child, `${indent}  `))].join('\n');
  };
  return {
    tree,
    drawn: () =>
      tree
        .roots()
        .map((node) => line(node, ''))
        .join('\n'),
    choose: (chosen, words = '') => {
      choices = { ...choices, ...chosen };
      filter = words;
      tree.rearrange();
    },
  };
}

function fill(message: string, ...args: (string | number | boolean)[]): string {
  return message.replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));
}

/** A stream of these pieces. */
export async function* streamOf<T>(...pieces: readonly T[]): AsyncGenerator<T> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}
