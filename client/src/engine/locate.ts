import { watch } from 'node:fs';
import { access, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Connection, connectToFirst, engineIsInstalled } from './connection.ts';
import {
  configFolder,
  contextTarget,
  findTargets,
  type Targets,
  type WellKnownSocket,
  wellKnownSockets,
} from './contexts.ts';
import type { WritableMachine } from './contextStore.ts';

/** Looks for the engine that is meant on this machine and connects to it. Never rejects. */
export async function locateEngine(setting: string): Promise<Connection> {
  return connectTo(await findTargets(thisMachine(), setting));
}

/** The engine of a docker context. Never rejects. */
export async function locateContext(name: string): Promise<Connection> {
  return connectTo(await contextTarget(thisMachine(), name, 'slipway.engine.contexts'));
}

/** The well-known sockets that are there. */
export async function foundSockets(): Promise<readonly WellKnownSocket[]> {
  const known = wellKnownSockets(thisMachine());
  const found = await Promise.all(known.map(async (socket) => ({ socket, there: await exists(socket.path) })));
  return found.filter(({ there }) => there).map(({ socket }) => socket);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function connectTo(targets: Targets): Promise<Connection> {
  return connectToFirst(targets, {
    connect: async (target) => {
      // Not before somebody wants an engine: reading a Dockerfile takes none.
      const { connectDockerode } = await import('./dockerodeEngine.ts');
      return connectDockerode(target);
    },
    isInstalled: () => engineIsInstalled(process.platform),
  });
}

/**
 * Calls back when the configuration of the docker CLI names another engine, as `docker context use` does. Costs no
 * timer and no process.
 */
export function watchContext(setting: () => string, changed: () => void): { dispose(): void } {
  const machine = thisMachine();
  const current = async (): Promise<string> => JSON.stringify(await findTargets(machine, setting()));
  let known = current();
  const look = async (): Promise<void> => {
    const before = await known;
    known = current();
    if ((await known) !== before) changed();
  };
  try {
    const watcher = watch(configFolder(machine), { persistent: false }, (_event, name) => {
      if (name === null || name.startsWith('config.json')) void look();
    });
    watcher.on('error', () => watcher.close());
    return { dispose: () => watcher.close() };
  } catch {
    // There is no such folder yet: no context can be chosen in it either.
    return { dispose: () => undefined };
  }
}

/** The text of the docker CLI's configuration; empty where there is none. */
export async function dockerConfig(): Promise<string> {
  const machine = thisMachine();
  return (await machine.readFile(join(configFolder(machine), 'config.json'))) ?? '';
}

/** Replaces the docker CLI's configuration as a whole. */
export async function writeDockerConfig(text: string): Promise<void> {
  const machine = thisMachine();
  await machine.writeFile(join(configFolder(machine), 'config.json'), text);
}

/** This machine, as the docker CLI sees it. */
export function thisMachine(): WritableMachine {
  return {
    platform: process.platform,
    home: homedir(),
    env: process.env,
    ...(process.getuid ? { userId: process.getuid() } : {}),
    readFile: (path) => readFile(path, 'utf8').catch(() => undefined),
    listFolder: (path) => readdir(path).catch(() => []),
    writeFile: replaceFile,
    removeFolder: (path) => rm(path, { recursive: true, force: true }),
  };
}

/** The file is whole at any moment: others read it too. It may hold secrets, so it is for its owner alone. */
async function replaceFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const partial = `${path}.slipway-${process.pid}`;
  try {
    await writeFile(partial, text, { mode: 0o600 });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
