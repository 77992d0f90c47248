import type { ContainerInfo, ContainerState, Health, ImageInfo, Kind, NetworkInfo, PortInfo } from './engine.ts';
import type { Resources, VolumeInfo } from './engine.ts';
import { list, listAt, numberAt, objectAt, textAt, textRecord, texts } from './json.ts';

/**
 * The engine's JSON as our plain data, by kind. Docker and Podman differ in what they leave out: an item that says
 * nothing usable is still an item, with an empty id, so that one bad item is one bad row.
 * Source: the Docker Engine API, ContainerSummary, ImageSummary, Volume and Network.
 */
export const fromWire: { readonly [K in Kind]: (item: unknown) => Resources[K] } = {
  container,
  image,
  volume,
  network,
};

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

function container(item: unknown): ContainerInfo {
  const status = textAt(item, 'Status');
  const state = containerState(textAt(item, 'State'));
  const health = healthOf(item, status);
  const exitCode = state === 'exited' || state === 'dead' ? exitCodeOf(item, status) : undefined;
  return {
    id: textAt(item, 'Id'),
    name: (texts(objectAt(item)['Names'])[0] ?? '').replace(/^\//, ''),
    image: textAt(item, 'Image'),
    imageId: imageId(textAt(item, 'ImageID')),
    command: textAt(item, 'Command'),
    state,
    ...(health ? { health } : {}),
    ...(exitCode === undefined ? {} : { exitCode }),
    created: numberAt(item, 'Created') * 1000,
    ports: portsOf(listAt(item, 'Ports')),
    labels: textRecord(objectAt(item)['Labels']),
    networks: Object.keys(objectAt(item, 'NetworkSettings', 'Networks')),
    mounts: listAt(item, 'Mounts').map((mount) => ({
      type: textAt(mount, 'Type'),
      source: textAt(mount, 'Name') || textAt(mount, 'Source'),
      destination: textAt(mount, 'Destination'),
    })),
  };
}

function containerState(text: string): ContainerState {
  const lower = text.toLowerCase();
  return states.find((state) => state === lower) ?? otherStates[lower] ?? 'unknown';
}

/** Engines before API 1.52 tell the health in the status text only: `Up 3 minutes (health: starting)`. */
function healthOf(item: unknown, status: string): Health | undefined {
  const told = textAt(objectAt(item, 'Health'), 'Status') || /\((?:health: )?(\w+)\)\s*$/.exec(status)?.[1];
  return (['healthy', 'unhealthy', 'starting'] as const).find((health) => health === told);
}

function exitCodeOf(item: unknown, status: string): number | undefined {
  const told = /\bExited \((-?\d+)\)/.exec(status)?.[1];
  if (told !== undefined) return Number(told);
  const own = objectAt(item)['ExitCode'];
  return typeof own === 'number' ? own : undefined;
}

/** The same port is told once per address family: rows show it once. */
function portsOf(items: readonly unknown[]): readonly PortInfo[] {
  const ports = new Map<string, PortInfo>();
  for (const item of items) {
    const port: PortInfo = {
      containerPort: numberAt(item, 'PrivatePort'),
      ...(numberAt(item, 'PublicPort') > 0 ? { hostPort: numberAt(item, 'PublicPort') } : {}),
      ...(textAt(item, 'IP') === '' ? {} : { hostAddress: textAt(item, 'IP') }),
      protocol: textAt(item, 'Type') || 'tcp',
    };
    const key = `${port.containerPort}/${port.protocol}/${port.hostPort ?? ''}`;
    if (port.containerPort > 0 && !ports.has(key)) ports.set(key, port);
  }
  return [...ports.values()].sort((a, b) => a.containerPort - b.containerPort);
}

/** A summary of a list, or an inspection: they differ in `Created` and in where the labels are. */
function image(item: unknown): ImageInfo {
  const created = objectAt(item)['Created'];
  return {
    id: imageId(textAt(item, 'Id')),
    tags: texts(objectAt(item)['RepoTags']).filter((tag) => tag !== '<none>:<none>'),
    digests: texts(objectAt(item)['RepoDigests']).filter((digest) => !digest.startsWith('<none>')),
    created: typeof created === 'number' ? created * 1000 : time(created),
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
