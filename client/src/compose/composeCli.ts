/** The files that Compose takes by itself, the first that there is. Source: compose-go cli/options.go. */
const defaultFiles = ['compose.yaml', 'compose.yml', 'docker-compose.yml', 'docker-compose.yaml'] as const;

/** The same with what is merged into them. */
const overrides = /^(?:docker-)?compose\.override\.ya?ml$/;

/**
 * How the CLI is told of a file: not at all where it takes it by itself, for then it takes the override file and
 * COMPOSE_FILE into account, too. `siblings` are the names of the files in its folder.
 */
export function fileArguments(name: string, siblings: readonly string[]): readonly string[] {
  const own = defaultFiles.find((file) => siblings.includes(file));
  const isOwn = name === own || (own !== undefined && overrides.test(name));
  return isOwn ? [] : ['--file', name];
}

/** How the CLI is told of a project by what Compose wrote on its containers. */
export function projectArguments({ name, folder, files, envFiles }: ProjectFiles): readonly string[] {
  return [
    `--project-name=${name}`,
    ...(folder === '' ? [] : [`--project-directory=${folder}`]),
    ...files.map((file) => `--file=${file}`),
    ...envFiles.map((file) => `--env-file=${file}`),
  ];
}

/** A project that runs, and what it was started from. */
export interface ProjectFiles {
  readonly name: string;
  readonly folder: string;
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
}

/** What can be done with a project, or with one service of it: the arguments of each. */
const verbs = {
  build: ['build'],
  config: ['config'],
  down: ['down'],
  'down-images': ['down', '--rmi=local'],
  'down-volumes': ['down', '--volumes'],
  'down-all': ['down', '--volumes', '--rmi=all'],
  exec: ['exec'],
  images: ['images'],
  kill: ['kill'],
  logs: ['logs', '--follow', '--tail=200'],
  pause: ['pause'],
  ps: ['ps', '--all'],
  pull: ['pull'],
  push: ['push'],
  recreate: ['up', '--detach', '--no-deps'],
  restart: ['restart'],
  rm: ['rm', '--stop', '--force'],
  run: ['run', '--rm'],
  start: ['start'],
  stop: ['stop'],
  top: ['top'],
  unpause: ['unpause'],
  up: ['up', '--detach'],
  'up-attached': ['up'],
  'up-build': ['up', '--detach', '--build'],
  version: ['version'],
  watch: ['watch'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ComposeVerb = keyof typeof verbs;

/** The arguments behind `docker compose`. A name of a service can be no option, whatever it is. */
export function composeArguments(
  target: readonly string[],
  verb: ComposeVerb,
  services: readonly string[],
): readonly string[] {
  return [...target, ...verbs[verb], ...(services.length > 0 ? ['--', ...services] : [])];
}

/** What is chosen in the form for `up`. */
export interface UpChoice {
  readonly flags: readonly string[];
  readonly services: readonly string[];
  readonly profiles: readonly string[];
  /** Names of files beside the Compose file. */
  readonly files: readonly string[];
  readonly envFiles: readonly string[];
  /** Empty for the name that the project has by itself. */
  readonly projectName: string;
}

/** The arguments for `up` with options. `target` names the file; more files are laid over it. */
export function upArguments(target: readonly string[], file: string, choice: UpChoice): readonly string[] {
  const { flags, services, profiles, files, envFiles, projectName } = choice;
  const base = files.length > 0 && target.length === 0 ? [`--file=${file}`] : target;
  return [
    ...base,
    ...files.map((name) => `--file=${name}`),
    ...envFiles.map((name) => `--env-file=${name}`),
    ...profiles.map((name) => `--profile=${name}`),
    ...(projectName === '' ? [] : [`--project-name=${projectName}`]),
    'up',
    ...flags,
    ...(services.length > 0 ? ['--', ...services] : []),
  ];
}

/** The flag for so many containers of a service, as `up` and older versions of Compose take it. */
export function scaleArguments(target: readonly string[], service: string, count: number): readonly string[] {
  return [...target, 'up', '--detach', '--no-recreate', `--scale=${service}=${count}`, '--', service];
}

/** What Compose takes for the name of a project. */
export function isProjectName(name: string): boolean {
  return /^[a-z0-9][a-z0-9_-]*$/.test(name);
}
