import { access } from 'node:fs/promises';
import type { Certainty, Target, Targets } from './contexts.ts';
import type { ConnectionFailure, Engine } from './engine.ts';
import { errorCode, IncompatibleError, toEngineError } from './errors.ts';

export type Connection =
  { readonly kind: 'connected'; readonly engine: Engine; readonly target: Target } | ConnectionFailure;

export interface Connector {
  /** Rejects with what the network said. */
  connect(target: Target): Promise<Engine>;
  /** Whether an engine seems to be installed on this machine. */
  isInstalled(): Promise<boolean>;
}

/** Tries the targets in their order; the first that answers is it. Never rejects. */
export async function connectToFirst(targets: Targets, connector: Connector): Promise<Connection> {
  if (targets.kind !== 'targets') return targets;
  let failure: ConnectionFailure | undefined;
  for (const target of targets.targets) {
    try {
      return { kind: 'connected', engine: await connector.connect(target), target };
    } catch (error) {
      const found = failureOf(error, target, targets.certain);
      // A socket that is there and refuses tells more than the places where there is none.
      if (!failure || rank(found) > rank(failure)) failure = found;
    }
  }
  if (failure && failure.kind !== 'not-found') return failure;
  const where = targets.targets[0]?.label ?? '';
  return (await connector.isInstalled()) ? { kind: 'not-running', where } : { kind: 'not-found' };
}

function rank(failure: ConnectionFailure): number {
  return ['not-found', 'not-running', 'permission-denied'].indexOf(failure.kind);
}

function failureOf(error: unknown, target: Target, certain: Certainty): ConnectionFailure {
  const where = target.label;
  if (error instanceof IncompatibleError) {
    return { kind: 'incompatible', where, detail: error.message };
  }
  const engineError = toEngineError(error);
  const code = errorCode(error) ?? errorCode(engineError.cause);
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'permission-denied', where };
  if (target.address.kind === 'socket') {
    if (code === 'ENOENT' && certain === 'guessed') return { kind: 'not-found' };
    if (code === 'ENOENT' || code === 'ECONNREFUSED') return { kind: 'not-running', where };
  }
  // A parse error of HTTP: something else listens there.
  if (code?.startsWith('HPE_') === true) return { kind: 'incompatible', where, detail: engineError.message };
  return { kind: 'unreachable', where, detail: engineError.message };
}

/** Programs and folders that an installed engine leaves behind, by platform. */
const traces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/usr/bin/dockerd', '/usr/sbin/dockerd', '/usr/local/bin/dockerd', '/usr/bin/podman', '/opt/docker-desktop'],
  darwin: [
    '/Applications/Docker.app',
    '/Applications/OrbStack.app',
    '/opt/homebrew/bin/podman',
    '/opt/homebrew/bin/colima',
  ],
  win32: ['C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe', 'C:\\Program Files\\RedHat\\Podman\\podman.exe'],
};

export async function engineIsInstalled(platform: NodeJS.Platform): Promise<boolean> {
  const found = await Promise.all(
    (traces[platform] ?? []).map((path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
