import { watch } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Connection, connectToFirst, engineIsInstalled } from './connection.ts';
import { configFolder, findTargets, type Machine } from './contexts.ts';

/** Looks for the engine that is meant on this machine and connects to it. Never rejects. */
export async function locateEngine(setting: string): Promise<Connection> {
  return connectToFirst(await findTargets(thisMachine(), setting), {
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

function thisMachine(): Machine {
  return {
    platform: process.platform,
    home: homedir(),
    env: process.env,
    ...(process.getuid ? { userId: process.getuid() } : {}),
    readFile: (path) => readFile(path, 'utf8').catch(() => undefined),
  };
}
