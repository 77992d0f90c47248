import type { Engine } from '../engine/engine.ts';
import { isProgramMissing } from '../engine/execCalls.ts';

/** Shells that containers have, the best first. The last ones are of Windows containers. */
const shells: readonly (readonly string[])[] = [
  ['bash'],
  ['sh'],
  ['ash'],
  ['/busybox/sh'],
  ['busybox', 'sh'],
  ['pwsh'],
  ['powershell'],
  ['cmd'],
];

/**
 * A shell that the container has; undefined where it has none. Each is tried by running it, since the file system of a
 * container cannot be asked in another way that is as sure.
 */
export async function findShell(engine: Pick<Engine, 'execToEnd'>, id: string): Promise<readonly string[] | undefined> {
  for (const shell of shells) {
    const probe = shell[0] === 'cmd' ? ['/c', 'exit 0'] : ['-c', 'exit 0'];
    const result = await engine.execToEnd(id, [...shell, ...probe]).catch((error: unknown) => {
      if (isProgramMissing(error)) return undefined;
      throw error;
    });
    if (result?.exitCode === 0) return shell;
  }
  return undefined;
}
