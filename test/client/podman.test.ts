// Podman answers Docker's API with differences of its own. The answers here are those of Podman 4.3.1, shortened.
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Engine } from '../../client/src/engine/engine.ts';
import { changeOf } from '../../client/src/engine/events.ts';
import { familiarName } from '../../client/src/engine/references.ts';
import { Store } from '../../client/src/explorer/store.ts';
import { sentenceFor } from '../../client/src/ui/failure.ts';
import { BadEngine, json } from './badEngine.ts';
import { english } from './fixtures.ts';

const id = 'a7dfd001399650a5ce550a9cddf85307f865b690c3e9d3cae9f9f09cd989e906';
const imageHash = 'eaab46c56937189f173636ddd0873aad2ded829548a37be6feef199c07e24e09';

const version = {
  Platform: { Name: 'linux/amd64/debian-12' },
  Components: [
    { Name: 'Podman Engine', Version: '4.3.1', Details: { APIVersion: '4.3.1', MinAPIVersion: '4.0.0', Os: 'linux' } },
    { Name: 'Conmon', Version: 'conmon version 2.1.6, commit: unknown', Details: { Package: 'Unknown' } },
  ],
  Version: '4.3.1',
  ApiVersion: '1.41',
  MinAPIVersion: '1.24',
  GitCommit: '',
};

const containers = [
  {
    Id: id,
    Names: ['/web2'],
    Image: 'docker.io/library/busybox:latest',
    ImageID: `sha256:${imageHash}`,
    Created: 1795266091,
    Ports: [{ PrivatePort: 80, PublicPort: 40549, Type: 'tcp' }],
    Labels: { a: 'b' },
    State: 'exited',
    Status: 'Exited (137) Less than a second ago',
    NetworkSettings: { Networks: { podman: { IPAMConfig: null }, shop: { IPAMConfig: null } } },
    Mounts: [],
    Name: '',
    Config: null,
  },
  // What holds a pod together: hardly anything is told of it.
  {
    Id: 'b'.repeat(64),
    Names: ['/4f1d5b6c7d8e-infra'],
    Image: 'localhost/podman-pause:4.3.1-0',
    ImageID: '',
    Created: 1795266091,
    Ports: null,
    Labels: null,
    State: 'configured',
    Status: 'created',
    NetworkSettings: null,
    Mounts: null,
  },
];

const images = [
  {
    Id: `sha256:${imageHash}`,
    RepoTags: ['docker.io/library/busybox:latest', 'localhost/made:1', 'docker.io/me/app:2', 'quay.io/a/b:3'],
    RepoDigests: ['docker.io/library/busybox@sha256:c8bd'],
    Created: 1795266091,
    Size: 2079815,
    Labels: null,
    Containers: 1,
  },
  { Id: `sha256:${'c'.repeat(64)}`, RepoTags: null, RepoDigests: null, Created: 1, Size: 1, Labels: null },
];

let podman: BadEngine;
let engine: Engine;

beforeEach(async () => {
  podman = new BadEngine();
  podman.on('/version', json(version));
  podman.on('/containers/json', json(containers));
  podman.on('/images/json', json(images));
  await podman.start();
  engine = await podman.connect();
});
afterEach(async () => {
  engine.close();
  await podman.remove();
});

test('it is known, and builds in its own way', () => {
  expect(engine).toMatchObject({ version: '4.3.1', apiVersion: '1.41', builder: 'classic' });
});

test('containers are read, those of a pod too, with the names that Docker would give', async () => {
  const [web, infra] = await engine.list('container');
  expect(web).toMatchObject({ name: 'web2', image: 'busybox:latest', state: 'exited', exitCode: 137 });
  expect(web?.networks).toEqual(['podman', 'shop']);
  expect(infra).toMatchObject({ name: '4f1d5b6c7d8e-infra', state: 'created', ports: [], networks: [], labels: {} });
});

test('images have the names that Docker would give', async () => {
  const [first, second] = await engine.list('image');
  expect(first?.tags).toEqual(['busybox:latest', 'localhost/made:1', 'me/app:2', 'quay.io/a/b:3']);
  expect(first?.digests).toEqual(['busybox@sha256:c8bd']);
  expect(second).toMatchObject({ tags: [], digests: [] });
  expect(familiarName('docker.io/library/a/b:1')).toBe('library/a/b:1');
  expect(familiarName('docker.io')).toBe('docker.io');
});

test('its disk use names images by their ids only', async () => {
  podman.on(
    '/system/df',
    json({
      Images: [{ Containers: 1, Id: imageHash, RepoDigests: null, RepoTags: ['latest'], SharedSize: 0, Size: 2079815 }],
      Containers: [{ Id: id, Names: ['web2'], SizeRw: 12, State: 'exited', Ports: null, NetworkSettings: null }],
      Volumes: [{ Name: 'data', Options: null, UsageData: { RefCount: 0, Size: 0 } }],
      BuildCache: [],
    }),
  );
  const { images: used } = await engine.diskUse();
  expect(used).toEqual([{ id: `sha256:${imageHash}`, name: '', size: 2079815, shared: 0, containers: 1 }]);
});

test('the processes of a container come in columns', async () => {
  podman.on(
    `/containers/${id}/top`,
    json({
      Titles: ['PID   USER     COMMAND'],
      Processes: [['    1 root     /bin/sleep 1000'], ['    7 root     ps']],
    }),
  );
  expect(await engine.processes(id)).toEqual({
    titles: ['PID', 'USER', 'COMMAND'],
    processes: [
      ['1', 'root', '/bin/sleep 1000'],
      ['7', 'root', 'ps'],
    ],
  });
});

test('a program that is attached to is sent nothing that was not typed', async () => {
  podman.on(`/containers/${id}/json`, json({ Config: { Tty: true }, State: { Running: true } }));
  podman.upgraded = (_path, socket) => socket.pipe(socket);
  const session = await engine.attach(id, { columns: 80, rows: 24 });
  session.write('ls\n');
  let echoed = '';
  for await (const data of session.output) {
    echoed += data.toString();
    if (echoed.includes('\n')) break;
  }
  session.close();
  expect(echoed).toBe('ls\n');
});

test('what it does not know is said so, and not that something is gone', async () => {
  podman.on(`/containers/${id}/update`, (response) => response.writeHead(404).end('Not Found\n'));
  const error: unknown = await engine.update(id, { cpus: 1 }).catch((reason: unknown) => reason);
  expect(sentenceFor(error, english)).toMatch(/^This engine does not know/);
  const gone = { cause: 'no such container', message: `no container with name or ID "${id}" found`, response: 404 };
  podman.on(`/containers/${id}/start`, json(gone, 404));
  const other: unknown = await engine.start(id).catch((reason: unknown) => reason);
  expect(sentenceFor(other, english)).toMatch(/^It no longer exists/);
});

test('its words for what is in use are understood', async () => {
  const words = {
    message: '"shop" has associated containers with it. Use -f to …: network is being used',
    response: 500,
  };
  podman.on('/networks/shop', json(words, 500));
  const error: unknown = await engine.remove('network', 'shop').catch((reason: unknown) => reason);
  expect(sentenceFor(error, english)).toMatch(/^Containers are connected/);
});

test('a container that is connected to a network is asked for again', () => {
  const event = {
    Type: 'network',
    Action: 'connect',
    Actor: { ID: id, Attributes: { containerExitCode: '0', image: '', name: 'web2', podId: '' } },
  };
  expect(changeOf(event)).toEqual({ kind: 'container', id, gone: false });
  const docker = { Type: 'network', Action: 'connect', Actor: { ID: 'n'.repeat(64), Attributes: { container: id } } };
  expect(changeOf(docker)).toEqual({ kind: 'container', id, gone: false });
});

test('networks that we make and remove show at once, although it tells nothing of them', async () => {
  const made = '8d9001d32c6a703d95921a77115050f33dd823d3f1730bd35215dcbecad6dc20';
  const shop = { Id: made, Name: 'shop', Driver: 'bridge', Scope: 'local', IPAM: { Config: [] }, Labels: {} };
  podman.on('/networks/create', json({ Id: made, Warning: '' }, 201));
  podman.on(`/networks/${made}`, json(shop));
  const store = new Store({ connect: async () => ({ kind: 'connected', engine, target: podman.target }) });
  const names = (): string[] => [...store.known('network').values()].map(({ name }) => name);
  const lease = store.hold();
  try {
    await store.items('network');
    await expect.poll(() => podman.asked.includes('GET /events')).toBe(true);
    await engine.createNetwork({ name: 'shop', driver: 'bridge' });
    await expect.poll(names).toEqual(['shop']);
    podman.on('/networks', json([shop]));
    podman.on('/networks/prune', json({ NetworksDeleted: ['shop'] }));
    await engine.prune('networks');
    await expect.poll(names).toEqual([]);
  } finally {
    lease.dispose();
    store.close();
  }
});
