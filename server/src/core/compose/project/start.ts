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
  const environment = outerEnvironment(folder, outside, files);
  const chosen = chosenFiles(folder, environment);
  if (chosen?.includes(path)) {
    return { files: chosen, folder: folderOf(chosen[0] ?? path), environment, isFound: true };
  }
  const main = firstOf(mainNames, folder, files);
  const override = main === undefined ? undefined : firstOf(overrideNames, folder, files);
  if (main !== undefined && (path === main || path === override)) {
    return { files: override === undefined ? [main] : [main, override], folder, environment, isFound: true };
  }
  const isMain = mainNames.some((name) => name === baseName(path));
  return { files: [path], folder, environment, isFound: isMain };
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
  const disabled = outside.get('COMPOSE_DISABLE_ENV_FILE') ?? '';
  return /^(?:1|t|true)$/i.test(disabled) ? environment : withEnvFile(environment, joinPath(folder, '.env'), files);
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
