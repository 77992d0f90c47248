import { composeLabels } from '../engine/composeLabels.ts';
import type { ContainerInfo } from '../engine/engine.ts';

/** The containers that Compose made from a file, by service, each in the order of their numbers. */
export function containersByService(
  containers: Iterable<ContainerInfo>,
  file: string,
): ReadonlyMap<string, readonly ContainerInfo[]> {
  const wanted = samePath(file);
  const found = new Map<string, ContainerInfo[]>();
  for (const container of containers) {
    const { labels } = container;
    const service = labels[composeLabels.service];
    const isOfFile = (labels[composeLabels.files] ?? '').split(',').some((path) => samePath(path) === wanted);
    // What `run` starts is no part of the service.
    if (service === undefined || !isOfFile || /^true$/i.test(labels[composeLabels.oneOff] ?? '')) continue;
    found.set(service, [...(found.get(service) ?? []), container]);
  }
  for (const same of found.values()) same.sort((a, b) => numberOf(a) - numberOf(b));
  return found;
}

/** The name of the project that containers belong to; undefined where there are none. */
export function projectOf(containers: Iterable<ContainerInfo>): string | undefined {
  for (const { labels } of containers)
    if (labels[composeLabels.project] !== undefined) return labels[composeLabels.project];
  return undefined;
}

function numberOf({ labels }: ContainerInfo): number {
  return Number(labels[composeLabels.number] ?? 0);
}

/** Windows writes one path in several ways. */
function samePath(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  return /^[a-z]:\//i.test(slashes) ? slashes.toLowerCase() : slashes;
}
