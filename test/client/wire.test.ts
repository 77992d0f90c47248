import { describe, expect, test } from 'vitest';
import { changeOf } from '../../client/src/engine/events.ts';
import { isValidId, pathId } from '../../client/src/engine/ids.ts';
import { fromInspection, fromList } from '../../client/src/engine/wire.ts';

const id = 'a'.repeat(64);

describe('a container of the list', () => {
  test('shows each published port once, though it is told per address family', () => {
    const Ports = [
      { IP: '::', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8080, Type: 'tcp' },
      { PrivatePort: 22, Type: 'tcp' },
    ];
    expect(fromList.container({ Id: id, Ports }).ports).toEqual([
      { containerPort: 22, protocol: 'tcp' },
      { containerPort: 80, hostPort: 8080, hostAddress: '0.0.0.0', protocol: 'tcp' },
    ]);
  });

  test.each([
    [
      { State: 'running', Status: 'Up 3 minutes (healthy)' },
      { state: 'running', health: 'healthy' },
    ],
    [
      { State: 'running', Status: 'Up 1 second (health: starting)' },
      { state: 'running', health: 'starting' },
    ],
    [
      { State: 'running', Status: 'Up', Health: { Status: 'unhealthy' } },
      { state: 'running', health: 'unhealthy' },
    ],
    [{ State: 'running', Status: 'Up 3 minutes (Paused)' }, { state: 'running' }],
    [
      { State: 'exited', Status: 'Exited (137) 2 hours ago' },
      { state: 'exited', exitCode: 137 },
    ],
    [
      { State: 'stopped', ExitCode: 3 },
      { state: 'exited', exitCode: 3 },
    ],
    [{ State: 'configured' }, { state: 'created' }],
    [{ State: 'somethingnew' }, { state: 'unknown' }],
  ])('%j', (item, expected) => {
    const { state, health, exitCode } = fromList.container({ Id: id, ...item });
    expect({ state, ...(health ? { health } : {}), ...(exitCode === undefined ? {} : { exitCode }) }).toEqual(expected);
  });

  test.each([undefined, null, 7, 'text', [], {}, { Id: 7, Names: 'x', Ports: {}, Labels: [1], Mounts: [null, 4] }])(
    'that is %j is read as an empty one',
    (item) => {
      expect(fromList.container(item)).toMatchObject({ id: '', name: '', state: 'unknown', labels: {} });
      expect(fromInspection.container(item)).toMatchObject({ id: '', name: '', state: 'unknown', labels: {} });
      expect(fromList.image(item).id).toBe('');
      expect(fromList.volume(item).id).toBe('');
      expect(fromList.network(item).id).toBe('');
    },
  );
});

test('an image reads the same from the list and from its inspection', () => {
  const common = { Id: `sha256:${id}`, RepoTags: ['a:1', '<none>:<none>'], RepoDigests: null, Size: 5 };
  const listed = fromList.image({ ...common, Created: 1_700_000_000, Labels: { x: 'y' } });
  const inspected = fromInspection.image({
    ...common,
    Created: '2023-11-14T22:13:20Z',
    Config: { Labels: { x: 'y' } },
  });
  expect(listed).toEqual(inspected);
  expect(listed.tags).toEqual(['a:1']);
});

describe('an event', () => {
  test.each([
    [
      'container start',
      { Type: 'container', Action: 'start', Actor: { ID: id } },
      { kind: 'container', id, gone: false },
    ],
    [
      'a health change',
      { Type: 'container', Action: 'health_status: healthy', Actor: { ID: id } },
      { kind: 'container', id, gone: false },
    ],
    [
      'container destroy',
      { Type: 'container', Action: 'destroy', Actor: { ID: id } },
      { kind: 'container', id, gone: true },
    ],
    ["Podman's died", { Type: 'container', Action: 'died', Actor: { ID: id } }, { kind: 'container', id, gone: false }],
    [
      "Podman's remove",
      { Type: 'container', Action: 'remove', Actor: { ID: id } },
      { kind: 'container', id, gone: true },
    ],
    [
      'image delete',
      { Type: 'image', Action: 'delete', Actor: { ID: `sha256:${id}` } },
      { kind: 'image', id: `sha256:${id}`, gone: false },
    ],
    [
      "Podman's image id",
      { Type: 'image', Action: 'tag', Actor: { ID: id } },
      { kind: 'image', id: `sha256:${id}`, gone: false },
    ],
    [
      'image pull',
      { Type: 'image', Action: 'pull', Actor: { ID: 'nginx:1' } },
      { kind: 'image', id: 'nginx:1', gone: false },
    ],
    [
      'volume destroy',
      { Type: 'volume', Action: 'destroy', Actor: { ID: 'data' } },
      { kind: 'volume', id: 'data', gone: true },
    ],
    [
      'network connect',
      { Type: 'network', Action: 'connect', Actor: { ID: 'n', Attributes: { container: id } } },
      { kind: 'container', id, gone: false },
    ],
  ])('%s', (_what, event, change) => {
    expect(changeOf(event)).toEqual(change);
  });

  test.each([
    { Type: 'container', Action: 'exec_start: sh', Actor: { ID: id } },
    { Type: 'container', Action: 'top', Actor: { ID: id } },
    { Type: 'daemon', Action: 'reload', Actor: { ID: id } },
    { Type: 'volume', Action: 'prune', Actor: { Attributes: { reclaimed: '5' } } },
    null,
    'text',
  ])('%j changes nothing that is shown', (event) => {
    expect(changeOf(event)).toBeUndefined();
  });
});

describe('an id', () => {
  test.each([
    ['container', id],
    ['image', `sha256:${id}`],
    ['image', 'localhost:5000/team/app:1.0'],
    ['volume', 'my_data-1'],
    ['network', id],
  ] as const)('of a %s: %s', (kind, value) => {
    expect(isValidId(kind, value)).toBe(true);
  });

  test.each([
    ['container', '../images'],
    ['container', 'web'],
    ['container', ''],
    ['image', '../../containers/x'],
    ['image', 'a b'],
    ['image', 'a?force=1'],
    ['volume', 'x/../../y'],
    ['volume', '-rf'],
    ['network', 'x%2f'],
  ] as const)('that no engine gives is refused: %s %s', (kind, value) => {
    expect(() => pathId(kind, value)).toThrow(expect.objectContaining({ problem: 'invalid-id' }));
  });

  test('is a part of a path that nothing can leave', () => {
    expect(pathId('image', 'host:5000/a/b@sha256:x')).toBe('host%3A5000/a/b%40sha256%3Ax');
  });
});
