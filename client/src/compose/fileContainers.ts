import type { ContainerInfo } from '../engine/engine.ts';

/** What Compose writes on the containers that it makes. Source: docker/compose pkg/api/labels.go. */
const label = {
  files: 'com.docker.compose.project.config_files',
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  number: 'com.docker.compose.container-number',
  oneOff: 'com.docker.compose.oneoff',
} as const;

/** The containers that Compose made from a file, by service, each in the order of their numbers. */
export function containersByService(
  containers: Iterable<ContainerInfo>,
  file: string,
): ReadonlyMap<string, readonly ContainerInfo[]> {
  const wanted = samePath(file);
  const found = new Map<string, ContainerInfo[]>();
  for (const container of containers) {
    const { labels } = container;
    const service = labels[label.service];
    const isOfFile = (labels[label.files] ?? '').split(',').some((path) => samePath(path) === wanted);
    // What `run` starts is no part of the service.
    if (service === undefined || !isOfFile || /^true$/i.test(labels[label.oneOff] ?? '')) continue;
    found.set(service, [...(found.get(service) ?? []), container]);
  }
  for (const same of found.values()) same.sort((a, b) => numberOf(a) - numberOf(b));
  return found;
}

/** The name of the project that containers belong to; undefined where there are none. */
export function projectOf(containers: Iterable<ContainerInfo>): string | undefined {
  for (const { labels } of containers) if (labels[label.project] !== undefined) return labels[label.project];
  return undefined;
}

function numberOf({ labels }: ContainerInfo): number {
  return Number(labels[label.number] ?? 0);
}

/** Windows writes one path in several ways. */
function samePath(path: string): string {
  const slashes = path.replaceAll('\\', '/');
  return /^[a-z]:\//i.test(slashes) ? slashes.toLowerCase() : slashes;
}
