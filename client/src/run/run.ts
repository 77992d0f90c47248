import { createServer } from 'node:net';
import type { ContainerInfo, Engine, Labels } from '../engine/engine.ts';
import { toEngineError } from '../engine/errors.ts';

export interface RunRequest {
  readonly image: string;
  readonly labels?: Labels;
  /** Host ports that other containers have taken already. */
  readonly taken: ReadonlySet<number>;
  /** Whether a port of the engine's machine is free, as far as can be told from here. */
  isFree(port: number): Promise<boolean>;
}

/** The host ports that containers hold. */
export function takenPorts(containers: readonly ContainerInfo[]): ReadonlySet<number> {
  return new Set(containers.flatMap((container) => container.ports.map((port) => port.hostPort ?? 0)));
}

/**
 * Runs an image detached, its exposed ports published on the same ports of the host where these are free. What does
 * not start is removed again. Gives the container's id; rejects with an EngineError.
 */
export async function runDetached(engine: Engine, request: RunRequest): Promise<string> {
  const exposed = await engine.exposedPorts(request.image);
  const ports = await choosePorts(exposed, request);
  try {
    return await createAndStart(engine, request, ports);
  } catch (error) {
    if (exposed.length === 0 || !isPortProblem(error)) throw error;
    // Somebody was quicker, or the engine may not use low ports: then it shall choose by itself.
    return createAndStart(engine, request, Object.fromEntries(exposed.map((port) => [port, 0])));
  }
}

async function createAndStart(
  engine: Engine,
  { image, labels }: RunRequest,
  ports: Readonly<Record<string, number>>,
): Promise<string> {
  const id = await engine.create({ image, ports, ...(labels ? { labels } : {}) });
  try {
    await engine.start(id);
    return id;
  } catch (error) {
    await engine.remove('container', id).catch(() => undefined);
    throw error;
  }
}

function isPortProblem(error: unknown): boolean {
  return /port is already allocated|address already in use|ports are not available|bind|privileged port|forbidden by its access/i.test(
    toEngineError(error).message,
  );
}

/** How many ports after the wished one are looked at before the engine may choose. */
const reach = 20;

/** The host port of each exposed port: the same, or one of the next, or 0 where none of them is free. */
export async function choosePorts(
  exposed: readonly string[],
  { taken, isFree }: Pick<RunRequest, 'taken' | 'isFree'>,
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
