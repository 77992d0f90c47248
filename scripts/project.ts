import { spawn, type SpawnOptions } from 'node:child_process';
import { dirname, join } from 'node:path';

/** The root of the repository. */
export const root = dirname(import.meta.dirname);

/** A path in the repository. */
export function inRoot(...parts: readonly string[]): string {
  return join(root, ...parts);
}

/** Runs a command to its end with our output, and returns its exit code. */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...options });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** The output of a command that must succeed. */
export async function output(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> {
  const child = spawn(command, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let problems = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (problems += data.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}: ${problems || out}`);
  return out;
}
