import type { Calls } from './calls.ts';
import { textAt } from './json.ts';
import type { Labels } from './resources.ts';

export interface RunSpec {
  readonly image: string;
  readonly labels?: Labels;
  readonly name?: string;
  readonly command?: readonly string[];
  /** Which host port each exposed port (`80/tcp`) is published on; 0 lets the engine choose. */
  readonly ports: Readonly<Record<string, number>>;
  /** Runs in a terminal that is attached to it, and goes when it ends. */
  readonly interactive?: boolean;
  readonly mounts?: readonly { readonly volume: string; readonly target: string; readonly access: 'read' | 'write' }[];
}

/** A container as the API describes it. Source: Docker Engine API, ContainerCreate. */
export interface ContainerPlan {
  readonly body: object;
  /** Empty where the engine makes one up. */
  readonly name: string;
  /** Empty for that of the engine. */
  readonly platform: string;
}

/** How containers come to be. */
export interface CreateCalls {
  /** Creates a container and gives its id. */
  create(spec: RunSpec): Promise<string>;
  /** The same of whatever the API can describe. */
  createPlanned(plan: ContainerPlan): Promise<string>;
}

export function createCalls(calls: Calls): CreateCalls {
  return {
    create: (spec) => create(calls, spec),
    createPlanned: (plan) => createPlanned(calls, plan),
  };
}

async function create(calls: Calls, spec: RunSpec): Promise<string> {
  const ports = Object.entries(spec.ports);
  const body = {
    Image: spec.image,
    Labels: spec.labels ?? {},
    ...(spec.command ? { Cmd: spec.command } : {}),
    ...(spec.interactive === true ? terminal : {}),
    ExposedPorts: Object.fromEntries(ports.map(([port]) => [port, {}])),
    HostConfig: {
      AutoRemove: spec.interactive === true,
      PortBindings: Object.fromEntries(
        ports.map(([port, host]) => [port, [{ HostPort: host === 0 ? '' : String(host) }]]),
      ),
      ...(spec.mounts ? { Mounts: spec.mounts.map(volumeMount) } : {}),
    },
  };
  const query = spec.name === undefined ? {} : { name: spec.name };
  return textAt(await calls.act({ method: 'POST', path: '/containers/create', query, body }), 'Id');
}

async function createPlanned(calls: Calls, { body, name, platform }: ContainerPlan): Promise<string> {
  const query = { ...(name === '' ? {} : { name }), ...(platform === '' ? {} : { platform }) };
  return textAt(await calls.act({ method: 'POST', path: '/containers/create', query, body }), 'Id');
}

/** As `docker run -it`. */
const terminal = {
  Tty: true,
  OpenStdin: true,
  StdinOnce: true,
  AttachStdin: true,
  AttachStdout: true,
  AttachStderr: true,
};

/** Nothing of the image is copied into an empty volume: it is there to be looked at as it is. */
function volumeMount({ volume, target, access }: NonNullable<RunSpec['mounts']>[number]): object {
  return {
    Type: 'volume',
    Source: volume,
    Target: target,
    ReadOnly: access === 'read',
    VolumeOptions: { NoCopy: true },
  };
}
