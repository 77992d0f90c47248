import {
  Disposable,
  EventEmitter,
  l10n,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  window,
} from 'vscode';
import { askHelperProgram, credentialsFor } from '../engine/credentials.ts';
import { loggedIn } from '../engine/credentialStore.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { dockerConfig } from '../engine/locate.ts';
import { registryOf, repositoryOf } from '../engine/references.ts';
import { lineOf } from '../ui/foreignText.ts';
import { RegistryClient, RegistryError } from './registryClient.ts';

export interface RegistryNode {
  readonly type: 'registry';
  readonly registry: string;
  readonly loggedIn: boolean;
  /** Whether it stands there for no other reason than that somebody wanted to see it. */
  readonly onlyAdded: boolean;
}

export interface RepositoryNode {
  readonly type: 'repository';
  readonly registry: string;
  /** Without the registry; `library/nginx` for one of Docker Hub's own. */
  readonly repository: string;
}

export interface TagNode {
  readonly type: 'tag';
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

interface RemarkNode {
  readonly type: 'remark';
  readonly text: string;
}

export type Node = RegistryNode | RepositoryNode | TagNode | RemarkNode;

/** The registries that somebody is logged in to or has images of, with what is in them. Asks them only what is opened. */
export class RegistriesView implements TreeDataProvider<Node> {
  readonly #live: LiveEngine;
  readonly #added: () => readonly string[];
  readonly #changed = new EventEmitter<Node | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(live: LiveEngine, added: () => readonly string[]) {
    this.#live = live;
    this.#added = added;
  }

  /** To be disposed with the extension. */
  register(): Disposable {
    return Disposable.from(this.#changed, window.createTreeView('slipway.registries', { treeDataProvider: this }));
  }

  refresh(): void {
    this.#changed.fire(undefined);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) return this.#registries();
    try {
      if (node.type === 'registry') return await this.#repositories(node.registry);
      if (node.type === 'repository') return await tagsOf(node);
      return [];
    } catch (error) {
      return [{ type: 'remark', text: registrySentence(error) }];
    }
  }

  getTreeItem(node: Node): TreeItem {
    if (node.type === 'remark') return withIcon(new TreeItem(lineOf(node.text)), 'info');
    const folds = node.type === 'tag' ? TreeItemCollapsibleState.None : TreeItemCollapsibleState.Collapsed;
    const name =
      node.type === 'registry' ? registryName(node.registry) : node.type === 'repository' ? shortName(node) : node.tag;
    const item = withIcon(
      new TreeItem(lineOf(name), folds),
      { registry: 'server', repository: 'repo', tag: 'tag' }[node.type],
    );
    // Without what changes: logging in must not fold what is open.
    const { registry, repository, tag } = { repository: '', tag: '', ...node };
    item.id = JSON.stringify([registry, repository, tag]);
    item.contextValue = contextOf(node);
    if (node.type === 'registry') item.description = node.loggedIn ? l10n.t('logged in') : '';
    item.accessibilityInformation = { label: lineOf(spoken(node, name)) };
    return item;
  }

  async #registries(): Promise<Node[]> {
    const known = loggedIn(await dockerConfig());
    const images = await this.#live.items('image').catch(() => []);
    const used = images.flatMap((image) => image.tags.map(registryOf)).filter((registry) => registry !== 'localhost');
    const others = new Set(['docker.io', 'ghcr.io', ...known, ...used]);
    return [...new Set(['docker.io', 'ghcr.io', ...this.#added(), ...others])].map((registry) => ({
      type: 'registry',
      registry,
      loggedIn: known.includes(registry),
      onlyAdded: !others.has(registry),
    }));
  }

  /** What the registry lists, and what of it is here already: the large public ones list nothing. */
  async #repositories(registry: string): Promise<Node[]> {
    const images = await this.#live.items('image').catch(() => []);
    const here = images
      .flatMap((image) => image.tags)
      .filter((tag) => registryOf(tag) === registry)
      .map((tag) => remoteName(tag));
    const listed = isListed(registry) ? await clientFor(registry).repositories() : [];
    const names = [...new Set([...listed, ...here])].sort(byNumbers.compare);
    if (names.length > 0) return names.map((repository) => ({ type: 'repository', registry, repository }));
    return [{ type: 'remark', text: l10n.t('It lists no repositories. Those that you have images of stand here.') }];
  }
}

function spoken(node: Exclude<Node, RemarkNode>, name: string): string {
  if (node.type === 'repository') return l10n.t('Repository {0}', name);
  if (node.type === 'tag') return l10n.t('Tag {0} of {1}', name, shortName(node));
  return [l10n.t('Registry {0}', name), node.loggedIn ? l10n.t('logged in') : l10n.t('not logged in')].join(', ');
}

/** What can be done with it. */
function contextOf(node: Exclude<Node, RemarkNode>): string {
  if (node.type !== 'registry') return node.type;
  return `registry.${node.loggedIn ? 'in' : 'out'}${node.onlyAdded ? '.added' : ''}`;
}

/** Docker Hub and GitHub's registry do not tell what is in them. */
function isListed(registry: string): boolean {
  return registry !== 'docker.io' && registry !== 'ghcr.io';
}

function registryName(registry: string): string {
  return registry === 'docker.io' ? 'Docker Hub' : registry;
}

function shortName({ repository }: RepositoryNode | TagNode): string {
  return repository.replace(/^library\//, '');
}

/** The repository within its registry. */
function remoteName(reference: string): string {
  const repository = repositoryOf(reference);
  const registry = registryOf(reference);
  const name = repository.startsWith(`${registry}/`) ? repository.slice(registry.length + 1) : repository;
  return registry === 'docker.io' && !name.includes('/') ? `library/${name}` : name;
}

/** As it is pulled. */
export function referenceOf({ registry, repository }: RepositoryNode | TagNode): string {
  return registry === 'docker.io' ? repository.replace(/^library\//, '') : `${registry}/${repository}`;
}

/** `r2` before `r10`. */
const byNumbers = new Intl.Collator(undefined, { numeric: true });

/** A tree with more rows than this helps nobody. */
const mostTags = 2000;

/** Versions the newest first, `latest` before them. */
async function tagsOf(node: RepositoryNode): Promise<Node[]> {
  const tags = [...(await clientFor(node.registry).tags(node.repository))];
  tags.sort((a, b) => Number(b === 'latest') - Number(a === 'latest') || byNumbers.compare(b, a));
  const { registry, repository } = node;
  const nodes: Node[] = tags.slice(0, mostTags).map((tag) => ({ type: 'tag', registry, repository, tag }));
  if (nodes.length === 0) return [{ type: 'remark', text: l10n.t('It has no tags.') }];
  const left = tags.length - nodes.length;
  if (left > 0) nodes.push({ type: 'remark', text: l10n.t('{0} more tags are not shown.', left) });
  return nodes;
}

/** A registry with the credentials that the docker CLI keeps for it, and no others. */
export function clientFor(registry: string): RegistryClient {
  return new RegistryClient({
    registry,
    credentials: async () => Object.values(await credentialsFor([registry], await dockerConfig(), askHelperProgram))[0],
    fetch: (url, init) => fetch(url, init),
  });
}

function withIcon(item: TreeItem, icon: string): TreeItem {
  item.iconPath = new ThemeIcon(icon);
  return item;
}

export function registrySentence(error: unknown): string {
  if (!(error instanceof RegistryError)) return String(error);
  const { problem, message } = error;
  if (problem === 'denied') return l10n.t('The registry does not show this to you. Log in, or check your rights.');
  if (problem === 'missing') return l10n.t('The registry does not know this (any more).');
  if (problem === 'unsupported') return l10n.t('The registry does not allow this.');
  if (problem === 'unreachable') return l10n.t('The registry cannot be reached: {0}', message);
  return l10n.t('The registry gave an answer that makes no sense: {0}', message);
}
