/** A variable that an image reads. */
export interface KnownVariable {
  readonly name: string;
  /** What a first try sets it to; those without are optional. */
  readonly value?: string;
}

/** An image that people run as a service, and how it is run well. */
export interface KnownService {
  readonly image: string;
  readonly tag: string;
  /** The ports that it listens on. */
  readonly ports: readonly number[];
  /** Ports that a first try publishes, in short form. */
  readonly published: readonly string[];
  /** Where it keeps its data: the end of the volume's name, and the folder. */
  readonly data: { readonly name: string; readonly target: string };
  readonly mounts: readonly string[];
  readonly variables: readonly KnownVariable[];
  readonly command: readonly string[];
  /** The health check, as a list. Its variables are those of the container. */
  readonly test: readonly string[];
}

const plain = { published: [], mounts: [], variables: [], command: [] } as const;

/** Services that come up again and again. */
export const knownServices: readonly KnownService[] = [
  {
    ...plain,
    image: 'postgres',
    tag: '17',
    ports: [5432],
    data: { name: 'data', target: '/var/lib/postgresql/data' },
    variables: [
      { name: 'POSTGRES_USER', value: 'app' },
      { name: 'POSTGRES_PASSWORD', value: 'change-me' },
      { name: 'POSTGRES_DB', value: 'app' },
      { name: 'POSTGRES_PASSWORD_FILE' },
      { name: 'POSTGRES_INITDB_ARGS' },
      { name: 'POSTGRES_HOST_AUTH_METHOD' },
      { name: 'PGDATA' },
    ],
    test: ['CMD-SHELL', 'pg_isready -U ${POSTGRES_USER} -d ${POSTGRES_DB}'],
  },
  {
    ...plain,
    image: 'mysql',
    tag: '8.4',
    ports: [3306],
    data: { name: 'data', target: '/var/lib/mysql' },
    variables: [
      { name: 'MYSQL_ROOT_PASSWORD', value: 'change-me' },
      { name: 'MYSQL_DATABASE', value: 'app' },
      { name: 'MYSQL_USER' },
      { name: 'MYSQL_PASSWORD' },
      { name: 'MYSQL_ROOT_PASSWORD_FILE' },
      { name: 'MYSQL_RANDOM_ROOT_PASSWORD' },
      { name: 'MYSQL_ALLOW_EMPTY_PASSWORD' },
    ],
    test: ['CMD-SHELL', 'mysqladmin ping -h 127.0.0.1 -u root -p${MYSQL_ROOT_PASSWORD} --silent'],
  },
  {
    ...plain,
    image: 'mariadb',
    tag: '11.8',
    ports: [3306],
    data: { name: 'data', target: '/var/lib/mysql' },
    variables: [
      { name: 'MARIADB_ROOT_PASSWORD', value: 'change-me' },
      { name: 'MARIADB_DATABASE', value: 'app' },
      { name: 'MARIADB_USER' },
      { name: 'MARIADB_PASSWORD' },
      { name: 'MARIADB_RANDOM_ROOT_PASSWORD' },
      { name: 'MARIADB_AUTO_UPGRADE' },
    ],
    test: ['CMD', 'healthcheck.sh', '--connect', '--innodb_initialized'],
  },
  {
    ...plain,
    image: 'mongo',
    tag: '8.0',
    ports: [27_017],
    data: { name: 'data', target: '/data/db' },
    variables: [
      { name: 'MONGO_INITDB_ROOT_USERNAME', value: 'root' },
      { name: 'MONGO_INITDB_ROOT_PASSWORD', value: 'change-me' },
      { name: 'MONGO_INITDB_DATABASE' },
    ],
    test: ['CMD', 'mongosh', '--quiet', '--eval', "db.adminCommand('ping')"],
  },
  {
    ...plain,
    image: 'redis',
    tag: '8',
    ports: [6379],
    data: { name: 'data', target: '/data' },
    command: ['redis-server', '--appendonly', 'yes'],
    test: ['CMD', 'redis-cli', 'ping'],
  },
  {
    ...plain,
    image: 'rabbitmq',
    tag: '4-management',
    ports: [5672, 15_672],
    published: ['127.0.0.1:15672:15672'],
    data: { name: 'data', target: '/var/lib/rabbitmq' },
    variables: [
      { name: 'RABBITMQ_DEFAULT_USER', value: 'app' },
      { name: 'RABBITMQ_DEFAULT_PASS', value: 'change-me' },
      { name: 'RABBITMQ_DEFAULT_VHOST' },
    ],
    test: ['CMD', 'rabbitmq-diagnostics', '-q', 'ping'],
  },
  {
    ...plain,
    image: 'nginx',
    tag: '1.29',
    ports: [80],
    published: ['8080:80'],
    data: { name: 'html', target: '/usr/share/nginx/html' },
    test: ['CMD', 'curl', '-fsS', '-o', '/dev/null', 'http://127.0.0.1/'],
  },
  {
    ...plain,
    image: 'traefik',
    tag: 'v3.6',
    ports: [80, 443, 8080],
    published: ['80:80'],
    data: { name: 'certificates', target: '/letsencrypt' },
    mounts: ['/var/run/docker.sock:/var/run/docker.sock:ro'],
    command: [
      '--ping=true',
      '--providers.docker=true',
      '--providers.docker.exposedbydefault=false',
      '--entrypoints.web.address=:80',
    ],
    test: ['CMD', 'traefik', 'healthcheck', '--ping'],
  },
];

/** The service that an image's name without registry and tag stands for. */
export function knownService(image: string | undefined): KnownService | undefined {
  return knownServices.find((known) => known.image === image);
}

/** The list of a health check as a file has it: a `$` that the container shall see is written twice. */
export function writtenTest({ test }: KnownService): string {
  return `[${test.map((word) => JSON.stringify(word.replaceAll('$', '$$$$'))).join(', ')}]`;
}
