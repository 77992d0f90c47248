// Compose from the file: which containers belong to it, what stands above its services, what the CLI is told.
import { describe, expect, test } from 'vitest';
import { composeArguments, fileArguments } from '../../client/src/compose/composeCli.ts';
import { containersByService, projectOf } from '../../client/src/compose/fileContainers.ts';
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
  expect(await composeServices({ text: 'name: x\nservices:\n  web: {image: a}\n  "db":\n    image: b\n' })).toEqual({
    section: { line: 1, character: 0 },
    services: [
      { name: 'web', start: { line: 2, character: 2 } },
      { name: 'db', start: { line: 3, character: 2 } },
    ],
  });
  expect(await composeServices({ text: 'x: [' })).toEqual({ services: [] });
});
