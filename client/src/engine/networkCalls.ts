import type { Calls } from './calls.ts';
import { pathId } from './ids.ts';
import { textAt } from './json.ts';
import type { Labels } from './resources.ts';

export interface NetworkSpec {
  readonly name: string;
  readonly driver: string;
  /** `10.20.0.0/16` */
  readonly subnet?: string;
  readonly gateway?: string;
  /** Without a way to the outside. */
  readonly internal?: boolean;
  /** Containers may join a swarm's network by hand. */
  readonly attachable?: boolean;
  readonly labels?: Labels;
}

export interface VolumeSpec {
  readonly name: string;
  readonly driver?: string;
  readonly options?: Labels;
  readonly labels?: Labels;
}

/** What can be done with networks and volumes, besides listing and removing them. */
export interface NetworkCalls {
  /** Gives its id. */
  createNetwork(spec: NetworkSpec): Promise<string>;
  connect(network: string, container: string, aliases?: readonly string[]): Promise<void>;
  disconnect(network: string, container: string): Promise<void>;
  /** Gives its name: the engine makes one up where it is empty. */
  createVolume(spec: VolumeSpec): Promise<string>;
}

/** Source: Docker Engine API, Network and Volume. */
export function networkCalls(calls: Calls): NetworkCalls {
  return {
    createNetwork: async (spec) => {
      const { subnet, gateway } = spec;
      const addresses = { ...(subnet ? { Subnet: subnet } : {}), ...(gateway ? { Gateway: gateway } : {}) };
      const body = {
        Name: spec.name,
        Driver: spec.driver,
        Internal: spec.internal === true,
        Attachable: spec.attachable === true,
        Labels: spec.labels ?? {},
        CheckDuplicate: true,
        ...(Object.keys(addresses).length === 0 ? {} : { IPAM: { Config: [addresses] } }),
      };
      return textAt(await calls.act({ method: 'POST', path: '/networks/create', body }), 'Id');
    },
    connect: async (network, container, aliases = []) => {
      const body = {
        Container: pathId('container', container),
        ...(aliases.length === 0 ? {} : { EndpointConfig: { Aliases: aliases } }),
      };
      await calls.act({ method: 'POST', path: `/networks/${pathId('network', network)}/connect`, body });
    },
    disconnect: async (network, container) => {
      const body = { Container: pathId('container', container), Force: false };
      await calls.act({ method: 'POST', path: `/networks/${pathId('network', network)}/disconnect`, body });
    },
    createVolume: async ({ name, driver = 'local', options = {}, labels = {} }) => {
      const body = { ...(name === '' ? {} : { Name: name }), Driver: driver, DriverOpts: options, Labels: labels };
      return textAt(await calls.act({ method: 'POST', path: '/volumes/create', body }), 'Name');
    },
  };
}
