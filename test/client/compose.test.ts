// Compose from the file: which containers belong to it, what stands above its services, what the CLI is told.
import { describe, expect, test } from 'vitest';
import {
  composeArguments,
  fileArguments,
  isProjectName,
  projectArguments,
  scaleArguments,
  upArguments,
} from '../../client/src/compose/composeCli.ts';
import { faultIn, faultText, type UpFault } from '../../client/src/compose/faults.ts';
import { driftedServices, parseHashes, readsFromAfar } from '../../client/src/compose/hashes.ts';
import { containersByService, filesOf, projectOf } from '../../client/src/compose/fileContainers.ts';
import { projectLinks, serviceLinks } from '../../client/src/compose/serviceState.ts';
import type { ContainerInfo } from '../../client/src/engine/engine.ts';
import { composeServices } from '../../server/src/lsp/handlers/composeServices.ts';
import { container as anyContainer, english as l10n } from './fixtures.ts';

const file = '/work/app/compose.yaml';

function container(service: string, number: number, more: Partial<ContainerInfo> = {}): ContainerInfo {
  const labels = {
    'com.docker.compose.project': 'app',
    'com.docker.compose.service': service,
    'com.docker.compose.container-number': String(number),
    'com.docker.compose.project.config_files': `${file},/work/app/compose.override.yaml`,
    ...more.labels,
  };
  return anyContainer(`app-${service}-${number}`, { id: `${service}${number}`, ...more, labels });
}

const byService = (containers: readonly ContainerInfo[], path = file): Record<string, string[]> =>
  Object.fromEntries([...containersByService(containers, path)].map(([name, all]) => [name, all.map(({ id }) => id)]));

const titles = (...containers: readonly ContainerInfo[]): readonly string[] =>
  serviceLinks(containers, ['file', 'web'], { publishedHost: 'localhost', l10n }).map(({ title }) => title);

describe('the containers of a file', () => {
  test('are found by what Compose wrote on them, in the order of their numbers', () => {
    const all = [container('web', 10), container('web', 2), container('db', 1), anyContainer('other')];
    expect(byService(all)).toEqual({ web: ['web2', 'web10'], db: ['db1'] });
    expect(byService(all, '/work/app/compose.override.yaml')).toEqual({ web: ['web2', 'web10'], db: ['db1'] });
    expect(byService(all, '/work/other/compose.yaml')).toEqual({});
    expect(projectOf(all)).toBe('app');
  });

  test('are not those of “run”', () => {
    expect(byService([container('web', 1, { labels: { 'com.docker.compose.oneoff': 'True' } })])).toEqual({});
  });

  test('are found on Windows, too, however the path is written', () => {
    const labels = { 'com.docker.compose.project.config_files': String.raw`C:\Work\app\compose.yaml` };
    expect(byService([container('web', 1, { labels })], 'c:/work/app/compose.yaml')).toEqual({ web: ['web1'] });
  });
});

describe('above a service', () => {
  const port = { containerPort: 80, hostPort: 8080, protocol: 'tcp' };

  test.each<[string, readonly ContainerInfo[], readonly string[]]>([
    ['nothing yet', [], ['$(play) Start']],
    [
      'a healthy one',
      [container('web', 1, { state: 'running', health: 'healthy', ports: [port, { ...port, hostAddress: '::' }] })],
      [
        '$(pass-filled) running · healthy',
        '$(link-external) 8080',
        '$(output) Logs',
        '$(terminal) Shell',
        '$(debug-restart) Restart',
        '$(debug-stop) Stop',
      ],
    ],
    [
      'one that has ended',
      [container('web', 1, { state: 'exited', exitCode: 3 })],
      ['$(circle-outline) exited (3)', '$(output) Logs', '$(play) Start'],
    ],
    [
      'several',
      [container('web', 1, { state: 'running' }), container('web', 2, { state: 'exited', exitCode: 0 })],
      [
        '$(circle-filled) 1 of 2 running',
        '$(output) Logs',
        '$(terminal) Shell',
        '$(debug-restart) Restart',
        '$(debug-stop) Stop',
      ],
    ],
  ])('%s', (_, containers, expected) => {
    expect(titles(...containers)).toEqual(expected);
  });

  test('links are about all containers of the service', () => {
    const links = serviceLinks([container('web', 1, { state: 'running' })], [], { publishedHost: 'far', l10n });
    const refs = [{ kind: 'container', id: 'web1', name: 'app-web-1' }];
    expect(links.find(({ title }) => title.endsWith('Stop'))).toMatchObject({
      command: 'slipway.containers.stop',
      args: [{ refs }],
    });
  });

  test('the project has its sum', () => {
    const all = [container('web', 1, { state: 'running' }), container('db', 1, { state: 'created' })];
    expect(projectLinks(all, ['file'], l10n).map(({ title }) => title)).toEqual([
      '1 of 2 running',
      '$(run-all) Up',
      '$(debug-stop) Down',
      '$(output) Logs',
    ]);
    expect(projectLinks([], ['file'], l10n).map(({ title }) => title)).toEqual(['$(run-all) Up']);
  });
});

describe('the CLI', () => {
  test.each([
    ['compose.yaml', ['compose.yaml', 'x'], []],
    ['docker-compose.yml', ['docker-compose.yml', 'compose.override.yaml'], []],
    ['docker-compose.yml', ['docker-compose.yml', 'compose.yaml'], ['--file', 'docker-compose.yml']],
    ['compose.override.yaml', ['compose.yaml', 'compose.override.yaml'], []],
    ['prod.compose.yaml', ['compose.yaml', 'prod.compose.yaml'], ['--file', 'prod.compose.yaml']],
    ['compose.override.yaml', ['compose.override.yaml'], ['--file', 'compose.override.yaml']],
  ])('is told of %s among %j by %j', (name, siblings, expected) => {
    expect(fileArguments(name, siblings)).toEqual(expected);
  });

  test('takes no service for an option', () => {
    expect(composeArguments(['--file', 'a'], 'up-build', ['-x'])).toEqual([
      '--file',
      'a',
      'up',
      '--detach',
      '--build',
      '--',
      '-x',
    ]);
    expect(composeArguments([], 'down-volumes', [])).toEqual(['down', '--volumes']);
  });
});

test('the services of a file stand where their names do', async () => {
  expect(
    await composeServices({ text: 'name: x\nservices:\n  web: {image: a, profiles: [dev]}\n  "db":\n    image: b\n' }),
  ).toEqual({
    section: { line: 1, character: 0 },
    services: [
      { name: 'web', start: { line: 2, character: 2 } },
      { name: 'db', start: { line: 3, character: 2 } },
    ],
    profiles: ['dev'],
  });
  expect(await composeServices({ text: 'x: [' })).toEqual({ services: [], profiles: [] });
});

/** What is written where a container cannot be made. */
function create(words: string): string {
  const response = `Error response from daemon: ${words}\n`;
  return ` Container up-web-1  Creating\n Container up-web-1  ${response}${response}`;
}

function hash(letter: string): string {
  return letter.repeat(64);
}

describe('what up says when it fails', () => {
  const start = ' Network up_default  Created\n Container up-web-1  Created\n Container up-web-1  Starting\n';
  const container = 'up-web-1';

  // As Compose 2.40 and the engine 28.5 write it.
  test.each<[string, string, Partial<UpFault>]>([
    [
      'a port that another program has',
      `${start}Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint up-web-1 (1f44776f11d1): failed to bind host port for 0.0.0.0:18080:172.19.0.2:80/tcp: address already in use\n`,
      { kind: 'port', about: 'ports', subject: '18080', container },
    ],
    [
      'a port that another container has',
      `${start}Error response from daemon: failed to set up container networking: driver failed programming external connectivity on endpoint up-web-1 (c9ecd90db35a): Bind for 0.0.0.0:18081 failed: port is already allocated\n`,
      { kind: 'port', subject: '18081', container },
    ],
    [
      'a port, as Docker Desktop says it',
      `${start}Error response from daemon: Ports are not available: exposing port TCP 0.0.0.0:3306 -> 0.0.0.0:0: listen tcp 0.0.0.0:3306: bind: address already in use\n`,
      { kind: 'port', subject: '3306' },
    ],
    [
      'a name that is taken',
      ' Container other  Creating\n Container other  Error response from daemon: Conflict. The container name "/other" is already in use by container "dd14". You have to remove it.\nError response from daemon: Conflict. The container name "/other" is already in use by container "dd14". You have to remove it.\n',
      { kind: 'name', about: 'container_name', subject: 'other', container: 'other' },
    ],
    [
      'an image that cannot be pulled',
      " db Pulling \n web Pulling \n db Error pull access denied for nope/nope, repository does not exist or may require 'docker login'\n web  Interrupted\nError response from daemon: pull access denied for nope/nope, repository does not exist or may require 'docker login'\n",
      { kind: 'image', about: 'image', subject: 'nope/nope', service: 'db' },
    ],
    [
      'a tag that is not there',
      ' web Pulling \n web Error manifest for nginx:nope not found: manifest unknown\nError response from daemon: manifest for nginx:nope not found: manifest unknown\n',
      { kind: 'image', service: 'web' },
    ],
    [
      'a mount without its source',
      create('invalid mount config for type "bind": bind source path does not exist: /nope/x'),
      { kind: 'mount', about: 'volumes', subject: '/nope/x', container },
    ],
    [
      'a file on a folder',
      `${start}Error response from daemon: failed to create task for container: OCI runtime create failed: error mounting "/tmp/up/compose.yaml" to rootfs at "/bin": mount /tmp/up/compose.yaml:/bin, flags: 0x5000: not a directory\n`,
      { kind: 'mount', subject: '/tmp/up/compose.yaml', container },
    ],
    [
      'a network of others that is not there',
      'network gone declared as external, but could not be found\n',
      { kind: 'network', about: 'networks', subject: 'gone' },
    ],
    ['a volume of others that is not there', 'external volume "data" not found\n', { kind: 'volume', subject: 'data' }],
    [
      'a program that the image does not have',
      `${start}Error response from daemon: failed to create task for container: exec: "nosuch": executable file not found in $PATH\n`,
      { kind: 'command', about: 'command', subject: 'nosuch', container },
    ],
    [
      'an engine without docker-init',
      `${start}Error response from daemon: exec: "docker-init": executable file not found in $PATH\n`,
      { kind: 'init', about: 'init', subject: 'docker-init' },
    ],
    [
      'a path of Windows on another system',
      "Error response from daemon: invalid volume specification: 'C:\\docker\\project:/test:rw'\n",
      { kind: 'mount', about: 'volumes', subject: 'C:\\docker\\project' },
    ],
    [
      'no GPU',
      `${start}Error response from daemon: could not select device driver "" with capabilities: [[gpu]]\n`,
      { kind: 'gpu', about: 'gpus' },
    ],
    [
      'a device that is not there',
      `${start}Error response from daemon: error gathering device information while adding custom device "/dev/nope": no such file or directory\n`,
      { kind: 'device', subject: '/dev/nope' },
    ],
    [
      'a service that never gets healthy',
      ' Container up-web-1  Created\n Container up-db-1  Waiting\n Container up-db-1  Error\ndependency failed to start: container up-db-1 is unhealthy\n',
      { kind: 'dependency', about: 'healthcheck', container: 'up-db-1' },
    ],
    [
      'a service that fails',
      ' Container up-db-1  service "db" didn\'t complete successfully: exit 1\nservice "db" didn\'t complete successfully: exit 1\n',
      { kind: 'dependency', about: 'command', service: 'db' },
    ],
    [
      'a build that fails',
      '\n#2 DONE 0.0s\ntarget web: failed to solve: failed to read dockerfile: open Dockerfile: no such file or directory\n\n',
      { kind: 'build', about: 'build', service: 'web' },
    ],
    [
      'a logging driver that is not there',
      create('error looking up logging plugin nope: plugin "nope" not found'),
      { kind: 'logging', about: 'logging', subject: 'nope', container },
    ],
    [
      'an address without a subnet',
      create(
        'invalid config for network up_n: invalid endpoint settings:\nuser specified IP address is supported only when connecting to networks with user configured subnets',
      ),
      { kind: 'address', about: 'networks', container },
    ],
    [
      'anything else, with colours',
      '\u001B[1A Container up-web-1  Starting\nError response from daemon: \u001B[31msomething new\u001B[0m\n',
      { kind: 'other', container, words: 'something new' },
    ],
  ])('%s', (_, output, expected) => {
    expect(faultIn(output)).toMatchObject(expected);
  });

  test('nothing is made up', () => {
    expect(faultIn('')).toBeUndefined();
  });

  test('who has a port is named', () => {
    const fault: UpFault = { kind: 'port', about: 'ports', subject: '8080', words: 'taken' };
    const owner = anyContainer('proxy', { ports: [{ containerPort: 80, hostPort: 8080, protocol: 'tcp' }] });
    expect(faultText(fault, [owner], l10n)).toBe('Port 8080 is taken by the container proxy.\ntaken');
    expect(faultText(fault, [], l10n)).toBe('Port 8080 is taken by another program on this machine.\ntaken');
    expect(faultText({ ...fault, kind: 'other' }, [], l10n)).toBe('taken');
  });
});

describe('what the CLI is told', () => {
  const choice = { flags: [], services: [], profiles: [], files: [], envFiles: [], projectName: '' };

  test('up with options', () => {
    expect(upArguments([], 'compose.yaml', { ...choice, flags: ['--detach', '--build'], services: ['web'] })).toEqual([
      'up',
      '--detach',
      '--build',
      '--',
      'web',
    ]);
    const more = { ...choice, profiles: ['dev'], files: ['b.yaml'], envFiles: ['x.env'], projectName: 'p' };
    expect(upArguments([], 'compose.yaml', more)).toEqual([
      '--file=compose.yaml',
      '--file=b.yaml',
      '--env-file=x.env',
      '--profile=dev',
      '--project-name=p',
      'up',
    ]);
    expect(scaleArguments([], 'web', 3)).toEqual(['up', '--detach', '--no-recreate', '--scale=web=3', '--', 'web']);
    expect(['a', 'a-b_1', '1a'].every(isProjectName)).toBe(true);
    expect(['', 'A', '-a', 'a b', 'ä'].some(isProjectName)).toBe(false);
  });

  test('a project that runs is named by what stands on its containers', () => {
    const labels = {
      'com.docker.compose.project.working_dir': '/work/app',
      'com.docker.compose.project.environment_file': '/work/app/.env.dev',
    };
    const files = filesOf([container('web', 1, { labels })]);
    expect(files && projectArguments(files)).toEqual([
      '--project-name=app',
      '--project-directory=/work/app',
      '--file=/work/app/compose.yaml',
      '--file=/work/app/compose.override.yaml',
      '--env-file=/work/app/.env.dev',
    ]);
    expect(filesOf([anyContainer('other')])).toBeUndefined();
    expect(filesOf([])).toBeUndefined();
  });
});

describe('drift', () => {
  test('is a container whose hash is not that of its service', () => {
    const hashes = parseHashes(`db ${hash('a')}\nweb ${hash('b')}\n`);
    const made = (service: string, letter: string): ContainerInfo =>
      container(service, 1, { labels: { 'com.docker.compose.config-hash': hash(letter) } });
    const all = containersByService([made('db', 'a'), made('web', 'c'), made('gone', 'd')], file);
    expect([...driftedServices(all, hashes)]).toEqual(['web']);
    expect([...driftedServices(all, undefined)]).toEqual([]);
    expect([...driftedServices(containersByService([container('web', 1)], file), hashes)]).toEqual([]);
  });

  test('nothing is fetched to find it', () => {
    expect(readsFromAfar('include:\n  - https://github.com/a/b.git\n')).toBe(true);
    expect(readsFromAfar('services:\n  a:\n    extends: {file: "oci://a", service: b}\n')).toBe(true);
    expect(readsFromAfar('services:\n  a:\n    build: https://github.com/a/b.git\n')).toBe(false);
  });

  test('stands above the service', () => {
    const [state, drift] = serviceLinks([container('web', 1)], ['file', 'web'], {
      publishedHost: 'localhost',
      isDrifted: true,
      l10n,
    });
    expect(state?.title).toContain('running');
    expect(drift).toEqual({
      title: '$(sync) differs from the file: recreate',
      command: 'slipway.compose.recreate',
      args: ['file', 'web'],
    });
  });
});
