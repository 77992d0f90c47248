import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';

/** The user without privileges that well-known images bring, by the name of the image. */
export const usersOfImages: Readonly<Record<string, string>> = {
  elasticsearch: 'elasticsearch',
  'grafana/grafana': 'grafana',
  httpd: 'www-data',
  'jenkins/jenkins': 'jenkins',
  mariadb: 'mysql',
  memcached: 'memcache',
  mongo: 'mongodb',
  mysql: 'mysql',
  nginx: 'nginx',
  node: 'node',
  php: 'www-data',
  postgres: 'postgres',
  rabbitmq: 'rabbitmq',
  redis: 'redis',
  ruby: 'nobody',
  valkey: 'valkey',
  'dotnet/aspnet': 'app',
  'dotnet/runtime': 'app',
  'dotnet/sdk': 'app',
};

/** Where well-known images keep their data, by the name of the image. */
export const dataFolders: Readonly<Record<string, readonly string[]>> = {
  'grafana/grafana': ['/var/lib/grafana'],
  'jenkins/jenkins': ['/var/jenkins_home'],
  elasticsearch: ['/usr/share/elasticsearch/data'],
  httpd: ['/usr/local/apache2/htdocs'],
  mariadb: ['/var/lib/mysql'],
  mongo: ['/data/db', '/data/configdb'],
  mysql: ['/var/lib/mysql'],
  nginx: ['/usr/share/nginx/html', '/etc/nginx/conf.d'],
  postgres: ['/var/lib/postgresql/data'],
  rabbitmq: ['/var/lib/rabbitmq'],
  redis: ['/data'],
  valkey: ['/data'],
};

/** Where programs usually are put. */
export const projectFolders: readonly string[] = ['/app', '/usr/src/app', '/src', '/workspace'];

/** A label that a standard defines. */
export interface LabelSpec {
  readonly key: string;
  readonly summary: Message;
  readonly example: string;
}

const prefix = 'org.opencontainers.image';

/** The annotations of the OCI image specification (annotations.md), which are used as labels. */
export const ociLabels: readonly LabelSpec[] = [
  { key: `${prefix}.title`, summary: message('The name of the image, for people.'), example: 'My service' },
  {
    key: `${prefix}.description`,
    summary: message('What the software in the image does, for people.'),
    example: 'Answers questions',
  },
  {
    key: `${prefix}.version`,
    summary: message('The version of the packaged software; it may follow semantic versioning.'),
    example: '1.2.3',
  },
  {
    key: `${prefix}.source`,
    summary: message('The address of the source code that the image was built from. GitHub links the package by it.'),
    example: 'https://github.com/owner/repository',
  },
  {
    key: `${prefix}.revision`,
    summary: message('The commit of the source code that was built.'),
    example: '3f0bd5c1',
  },
  {
    key: `${prefix}.created`,
    summary: message('When the image was built, as a date and time of RFC 3339.'),
    example: '2026-01-31T12:00:00Z',
  },
  {
    key: `${prefix}.authors`,
    summary: message('Who is responsible for the image: names and addresses.'),
    example: 'Ada Lovelace <ada@example.com>',
  },
  {
    key: `${prefix}.url`,
    summary: message('The address of a page that tells more about the image.'),
    example: 'https://example.com',
  },
  {
    key: `${prefix}.documentation`,
    summary: message('The address of the documentation.'),
    example: 'https://example.com/docs',
  },
  { key: `${prefix}.vendor`, summary: message('Who distributes the image.'), example: 'Example Ltd' },
  {
    key: `${prefix}.licenses`,
    summary: message('The licences of the software, as an SPDX expression.'),
    example: 'Apache-2.0',
  },
  {
    key: `${prefix}.ref.name`,
    summary: message('The name of the reference for the target, such as its tag.'),
    example: '1.2',
  },
  {
    key: `${prefix}.base.name`,
    summary: message('The reference of the image that this one is based on.'),
    example: 'docker.io/library/debian:13',
  },
  {
    key: `${prefix}.base.digest`,
    summary: message('The digest of the image that this one is based on.'),
    example: 'sha256:…',
  },
];

/** A directory that a tool fills with what it downloads or compiles, worth a cache mount. */
export interface CacheSpec {
  readonly target: string;
  readonly tools: string;
}

/** What package managers and compilers keep, for root. */
export const cacheFolders: readonly CacheSpec[] = [
  { target: '/var/cache/apt', tools: 'apt' },
  { target: '/var/lib/apt/lists', tools: 'apt' },
  { target: '/var/cache/apk', tools: 'apk' },
  { target: '/var/cache/dnf', tools: 'dnf' },
  { target: '/root/.npm', tools: 'npm' },
  { target: '/root/.local/share/pnpm/store', tools: 'pnpm' },
  { target: '/usr/local/share/.cache/yarn', tools: 'yarn' },
  { target: '/root/.bun/install/cache', tools: 'bun' },
  { target: '/root/.cache/pip', tools: 'pip' },
  { target: '/root/.cache/uv', tools: 'uv' },
  { target: '/root/.cache/pypoetry', tools: 'Poetry' },
  { target: '/go/pkg/mod', tools: 'go' },
  { target: '/root/.cache/go-build', tools: 'go' },
  { target: '/usr/local/cargo/registry', tools: 'cargo' },
  { target: '/usr/local/cargo/git', tools: 'cargo' },
  { target: '/root/.m2', tools: 'Maven' },
  { target: '/root/.gradle', tools: 'Gradle' },
  { target: '/root/.nuget/packages', tools: 'NuGet' },
  { target: '/tmp/cache', tools: 'Composer' },
  { target: '/usr/local/bundle/cache', tools: 'Bundler' },
  { target: '/root/.ccache', tools: 'ccache' },
];
