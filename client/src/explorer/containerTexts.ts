import type { ContainerInfo, PortInfo } from '../engine/engine.ts';
import { shortId } from '../ui/quantities.ts';

export function imageName(container: ContainerInfo): string {
  return /^(?:sha256:)?[a-f0-9]{64}$/.test(container.image) ? shortId(container.image) : container.image;
}

export function isPublished(port: PortInfo): boolean {
  return port.hostPort !== undefined;
}

/** `8080→80`, or `53→53/udp`. */
export function publishedPorts(ports: readonly PortInfo[]): readonly string[] {
  return ports.filter(isPublished).map((port) => {
    const protocol = port.protocol === 'tcp' ? '' : `/${port.protocol}`;
    return `${port.hostPort ?? ''}→${port.containerPort}${protocol}`;
  });
}
