import type { ContainerInfo, PortInfo } from './engine.ts';

/** The published ports that a browser could open. */
export function webPorts(container: ContainerInfo): readonly PortInfo[] {
  return container.ports.filter((port) => port.hostPort !== undefined && port.protocol === 'tcp');
}

const securePorts = new Set([443, 8443, 9443]);

/**
 * The address of a published port. The host is where the engine publishes ports, unless the port is bound to one
 * address of it.
 */
export function portUrl(port: PortInfo, publishedHost: string): string {
  const scheme = securePorts.has(port.containerPort) || securePorts.has(port.hostPort ?? 0) ? 'https' : 'http';
  const bound = port.hostAddress ?? '';
  const everywhere = bound === '' || bound === '0.0.0.0' || bound === '::';
  const host = everywhere || publishedHost !== 'localhost' ? publishedHost : bound;
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port.hostPort ?? ''}/`;
}
