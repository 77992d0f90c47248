import { createServer } from 'node:net';
import type { ContainerInfo } from '../engine/engine.ts';

/** What is known of the ports of the engine's machine. */
export interface HostPorts {
  /** Those that other containers have taken already. */
  readonly taken: ReadonlySet<number>;
  /** Whether one is free, as far as can be told from here. */
  readonly isFree: (port: number) => Promise<boolean>;
}

/** The host ports that containers hold. */
export function takenPorts(containers: readonly ContainerInfo[]): ReadonlySet<number> {
  return new Set(containers.flatMap((container) => container.ports.map((port) => port.hostPort ?? 0)));
}

/** How many ports after the wished one are looked at before the engine may choose. */
const reach = 20;

/** The host port of each exposed port: the same, or one of the next, or 0 where none of them is free. */
export async function choosePorts(
  exposed: readonly string[],
  { taken, isFree }: HostPorts,
): Promise<Readonly<Record<string, number>>> {
  const chosen: Record<string, number> = {};
  const used = new Set(taken);
  for (const port of [...exposed].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10))) {
    const wished = Number.parseInt(port, 10);
    chosen[port] = 0;
    for (let candidate = wished; candidate < Math.min(65_536, wished + reach); candidate += 1) {
      if (used.has(candidate) || !(await isFree(candidate))) continue;
      chosen[port] = candidate;
      used.add(candidate);
      break;
    }
  }
  return chosen;
}

/** Whether a port of this machine is free. One that this user may not open counts as free: the engine may. */
export function isFreeHere(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error) => done('code' in error && error.code === 'EACCES'));
    server.listen({ port, host: '0.0.0.0', exclusive: true }, () => server.close(() => done(true)));
  });
}
