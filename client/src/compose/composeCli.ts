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

/** What can be done with a project, or with one service of it. */
export type ComposeVerb =
  | 'build'
  | 'down'
  | 'down-volumes'
  | 'logs'
  | 'pull'
  | 'restart'
  | 'start'
  | 'stop'
  | 'up'
  | 'up-attached'
  | 'up-build'
  | 'watch';

const verbs: Readonly<Record<ComposeVerb, readonly string[]>> = {
  build: ['build'],
  down: ['down'],
  'down-volumes': ['down', '--volumes'],
  logs: ['logs', '--follow', '--tail=200'],
  pull: ['pull'],
  restart: ['restart'],
  start: ['start'],
  stop: ['stop'],
  up: ['up', '--detach'],
  'up-attached': ['up'],
  'up-build': ['up', '--detach', '--build'],
  watch: ['watch'],
};

/** The arguments behind `docker compose`. A name of a service can be no option, whatever it is. */
export function composeArguments(
  files: readonly string[],
  verb: ComposeVerb,
  services: readonly string[],
): readonly string[] {
  return [...files, ...verbs[verb], ...(services.length > 0 ? ['--', ...services] : [])];
}
