import { message } from '../../text/message.ts';
import { substitute } from '../../dotenv/template.ts';
import { checkConsistency } from './consistency.ts';
import { envFilesOf, withEnvFiles } from './envFiles.ts';
import type { Environment } from './environment.ts';
import type { ProjectFiles } from './files.ts';
import { loadFiles } from './load.ts';
import type { Loading } from './loading.ts';
import { normalize } from './normalize.ts';
import { baseName } from './paths.ts';
import { collectProblems } from './problems.ts';
import type { Problems, ProjectProblem } from './problems.ts';
import type { ProjectStart } from './start.ts';
import type { MapValue, Origin, Value } from './value.ts';
import { fieldsOf, itemsOf, nowhere, textOf, valueAt } from './value.ts';

/** A project as Compose sees it: all files read, merged and filled in. */
export interface Effective {
  readonly name: string;
  readonly start: ProjectStart;
  /** The whole configuration; services of inactive profiles included. */
  readonly config: MapValue;
  /** The variables as they were filled in. */
  readonly environment: Environment;
  /** The services that run with the active profiles. */
  readonly active: ReadonlySet<string>;
  readonly problems: readonly ProjectProblem[];
  /** The Compose files that it was read from. */
  readonly read: ReadonlySet<string>;
  /** Those of them that came in by an `include`. */
  readonly included: ReadonlySet<string>;
  /** Where a file is named that another includes or extends. */
  readonly namedBy: ReadonlyMap<string, Origin>;
  /** The names of the variables that were filled in, or asked for. */
  readonly used: ReadonlySet<string>;
  /** The files that services take variables from, by absolute paths. */
  readonly envFiles: ReadonlySet<string>;
  /** Whether a part could not be read: then what is missing cannot be told. */
  readonly isIncomplete: boolean;
}

/** Reads a project, as far as its files are known. */
export function evaluate(start: ProjectStart, files: ProjectFiles, home: string | undefined): Effective {
  const found: ProjectProblem[] = [];
  const loading: Loading = {
    files,
    problems: collectProblems(found, 'reading'),
    home,
    read: new Set(),
    used: new Set(),
    included: new Set(),
    namedBy: new Map(),
    isIncomplete: false,
  };
  const name = projectName(start, files);
  checkOutside(start, name, files, loading.problems);
  checkDeclaredName(start, files, loading.problems);
  const environment: Environment = new Map([
    ...start.environment,
    ['COMPOSE_PROJECT_NAME', { value: name, origin: start.environment.get('COMPOSE_PROJECT_NAME')?.origin }],
  ]);
  const paths = start.files.map((path) => ({ path, origin: nowhere }));
  const model = loadFiles(paths, { loading, folder: start.folder, environment, includedBy: [] });
  const normal = normalize(model, name, (variable) => {
    loading.used.add(variable);
    return environment.get(variable)?.value;
  });
  const active = activeServices(normal, environment);
  if (!loading.isIncomplete) checkConsistency({ config: normal, active }, collectProblems(found, 'judging'));
  const config = withEnvFiles(normal, active, { files, environment, problems: loading.problems });
  return {
    name,
    start,
    config,
    environment,
    active,
    problems: found,
    read: loading.read,
    included: loading.included,
    namedBy: loading.namedBy,
    used: loading.used,
    envFiles: envFilesOf(normal),
    isIncomplete: loading.isIncomplete,
  };
}

/** What stands around the files of a project, and makes Compose refuse them all. */
function checkOutside(
  { environment, envFile }: ProjectStart,
  name: string,
  files: ProjectFiles,
  problems: Problems,
): void {
  const outside = environment.get('COMPOSE_PROJECT_NAME');
  if (outside?.value === name && name !== normalName(name)) {
    const words = message(
      'The project name {0}, set by COMPOSE_PROJECT_NAME, may have lowercase letters, digits, dashes and underscores only, and begins with a letter or a digit.',
      name,
    );
    problems.error('invalid-value', outside.origin ?? nowhere, words);
  }
  const file = envFile === undefined ? undefined : files.variables(envFile);
  if (envFile !== undefined && file && file.problems.length > 0) {
    const origin = { file: envFile, span: file.problems[0]?.span ?? nowhere.span };
    problems.error(
      'error-in-file',
      origin,
      message('Docker Compose cannot read the file {0}: open it to see where.', envFile),
    );
  }
}

/** `COMPOSE_PROJECT_NAME`, the last `name` of the files, or the name of the folder. */
function projectName({ files: paths, folder, environment }: ProjectStart, files: ProjectFiles): string {
  const outside = environment.get('COMPOSE_PROJECT_NAME')?.value ?? '';
  if (outside !== '') return outside;
  const declared = textOf(declaredName(paths, files));
  const filled = declared === undefined ? '' : normalName(filledIn(declared, environment));
  return filled === '' ? normalName(baseName(folder)) : filled;
}

/** The last `name` of the files that says something. */
function declaredName(paths: readonly string[], files: ProjectFiles): Value | undefined {
  const names = paths.flatMap((path) => files.compose(path)?.documents.map(({ root }) => valueAt(root, 'name')) ?? []);
  return names.findLast((name) => (textOf(name) ?? '') !== '');
}

function filledIn(text: string, environment: Environment): string {
  return substitute(
    text,
    (variable) => environment.get(variable)?.value,
    () => undefined,
  );
}

/** A name that is made of variables must not end up empty: Compose does not fall back to the folder then. */
function checkDeclaredName({ files: paths, environment }: ProjectStart, files: ProjectFiles, problems: Problems): void {
  const name = declaredName(paths, files);
  if (!name || (environment.get('COMPOSE_PROJECT_NAME')?.value ?? '') !== '') return;
  if (normalName(filledIn(textOf(name) ?? '', environment)) !== '') return;
  const words = message(
    'The project name is empty when its variables are filled in. Set them, or write a default, as in {0}.',
    '${NAME:-web}',
  );
  problems.error('invalid-value', name.origin, words);
}

function normalName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^a-z0-9_-]/g, '')
    .replace(/^[_-]+/, '');
}

function activeServices(config: Value, environment: Environment): ReadonlySet<string> {
  const profiles = new Set(
    (environment.get('COMPOSE_PROFILES')?.value ?? '').split(',').map((profile) => profile.trim()),
  );
  const services = [...fieldsOf(valueAt(config, 'services'))];
  return new Set(
    services.flatMap(([name, { value }]) => {
      const own = itemsOf(valueAt(value, 'profiles')).map((item) => textOf(item) ?? '');
      const runs = own.length === 0 || profiles.has('*') || own.some((profile) => profiles.has(profile));
      return runs ? [name] : [];
    }),
  );
}
