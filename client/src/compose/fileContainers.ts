import { composeLabels } from '../engine/composeLabels.ts';
import type { ContainerInfo } from '../engine/engine.ts';
import type { ProjectFiles } from './composeCli.ts';

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
    if (service === undefined || !isOfFile || isOneOff(container)) continue;
    found.set(service, [...(found.get(service) ?? []), container]);
  }
  for (const same of found.values()) same.sort((a, b) => numberOf(a) - numberOf(b));
  return found;
}

/** Whether `run` made a container, for one task. */
export function isOneOff({ labels }: ContainerInfo): boolean {
  return /^true$/i.test(labels[composeLabels.oneOff] ?? '');
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

/** What the labels of a project's containers say of its files. */
export function filesOf([first]: readonly ContainerInfo[]): ProjectFiles | undefined {
  const labels = first?.labels ?? {};
  const name = labels[composeLabels.project] ?? '';
  const files = listOf(labels[composeLabels.files]);
  if (name === '' || files.length === 0) return undefined;
  return { name, folder: labels[composeLabels.folder] ?? '', files, envFiles: listOf(labels[composeLabels.envFiles]) };
}

function listOf(label: string | undefined): readonly string[] {
  return (label ?? '').split(',').filter((part) => part !== '');
}
