import { composeLabels } from '../engine/composeLabels.ts';
import type { ContainerInfo } from '../engine/engine.ts';

/** The hash of each service's settings. */
export type Hashes = ReadonlyMap<string, string>;

/** What `docker compose config --hash=*` prints. */
export function parseHashes(output: string): Hashes {
  const lines = [...output.matchAll(/^(\S+) ([\da-f]{64})$/gm)];
  return new Map(lines.map(([, service = '', hash = '']) => [service, hash]));
}

/** The services with a container that was made from other settings than the file has. */
export function driftedServices(
  byService: ReadonlyMap<string, readonly ContainerInfo[]>,
  hashes: Hashes | undefined,
): ReadonlySet<string> {
  const drifted = [...byService].filter(([service, containers]) => {
    const wanted = hashes?.get(service);
    return wanted !== undefined && containers.some(({ labels }) => differs(labels[composeLabels.hash], wanted));
  });
  return new Set(drifted.map(([service]) => service));
}

/**
 * The services that differ by each of several answers. Of a service with `env_file`, Compose does not print the hash that
 * it writes on the container: that is the one of the configuration with these files read.
 */
export function driftedByAll(
  byService: ReadonlyMap<string, readonly ContainerInfo[]>,
  answers: readonly Hashes[],
): ReadonlySet<string> {
  const [first, ...others] = answers.map((hashes) => driftedServices(byService, hashes));
  return new Set([...(first ?? [])].filter((service) => others.every((drifted) => drifted.has(service))));
}

function differs(hash: string | undefined, wanted: string): boolean {
  return hash !== undefined && hash !== '' && hash !== wanted;
}

/** Whether Compose would fetch something to read the file: that it does only when it is told to start. */
export function readsFromAfar(text: string): boolean {
  return /^include:|^\s+extends:/m.test(text) && /(?:https?|ssh|git|oci):\/\/|git@|\boci:|github\.com\//.test(text);
}
