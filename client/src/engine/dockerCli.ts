import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Variables; undefined takes one away. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The docker CLI on the path, as an absolute file name. */
export function findDocker(env: Environment, platform: NodeJS.Platform): Promise<string | undefined> {
  return findProgram('docker', env, platform);
}

/**
 * A program on the path, as an absolute file name. Only absolute folders count: a program of that name in the workspace
 * must never be taken.
 */
export async function findProgram(
  program: string,
  env: Environment,
  platform: NodeJS.Platform,
): Promise<string | undefined> {
  const path = env['PATH'] ?? env['Path'] ?? '';
  const usual = platform === 'darwin' ? ['/usr/local/bin', '/opt/homebrew/bin'] : [];
  const name = platform === 'win32' ? `${program}.exe` : program;
  for (const folder of [...path.split(delimiter), ...usual]) {
    const file = join(folder, name);
    if (isAbsolute(folder) && (await isProgram(file))) return file;
  }
  return undefined;
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** The path of a CLI that builds with progress as JSON; undefined where there is none, or its buildx is missing or too old. */
export async function findBuilder(env: Environment): Promise<string | undefined> {
  const docker = await findDocker(process.env, process.platform);
  return docker !== undefined && (await hasRawJson(docker, env)) ? docker : undefined;
}

/** Whether the CLI has buildx, and one that tells its progress as JSON. */
export async function hasRawJson(docker: string, env: Environment): Promise<boolean> {
  try {
    const { stdout } = await execute(docker, ['buildx', 'build', '--help'], { env: processEnv(env), timeout: 15_000 });
    return stdout.includes('rawjson');
  } catch {
    return false;
  }
}

/** Whether the CLI has its compose plugin. */
export async function hasCompose(docker: string, env: Environment): Promise<boolean> {
  try {
    await execute(docker, ['compose', 'version'], { env: processEnv(env), timeout: 15_000 });
    return true;
  } catch {
    return false;
  }
}

/** The environment of a process: that of ours, with these laid over it. */
export function processEnv(env: Environment): NodeJS.ProcessEnv {
  const merged: NodeJS.ProcessEnv = { ...process.env, ...env };
  for (const [name, value] of Object.entries(env)) if (value === undefined) delete merged[name];
  return merged;
}
