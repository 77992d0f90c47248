import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { envFileVariables } from './envFile.ts';
import { type RunOptions, valuesOf, withValues } from './options.ts';
import { fieldsOf, isPath, volumeOf } from './values.ts';

/** Where the command line would have been typed. */
export interface Place {
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A file that a run needs and that cannot be read. */
export class NoFile extends Error {
  readonly file: string;

  constructor(file: string) {
    super(file);
    this.file = file;
  }
}

/**
 * The options with all that they take from this machine: files with variables and labels, values of variables, and
 * paths, which the engine wants whole. Rejects with a NoFile.
 */
export async function prepared(options: RunOptions, place: Place): Promise<RunOptions> {
  const read = (name: 'env-file' | 'label-file'): Promise<readonly string[]> =>
    Promise.all(valuesOf(options, name).map((file) => readText(file, place))).then((texts) =>
      texts.flatMap(envFileVariables),
    );
  const [variables, labels] = [await read('env-file'), await read('label-file')];
  const security = await Promise.all(valuesOf(options, 'security-opt').map((option) => seccomp(option, place)));
  const changes = {
    env: [...variables, ...valuesOf(options, 'env')].flatMap((variable) => known(variable, place)),
    label: [...labels, ...valuesOf(options, 'label')],
    'env-file': [],
    'label-file': [],
    'security-opt': security,
    volume: valuesOf(options, 'volume').map((volume) => wholeVolume(volume, place)),
    mount: valuesOf(options, 'mount').map((mount) => wholeMount(mount, place)),
  } as const;
  let result = options;
  for (const name of ['env', 'label', 'env-file', 'label-file', 'security-opt', 'volume', 'mount'] as const)
    result = withValues(result, name, changes[name]);
  return result;
}

/** A name alone takes the value from here; where there is none it is left out. */
function known(variable: string, { env }: Place): readonly string[] {
  if (variable.includes('=')) return [variable];
  const value = env[variable];
  return value === undefined ? [] : [`${variable}=${value}`];
}

function wholeVolume(volume: string, place: Place): string {
  const { source = '', target = '', mode = '' } = volumeOf(volume) ?? {};
  if (source === '' || !isPath(source)) return volume;
  return [wholePath(source, place), target, mode].filter((part) => part !== '').join(':');
}

function wholeMount(mount: string, place: Place): string {
  const fields = fieldsOf(mount);
  if (fields.get('type') !== 'bind') return mount;
  const source = fields.get('source') ?? fields.get('src') ?? '';
  return mount.replace(/(?<=(?:^|,)"?(?:source|src)=)[^,"]*/, wholePath(source, place));
}

/** The whole path of a file or folder of this machine. */
export function wholePath(path: string, { folder }: Pick<Place, 'folder'>): string {
  if (/^~(?=[/\\]|$)/.test(path)) return join(homedir(), path.slice(1));
  return isAbsolute(path) || /^[A-Za-z]:[\\/]/.test(path) ? path : resolve(folder, path);
}

/** The engine wants the profile itself, not where it stands. */
async function seccomp(option: string, place: Place): Promise<string> {
  const [, file = ''] = /^seccomp[=:](.*)$/s.exec(option) ?? [];
  if (file === '' || /^(?:unconfined|builtin)$/.test(file) || file.startsWith('{')) return option;
  return `seccomp=${JSON.stringify(JSON.parse(await readText(file, place)) as unknown)}`;
}

async function readText(file: string, place: Place): Promise<string> {
  return readFile(wholePath(file, place), 'utf8').catch(() => {
    throw new NoFile(file);
  });
}
