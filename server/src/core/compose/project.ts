import type { NameKind } from './spec/shape.ts';
import type { Entries } from './yaml/entries.ts';
import { entriesOf } from './yaml/entries.ts';
import { isEmpty, resolve } from './yaml/nodes.ts';
import type { Entry, Node } from './yaml/nodes.ts';
import type { YamlFile } from './yaml/yamlFile.ts';

/** A service with its settings, aliases and merge keys followed. */
export interface Service {
  readonly name: string;
  /** The key and value in the file; of several documents the last. */
  readonly entry: Entry;
  readonly keys: Entries;
  /** Whether it always runs. A service with profiles runs only when one of them is active. */
  readonly always: boolean;
}

/** The kinds of things that a project declares at the top level, besides services. */
export type ResourceKind = 'networks' | 'volumes' | 'secrets' | 'configs' | 'models';

/** What a file declares: the names that other places may refer to. */
export interface Project {
  readonly services: ReadonlyMap<string, Service>;
  readonly resources: Readonly<Record<ResourceKind, Entries>>;
  readonly profiles: ReadonlySet<string>;
  /**
   * Whether the file looks like a whole project. A file that others are merged with (an override, the base of an
   * `extends`, a part with `include`) may name what it does not declare.
   */
  readonly whole: boolean;
}

/** Reads what all documents of a file declare; later documents override earlier ones, as Compose merges them. */
export function projectOf(file: YamlFile): Project {
  const roots = file.documents.map(({ root }) => root);
  const services = readServices(roots);
  return {
    services,
    resources: {
      networks: declared(roots, 'networks'),
      volumes: declared(roots, 'volumes'),
      secrets: declared(roots, 'secrets'),
      configs: declared(roots, 'configs'),
      models: declared(roots, 'models'),
    },
    profiles: new Set(
      [...services.values()].flatMap(({ keys }) => texts(keys.get('profiles')?.value)).filter((name) => name !== ''),
    ),
    whole: isWhole(file, services),
  };
}

/** What each kind of name is declared under at the top level. */
const sections = {
  network: 'networks',
  volume: 'volumes',
  secret: 'secrets',
  config: 'configs',
  model: 'models',
} as const satisfies Readonly<Record<Exclude<NameKind, 'service' | 'profile'>, ResourceKind>>;

/** The names of a kind that a project declares. The network `default` is always there. */
export function namesOf(project: Project, kind: NameKind): ReadonlySet<string> {
  if (kind === 'service') return new Set(project.services.keys());
  if (kind === 'profile') return project.profiles;
  const declared = project.resources[sections[kind]].keys();
  return new Set(kind === 'network' ? [...declared, 'default'] : declared);
}

/** Whether a project declares a name. */
export function isDeclared(project: Project, kind: NameKind, name: string): boolean {
  if (kind === 'profile') return project.profiles.has(name);
  return declarationOf(project, kind, name) !== undefined || (kind === 'network' && name === 'default');
}

/** The declaration of a name; undefined where there is none, as for profiles. */
export function declarationOf(project: Project, kind: NameKind, name: string): Entry | undefined {
  if (kind === 'service') return project.services.get(name)?.entry;
  return kind === 'profile' ? undefined : project.resources[sections[kind]].get(name);
}

/** The texts of a list, or the one text that a node is. */
export function texts(node: Node | undefined): readonly string[] {
  const value = node && resolve(node);
  if (value?.kind === 'scalar') return isEmpty(value) ? [] : [value.text];
  if (value?.kind !== 'list') return [];
  return value.items.flatMap((item) => {
    const target = resolve(item);
    return target?.kind === 'scalar' ? [target.text] : [];
  });
}

function readServices(roots: readonly Node[]): ReadonlyMap<string, Service> {
  const services = new Map<string, Service>();
  for (const root of roots) {
    for (const [name, entry] of entriesOf(entriesOf(root).get('services')?.value)) {
      const earlier = services.get(name)?.keys ?? [];
      const keys: Entries = new Map([...earlier, ...entriesOf(entry.value)]);
      services.set(name, { name, entry, keys, always: texts(keys.get('profiles')?.value).length === 0 });
    }
  }
  return services;
}

function declared(roots: readonly Node[], kind: ResourceKind): Entries {
  const result = new Map<string, Entry>();
  for (const root of roots) {
    for (const [name, entry] of entriesOf(entriesOf(root).get(kind)?.value)) result.set(name, entry);
  }
  return result;
}

function isWhole(file: YamlFile, services: ReadonlyMap<string, Service>): boolean {
  if (services.size === 0 || file.hasComposeTags) return false;
  if (file.documents.some(({ root }) => entriesOf(root).has('include'))) return false;
  return [...services.values()].every(({ keys }) => sources.some((key) => keys.has(key)));
}

/** A service that has none of these gets its image from another file. */
const sources = ['image', 'build', 'extends', 'provider'] as const;
