import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

/** When what was compiled is written down: milliseconds after the start, when nobody waits any more. */
const writeAfter = 2000;

/**
 * Keeps V8's compiled code from start to start, in the user's own cache folder. Nodes before 22.8 cannot; where the folder
 * cannot be written, nothing is kept.
 */
export function keepCompiledCode(): void {
  const { enableCompileCache, flushCompileCache }: Partial<typeof module> = module;
  if (!enableCompileCache || process.env['NODE_DISABLE_COMPILE_CACHE'] === '1') return;
  enableCompileCache(join(cacheFolder(), 'slipway', 'compiled'));
  setTimeout(() => flushCompileCache?.(), writeAfter).unref();
}

function cacheFolder(): string {
  const { env, platform } = process;
  if (platform === 'win32') return env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  const xdg = env['XDG_CACHE_HOME'] ?? '';
  return xdg.startsWith('/') ? xdg : join(homedir(), '.cache');
}
