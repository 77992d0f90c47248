import {
  applyEdits,
  type Edit,
  findNodeAtLocation,
  getNodeValue,
  type Node,
  parseTree,
  type ParseOptions,
} from 'jsonc-parser';
import { isRecord } from '../ui/taskValues.ts';
import { removal, unwrapped } from './unwrap.ts';

/** tasks.json after its tasks of Container Tools became tasks of Slipway. */
export interface Converted {
  readonly text: string;
  /** The labels of the tasks that were converted. */
  readonly labels: readonly string[];
  /** What could not be taken over, and why. */
  readonly left: readonly LeftOver[];
}

export interface LeftOver {
  readonly label: string;
  /** The property, such as `dockerRun.customOptions`. */
  readonly property: string;
  readonly reason: 'no-meaning' | 'debugging' | 'no-image';
}

/** Their settings stand in an object of this name. */
const wrappers = { 'docker-build': 'dockerBuild', 'docker-run': 'dockerRun' } as const;

const jsonc: ParseOptions = { allowTrailingComma: true };

/** What the options of a command line are under `flags`; undefined where they cannot be. */
export type ReadFlagsOf = (options: string) => Readonly<Record<string, unknown>> | undefined;

const noFlags: ReadFlagsOf = () => undefined;

/** The command line options that tasks of a text hand on as they are. */
export function customOptionsIn(text: string): readonly string[] {
  return findTasks(text).flatMap((task) => {
    const options = valueAt(task, 'dockerRun', 'customOptions');
    return typeof options === 'string' ? [options] : [];
  });
}

/** Converts all tasks of a text of tasks.json. Comments and the form stay; undefined where there is none to convert. */
export function convertTasks(text: string, flagsOf: ReadFlagsOf = noFlags): Converted | undefined {
  const labels: string[] = [];
  const left: LeftOver[] = [];
  let result = text;
  const count = findTasks(text).length;
  for (let index = 0; index < count; index++) {
    const task = findTasks(result)[index];
    const type = task && valueAt(task, 'type');
    if (!task || (type !== 'docker-build' && type !== 'docker-run')) continue;
    const given = valueAt(task, 'label');
    const label = typeof given === 'string' ? given : type;
    labels.push(label);
    const image = type === 'docker-run' ? imageOf(result, task) : undefined;
    const changes = type === 'docker-build' ? buildChanges(task) : runChanges(task, image, flagsOf);
    left.push(...changes.left.map((one) => ({ ...one, label })));
    result = changes.removed.reduce(
      (current, path) => withoutProperty(current, index, path),
      applyEdits(result, [...changes.edits]),
    );
    const changed = findTasks(result)[index];
    if (changed) result = unwrapped(result, changed, wrappers[type]);
  }
  return labels.length === 0 ? undefined : { text: result, labels, left };
}

interface Changes {
  readonly edits: readonly Edit[];
  /** The paths of properties that go. */
  readonly removed: readonly (readonly string[])[];
  readonly left: readonly Omit<LeftOver, 'label'>[];
}

function findTasks(text: string): readonly Node[] {
  const root = parseTree(text, [], jsonc);
  return (root && findNodeAtLocation(root, ['tasks'])?.children) ?? [];
}

function valueAt(node: Node, ...path: readonly string[]): unknown {
  const found = findNodeAtLocation(node, [...path]);
  return found && (getNodeValue(found) as unknown);
}

/** The image that the build before it makes, where the task itself names none. */
function imageOf(text: string, task: Node): string | undefined {
  if (valueAt(task, 'dockerRun', 'image') !== undefined) return undefined;
  const given = valueAt(task, 'dependsOn');
  const before = new Set(Array.isArray(given) ? (given as readonly unknown[]) : [given]);
  const build = findTasks(text).find((other) => before.has(valueAt(other, 'label')));
  const tag = build && (valueAt(build, 'dockerBuild', 'tag') ?? valueAt(build, 'tag'));
  return typeof tag === 'string' ? tag : undefined;
}

/** One after the other: what parts two that go belongs to both. */
function withoutProperty(text: string, index: number, path: readonly string[]): string {
  const task = findTasks(text)[index];
  const property = task && findNodeAtLocation(task, [...path])?.parent;
  return property?.parent ? applyEdits(text, [removal(property.parent, property)]) : text;
}

function buildChanges(task: Node): Changes {
  const own = propertyChanges(task, 'dockerBuild', buildProperties);
  const helpers = helperChanges(task);
  return {
    edits: [...typeEdit(task, 'slipway-build'), ...own.edits],
    removed: [...helpers.removed, ...own.removed],
    left: [...helpers.left, ...own.left],
  };
}

function runChanges(task: Node, image: string | undefined, flagsOf: ReadFlagsOf): Changes {
  const custom = valueAt(task, 'dockerRun', 'customOptions');
  const more = typeof custom === 'string' ? flagsOf(custom) : undefined;
  const known: typeof runProperties = more ? { ...runProperties, customOptions: 'gone' } : runProperties;
  const own = propertyChanges(task, 'dockerRun', known);
  const helpers = helperChanges(task);
  const hasImage = image !== undefined || valueAt(task, 'dockerRun', 'image') !== undefined;
  const flags = { ...runFlagsOf(task), ...more };
  const written = {
    ...(image === undefined ? {} : { image }),
    // Theirs always run in the background.
    detach: true,
    ...(Object.keys(flags).length > 0 ? { flags } : {}),
  };
  const added = Object.entries(written).map(([name, value]) => `, "${name}": ${oneLine(value)}`);
  const noImage = hasImage ? [] : [{ property: 'dockerRun.image', reason: 'no-image' } as const];
  return {
    edits: [...typeEdit(task, 'slipway-run', added.join('')), ...own.edits],
    removed: [...helpers.removed, ...own.removed],
    left: [...helpers.left, ...own.left, ...noImage],
  };
}

/** What stands under `flags` here. Theirs publish what the image exposes, unless they are told otherwise. */
function runFlagsOf(task: Node): Readonly<Record<string, unknown>> {
  const publishes = valueAt(task, 'dockerRun', 'portsPublishAll') ?? valueAt(task, 'dockerRun', 'ports') === undefined;
  const alias = valueAt(task, 'dockerRun', 'networkAlias');
  const hosts = valueAt(task, 'dockerRun', 'extraHosts');
  return {
    ...(publishes === true ? { 'publish-all': true } : {}),
    ...(alias === undefined ? {} : { 'network-alias': alias }),
    ...(hosts === undefined
      ? {}
      : { 'add-host': eachOf(hosts, (host) => `${text(host, 'hostname')}:${text(host, 'ip')}`) }),
  };
}

function typeEdit(task: Node, type: string, more = ''): readonly Edit[] {
  const value = findNodeAtLocation(task, ['type']);
  return value ? [{ offset: value.offset, length: value.length, content: JSON.stringify(type) + more }] : [];
}

/** What prepares debugging has no place in a task that builds or runs; `platform` is its name, not a platform. */
function helperChanges(task: Node): Changes {
  const found = ['platform', 'node', 'python', 'netCore'].filter((name) => valueAt(task, name) !== undefined);
  return {
    edits: [],
    removed: found.map((name) => [name]),
    left: found.map((property) => ({ property, reason: 'debugging' as const })),
  };
}

/** How a property is called and written here: the same, under another name, in another form, or not at all. */
type Rewrite = { readonly name?: string; readonly write?: (value: unknown) => unknown } | 'gone';

const buildProperties: Readonly<Record<string, Rewrite>> = {
  buildArgs: {},
  context: {},
  dockerfile: {},
  labels: { write: (value) => (isRecord(value) ? onlyTexts(value) : value) },
  tag: {},
  target: {},
  pull: {},
  platform: { write: platformText },
};

const runProperties: Readonly<Record<string, Rewrite>> = {
  image: {},
  command: {},
  containerName: { name: 'name' },
  entrypoint: {},
  env: {},
  envFiles: {},
  labels: { write: (value) => (isRecord(value) ? onlyTexts(value) : value) },
  network: {},
  ports: { write: (value) => eachOf(value, portText) },
  portsPublishAll: 'gone',
  // These stand under `flags` here.
  networkAlias: 'gone',
  extraHosts: 'gone',
  os: 'gone',
  remove: {},
  volumes: { write: (value) => eachOf(value, volumeText) },
  platform: { write: platformText },
};

function propertyChanges(task: Node, wrapper: string, known: Readonly<Record<string, Rewrite>>): Changes {
  const members = findNodeAtLocation(task, [wrapper])?.children ?? [];
  const named = members.map((property) => [String(property.children?.[0]?.value ?? ''), property] as const);
  return {
    edits: named.flatMap(([name, property]) => {
      const [key, value] = property.children ?? [];
      const rewrite = known[name];
      return rewrite && rewrite !== 'gone' && key && value ? rewritten(key, value, rewrite) : [];
    }),
    removed: named.filter(([name]) => known[name] === 'gone').map(([name]) => [wrapper, name]),
    left: named
      .filter(([name]) => known[name] === undefined)
      .map(([name]) => ({ property: `${wrapper}.${name}`, reason: 'no-meaning' as const })),
  };
}

function rewritten(key: Node, value: Node, { name, write }: Exclude<Rewrite, 'gone'>): readonly Edit[] {
  const old = getNodeValue(value) as unknown;
  const changed = write ? write(old) : old;
  const isSame = JSON.stringify(changed) === JSON.stringify(old);
  return [
    ...(name === undefined ? [] : [{ offset: key.offset, length: key.length, content: JSON.stringify(name) }]),
    ...(isSame ? [] : [{ offset: value.offset, length: value.length, content: oneLine(changed) }]),
  ];
}

/** JSON in one line, as people write it. */
function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, inner]) => `${JSON.stringify(name)}: ${oneLine(inner)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function eachOf(value: unknown, write: (item: unknown) => string): unknown {
  return Array.isArray(value) ? value.map((item: unknown) => (typeof item === 'string' ? item : write(item))) : value;
}

function text(value: unknown, name: string): string {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

function portText(port: unknown): string {
  const [host, inner, protocol] = ['hostPort', 'containerPort', 'protocol'].map((name) => text(port, name));
  return `${host ? `${host}:` : ''}${inner ?? ''}${protocol && protocol !== 'tcp' ? `/${protocol}` : ''}`;
}

function volumeText(volume: unknown): string {
  const [from, to, mode] = ['localPath', 'containerPath', 'permissions'].map((name) => text(volume, name));
  return [from, to, mode === 'rw' ? '' : mode].filter((part) => part !== '').join(':');
}

/** `linux/arm64`, or the same in two fields. */
function platformText(value: unknown): unknown {
  return isRecord(value)
    ? [text(value, 'os'), text(value, 'architecture')].filter((part) => part !== '').join('/')
    : value;
}

/** Theirs may hold switches that ask for labels of their own. */
function onlyTexts(labels: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(labels).filter(([, value]) => typeof value === 'string'));
}
