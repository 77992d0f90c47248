import type { Environment, Variable } from './environment.ts';
import { withEnvFile } from './environment.ts';
import type { ProjectFiles } from './files.ts';
import { baseName, folderOf, joinPath } from './paths.ts';

/** What Compose starts from when it reads the project of a file. */
export interface ProjectStart {
  /** The files that are laid over each other, by absolute paths. */
  readonly files: readonly string[];
  /** Where relative paths start. */
  readonly folder: string;
  readonly environment: Environment;
  /** The absolute path of the `.env` that it is read with, where one is looked for. */
  readonly envFile: string | undefined;
  /**
   * Whether Compose takes these files by itself, without `-f`: then they are all there is. Others may be meant to be
   * named together with more.
   */
  readonly isFound: boolean;
}

/** The names that Compose looks for, the first that is there counts (compose-go `cli/options.go`). */
const mainNames = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'] as const;
const overrideNames = [
  'compose.override.yml',
  'compose.override.yaml',
  'docker-compose.override.yml',
  'docker-compose.override.yaml',
] as const;

/** The project that a file belongs to, when `docker compose` runs in its folder. */
export function startOf(path: string, outside: ReadonlyMap<string, string>, files: ProjectFiles): ProjectStart {
  const folder = folderOf(path);
  const envFile = defaultEnvFile(folder, outside);
  const environment = outerEnvironment(folder, outside, files);
  const around = { folder, environment, envFile };
  const chosen = chosenFiles(folder, environment);
  if (chosen?.includes(path)) {
    return { ...around, files: chosen, folder: folderOf(chosen[0] ?? path), isFound: true };
  }
  const main = firstOf(mainNames, folder, files);
  const override = main === undefined ? undefined : firstOf(overrideNames, folder, files);
  if (main !== undefined && (path === main || path === override)) {
    return { ...around, files: override === undefined ? [main] : [main, override], isFound: true };
  }
  return { ...around, files: [path], isFound: isMainName(path) };
}

/** Whether Compose takes a file by itself, whatever else there is. */
export function isMainName(path: string): boolean {
  return mainNames.some((name) => name === baseName(path));
}

/** The Compose file that `docker compose` takes in a folder. */
export function mainFileIn(
  folder: string,
  outside: ReadonlyMap<string, string>,
  files: ProjectFiles,
): string | undefined {
  const [chosen] = chosenFiles(folder, outerEnvironment(folder, outside, files)) ?? [];
  return chosen ?? firstOf(mainNames, folder, files);
}

/** The variables outside of all files, and those of the `.env` beside the project. */
function outerEnvironment(folder: string, outside: ReadonlyMap<string, string>, files: ProjectFiles): Environment {
  const variables = [...outside].map(([name, value]): [string, Variable] => [name, { value, origin: undefined }]);
  const environment: Environment = new Map(variables);
  const envFile = defaultEnvFile(folder, outside);
  return envFile === undefined ? environment : withEnvFile(environment, envFile, files);
}

/** The file with variables that Compose reads unasked; undefined where it is told not to. */
function defaultEnvFile(folder: string, outside: ReadonlyMap<string, string>): string | undefined {
  const disabled = outside.get('COMPOSE_DISABLE_ENV_FILE') ?? '';
  return /^(?:1|t|true)$/i.test(disabled) ? undefined : joinPath(folder, '.env');
}

/** The files that `COMPOSE_FILE` names. */
function chosenFiles(folder: string, environment: Environment): readonly string[] | undefined {
  const value = environment.get('COMPOSE_FILE')?.value;
  if (value === undefined || value === '') return undefined;
  const separator = environment.get('COMPOSE_PATH_SEPARATOR')?.value;
  const parts = value.split(separator === undefined || separator === '' ? defaultSeparator(value) : separator);
  return parts.map((part) => joinPath(folder, part));
}

/** A colon, but on Windows, whose paths have colons of their own. */
function defaultSeparator(value: string): string {
  return /(?:^|;)[a-zA-Z]:[\\/]/.test(value) ? ';' : ':';
}

function firstOf(names: readonly string[], folder: string, files: ProjectFiles): string | undefined {
  return names.map((name) => joinPath(folder, name)).find((path) => files.at(path).kind === 'file');
}
