import type {
  ContainerInfo,
  ContainerState,
  Health,
  ImageInfo,
  Kind,
  MountInfo,
  NetworkInfo,
  PortInfo,
} from './resources.ts';
import type { Resources, VolumeInfo } from './resources.ts';
import { familiarName } from './references.ts';
import { list, listAt, numberAt, objectAt, textAt, textRecord, texts } from './json.ts';

/**
 * The engine's JSON as our plain data, by kind. Docker and Podman differ in what they leave out: an item that says
 * nothing usable is still an item, with an empty id, so that one bad item is one bad row.
 */
type Reader = { readonly [K in Kind]: (item: unknown) => Resources[K] };

/**
 * Items of the list requests.
 * Source: the Docker Engine API, ContainerSummary, ImageSummary, Volume and Network.
 */
export const fromList: Reader = { container: listedContainer, image, volume, network };

/**
 * Answers of the inspect requests, which read as the same thing does in the list.
 * Source: the Docker Engine API, ContainerInspectResponse, ImageInspect, Volume and Network.
 */
export const fromInspection: Reader = { container: inspectedContainer, image, volume, network };

/** The items of an answer to a list request. Volumes come wrapped. */
export function wireItems(kind: Kind, answer: unknown): readonly unknown[] {
  return kind === 'volume' ? listAt(answer, 'Volumes') : list(answer);
}

const states: readonly ContainerState[] = ['created', 'running', 'paused', 'restarting', 'removing', 'exited', 'dead'];

/** Podman has names of its own for some states. */
const otherStates: Readonly<Record<string, ContainerState>> = {
  configured: 'created',
  initialized: 'created',
  stopped: 'exited',
  stopping: 'running',
};

function listedContainer(item: unknown): ContainerInfo {
  const status = textAt(item, 'Status');
  const state = containerState(textAt(item, 'State'));
  const names = texts(objectAt(item)['Names']).map((name) => name.replace(/^\//, ''));
  return {
    id: textAt(item, 'Id'),
    // Names with a slash are those that another container gave it by a link.
    name: names.find((name) => !name.includes('/')) ?? names[0] ?? '',
    image: familiarName(textAt(item, 'Image')),
    imageId: imageId(textAt(item, 'ImageID')),
    state,
    // Engines before API 1.52 tell the health in the status text only: `Up 3 minutes (health: starting)`.
    ...healthOf(state, textAt(objectAt(item, 'Health'), 'Status') || /\((?:health: )?(\w+)\)\s*$/.exec(status)?.[1]),
    ...exitCodeOf(state, Number(/\bExited \((-?\d+)\)/.exec(status)?.[1] ?? objectAt(item)['ExitCode'])),
    created: numberAt(item, 'Created') * 1000,
    ports: portsOf(listAt(item, 'Ports').map(listedPort)),
    labels: textRecord(objectAt(item)['Labels']),
    networks: Object.keys(objectAt(item, 'NetworkSettings', 'Networks')).sort(),
    mounts: mountsOf(item),
  };
}

function inspectedContainer(item: unknown): ContainerInfo {
  const inner = objectAt(item, 'State');
  const state = containerState(textAt(inner, 'Status'));
  return {
    id: textAt(item, 'Id'),
    name: textAt(item, 'Name').replace(/^\//, ''),
    image: familiarName(textAt(objectAt(item, 'Config'), 'Image')),
    imageId: imageId(textAt(item, 'Image')),
    state,
    ...healthOf(state, textAt(objectAt(inner, 'Health'), 'Status')),
    ...exitCodeOf(state, Number(inner['ExitCode'])),
    created: wholeSeconds(objectAt(item)['Created']),
    ports: portsOf(inspectedPorts(item)),
    labels: textRecord(objectAt(item, 'Config')['Labels']),
    networks: Object.keys(objectAt(item, 'NetworkSettings', 'Networks')).sort(),
    mounts: mountsOf(item),
  };
}

/** An engine's word for the state of a container as one of ours. */
export function containerState(text: string): ContainerState {
  const lower = text.toLowerCase();
  return states.find((state) => state === lower) ?? otherStates[lower] ?? 'unknown';
}

/** Only of what runs: a stopped container has no health, whatever its last one was. */
function healthOf(state: ContainerState, told: string | undefined): { health?: Health } {
  const health = (['healthy', 'unhealthy', 'starting'] as const).find((health) => health === told);
  return health && state === 'running' ? { health } : {};
}

function exitCodeOf(state: ContainerState, told: number): { exitCode?: number } {
  return (state === 'exited' || state === 'dead') && Number.isInteger(told) ? { exitCode: told } : {};
}

function listedPort(item: unknown): PortInfo {
  const [hostPort, hostAddress] = [numberAt(item, 'PublicPort'), textAt(item, 'IP')];
  return {
    containerPort: numberAt(item, 'PrivatePort'),
    ...(hostPort > 0 ? { hostPort } : {}),
    ...(hostAddress === '' ? {} : { hostAddress }),
    protocol: textAt(item, 'Type') || 'tcp',
  };
}

/** `{ "80/tcp": [{ "HostIp": "0.0.0.0", "HostPort": "8080" }], "22/tcp": null }` */
function inspectedPorts(item: unknown): readonly PortInfo[] {
  return Object.entries(objectAt(item, 'NetworkSettings', 'Ports')).flatMap(([port, bindings]) => {
    const [number = '', protocol = 'tcp'] = port.split('/');
    const containerPort = Number(number);
    if (list(bindings).length === 0) return [{ containerPort, protocol }];
    return list(bindings).map((binding) => ({
      containerPort,
      hostPort: Number(textAt(binding, 'HostPort')),
      ...(textAt(binding, 'HostIp') === '' ? {} : { hostAddress: textAt(binding, 'HostIp') }),
      protocol,
    }));
  });
}

/** The same port is told once per address family: rows show it once. */
function portsOf(told: readonly PortInfo[]): readonly PortInfo[] {
  const ports = new Map<string, PortInfo>();
  const byAddress = [...told].sort((a, b) => ((a.hostAddress ?? '') < (b.hostAddress ?? '') ? -1 : 1));
  for (const port of byAddress) {
    const key = `${port.containerPort}/${port.protocol}/${port.hostPort ?? ''}`;
    if (port.containerPort > 0 && !ports.has(key)) ports.set(key, port);
  }
  return [...ports.values()].sort((a, b) => orderOf(a) - orderOf(b) || (a.protocol < b.protocol ? -1 : 1));
}

function orderOf(port: PortInfo): number {
  return port.containerPort * 65_536 + (port.hostPort ?? 0);
}

function mountsOf(item: unknown): readonly MountInfo[] {
  const mounts = listAt(item, 'Mounts').map((mount) => ({
    type: textAt(mount, 'Type'),
    source: textAt(mount, 'Name') || textAt(mount, 'Source'),
    destination: textAt(mount, 'Destination'),
  }));
  return mounts.sort((a, b) => (a.destination < b.destination ? -1 : 1));
}

/** A summary of a list, or an inspection: they differ in `Created` and in where the labels are. */
function image(item: unknown): ImageInfo {
  const created = objectAt(item)['Created'];
  return {
    id: imageId(textAt(item, 'Id')),
    tags: texts(objectAt(item)['RepoTags'])
      .filter((tag) => tag !== '<none>:<none>')
      .map(familiarName),
    digests: texts(objectAt(item)['RepoDigests'])
      .filter((digest) => !digest.startsWith('<none>'))
      .map(familiarName),
    created: typeof created === 'number' ? created * 1000 : wholeSeconds(created),
    size: numberAt(item, 'Size'),
    labels: textRecord(objectAt(item)['Labels'] ?? objectAt(item, 'Config')['Labels']),
  };
}

/** Podman's events name images without their algorithm. */
export function imageId(id: string): string {
  return /^[a-f0-9]{64}$/.test(id) ? `sha256:${id}` : id;
}

function volume(item: unknown): VolumeInfo {
  const name = textAt(item, 'Name');
  return {
    id: name,
    name,
    driver: textAt(item, 'Driver'),
    mountpoint: textAt(item, 'Mountpoint'),
    created: time(objectAt(item)['CreatedAt']),
    labels: textRecord(objectAt(item)['Labels']),
  };
}

function network(item: unknown): NetworkInfo {
  const subnets = listAt(objectAt(item, 'IPAM'), 'Config').map((config) => textAt(config, 'Subnet'));
  return {
    id: textAt(item, 'Id'),
    name: textAt(item, 'Name'),
    driver: textAt(item, 'Driver'),
    scope: textAt(item, 'Scope'),
    internal: objectAt(item)['Internal'] === true,
    subnets: subnets.filter((subnet) => subnet !== ''),
    created: time(objectAt(item)['Created']),
    labels: textRecord(objectAt(item)['Labels']),
  };
}

function time(value: unknown): number {
  const milliseconds = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(milliseconds) ? 0 : milliseconds;
}

/** Lists tell whole seconds only. */
function wholeSeconds(value: unknown): number {
  return Math.floor(time(value) / 1000) * 1000;
}
