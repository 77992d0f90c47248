import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { connectDockerode } from '../../client/src/engine/dockerodeEngine.ts';
import { connectToFirst } from '../../client/src/engine/connection.ts';
import type { Target } from '../../client/src/engine/contexts.ts';
import type { OutputChunk } from '../../client/src/engine/engine.ts';
import { Store } from '../../client/src/explorer/store.ts';
import { beginOnAnyPort, quickOptions } from '../../client/src/run/begin.ts';
import { withValues } from '../../client/src/run/options.ts';
import type { Engine } from '../../client/src/engine/engine.ts';
import { type HostPorts, isFreeHere, takenPorts } from '../../client/src/run/ports.ts';
import { findShell } from '../../client/src/terminal/shell.ts';
import { labels, until, useRealEngine } from './realEngine.ts';

const real = useRealEngine(['busybox:latest', 'nginx:latest']);
const sleeping = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'];

async function cli(...argv: readonly string[]): Promise<string> {
  const env = { ...process.env, ...real().testbed.env };
  const { stdout } = await promisify(execFile)('docker', argv, { env });
  return stdout.trim();
}

async function outputOf(chunks: AsyncIterable<OutputChunk>): Promise<string> {
  let text = '';
  for await (const { stream, data } of chunks) text += `<${stream}>${data.toString('utf8')}`;
  return text;
}

test('the lists hold what the engine has, as our data', async () => {
  const { engine, run } = real();
  await cli('volume', 'create', '--label', `slipway.test=${labels['slipway.test']}`, 'slipway-data');
  const id = await run({ command: sleeping, ports: { '8000/tcp': 0 } });
  const [containers, images, volumes, networks] = await Promise.all([
    engine.list('container'),
    engine.list('image'),
    engine.list('volume'),
    engine.list('network'),
  ]);
  const found = containers.find((item) => item.id === id);
  expect(found).toMatchObject({ image: 'busybox:latest', state: 'running', labels, networks: ['bridge'] });
  expect(found?.ports[0]).toMatchObject({ containerPort: 8000, protocol: 'tcp' });
  expect(images.flatMap((image) => image.tags)).toEqual(expect.arrayContaining(['busybox:latest', 'nginx:latest']));
  expect(volumes.find((item) => item.name === 'slipway-data')).toMatchObject({ driver: 'local', labels });
  expect(networks.map((item) => item.name)).toEqual(expect.arrayContaining(['bridge', 'host', 'none']));
});

test('one thing asked for by its id is the same as in the list', async () => {
  const { engine, run } = real();
  const id = await run({ command: sleeping });
  const listed = (await engine.list('container')).find((item) => item.id === id);
  expect(await engine.get('container', id)).toEqual(listed);
  const [image] = await engine.list('image');
  expect(await engine.get('image', image?.id ?? '')).toEqual(image);
  const [network] = await engine.list('network');
  expect(await engine.get('network', network?.id ?? '')).toEqual(network);
  expect(await engine.get('volume', 'slipway-data')).toMatchObject({ name: 'slipway-data' });
});

test('what does not exist is undefined, and what no engine could name is not even asked', async () => {
  const { engine } = real();
  expect(await engine.get('container', 'f'.repeat(64))).toBeUndefined();
  expect(await engine.get('image', `sha256:${'f'.repeat(64)}`)).toBeUndefined();
  expect(await engine.get('volume', 'nothing-here')).toBeUndefined();
  await expect(engine.inspect('container', '../version')).rejects.toMatchObject({ problem: 'invalid-id' });
});

describe('the life of a container', () => {
  test('from start to removal, each step told by an event that the store patches in', async () => {
    const { engine, target } = real();
    const store = storeOn(target);
    try {
      await store.engine();
      const lease = store.hold();
      const id = await engine.create({ image: 'busybox:latest', ports: {}, labels, command: sleeping });
      const inState = (state: string) => (): true | undefined =>
        store.known('container').get(id)?.state === state ? true : undefined;
      await until(inState('created'));
      await engine.start(id);
      await until(inState('running'));
      await cli('pause', id);
      await until(inState('paused'));
      await engine.unpause(id);
      await until(inState('running'));
      await cli('rename', id, `slipway-renamed-${process.pid}`);
      await until(() => (store.known('container').get(id)?.name.startsWith('slipway-renamed') ? true : undefined));
      await engine.restart(id);
      await until(inState('running'));
      await engine.stop(id);
      await until(inState('exited'));
      await engine.remove('container', id);
      await until(() => (store.known('container').has(id) ? undefined : true));
      lease.dispose();
    } finally {
      store.close();
    }
  });

  test('a running one is not removed without being stopped', async () => {
    const { engine, run } = real();
    const id = await run({ command: sleeping });
    await expect(engine.remove('container', id)).rejects.toMatchObject({ problem: 'conflict' });
    expect((await engine.get('container', id))?.state).toBe('running');
  });

  test('starting what runs and stopping what has stopped is no error', async () => {
    const { engine, run } = real();
    const id = await run({ command: sleeping });
    await engine.start(id);
    await engine.stop(id);
    await engine.stop(id);
    expect(await engine.get('container', id)).toMatchObject({ state: 'exited', exitCode: 0 });
  });

  test('health comes by its event', async () => {
    const { engine, target } = real();
    const store = storeOn(target);
    try {
      await store.engine();
      const lease = store.hold();
      const health = ['--health-cmd=true', '--health-interval=1s', '--health-start-interval=1s'];
      const id = await cli('run', '-d', '--label', `slipway.test=x`, ...health, 'busybox', ...sleeping);
      await until(() => (store.known('container').get(id)?.health === 'starting' ? true : undefined));
      await until(() => (store.known('container').get(id)?.health === 'healthy' ? true : undefined));
      await engine.stop(id);
      lease.dispose();
    } finally {
      store.close();
    }
  });
});

const connector = { connect: connectDockerode, isInstalled: async () => true };

function storeOn(target: Target): Store {
  return new Store({
    connect: () => connectToFirst({ kind: 'targets', targets: [target], certain: 'named' }, connector),
  });
}

describe('images', () => {
  test('come, get names and go in the store by events alone', async () => {
    const { target } = real();
    const store = storeOn(target);
    try {
      await store.engine();
      const lease = store.hold();
      const tags = (): readonly string[] => [...store.known('image').values()].flatMap((image) => image.tags);
      await cli('tag', 'busybox:latest', 'slipway-tagged:1');
      await until(() => (tags().includes('slipway-tagged:1') ? true : undefined));
      await cli('rmi', 'slipway-tagged:1');
      await until(() => (tags().includes('slipway-tagged:1') ? undefined : true));
      expect(tags()).toContain('busybox:latest');
      lease.dispose();
    } finally {
      store.close();
    }
  });

  test('tell which ports they expose, also by a name with a host and a tag', async () => {
    const { engine } = real();
    expect(await engine.exposedPorts('nginx:latest')).toEqual(['80/tcp']);
    await cli('tag', 'nginx:latest', 'localhost:5000/team/web:1.0');
    expect(await engine.exposedPorts('localhost:5000/team/web:1.0')).toEqual(['80/tcp']);
    await engine.remove('image', 'localhost:5000/team/web:1.0');
  });
});

describe('logs', () => {
  test('keep standard output and error apart', async () => {
    const { engine, run } = real();
    const id = await run({ command: ['sh', '-c', 'echo out; echo err >&2'] });
    await until(async () => ((await engine.get('container', id))?.state === 'exited' ? true : undefined));
    const text = await outputOf(engine.logs(id, { follow: false, tail: 100, signal: new AbortController().signal }));
    expect(text.split('<').sort()).toEqual(['', 'stderr>err\n', 'stdout>out\n']);
  });

  test('of JSON text stay text, from a terminal too', async () => {
    const { engine } = real();
    const id = await cli('run', '-d', '-t', '--label', 'slipway.test=x', 'busybox', 'echo', '{"a":1}');
    await until(async () => ((await engine.get('container', id))?.state === 'exited' ? true : undefined));
    const text = await outputOf(engine.logs(id, { follow: false, tail: 100, signal: new AbortController().signal }));
    expect(text).toBe('<stdout>{"a":1}\r\n');
  });

  test('are followed until they are left', async () => {
    const { engine, run } = real();
    const id = await run({ command: ['sh', '-c', 'i=0; while :; do i=$((i+1)); echo line $i; sleep 0.05; done'] });
    const abort = new AbortController();
    let text = '';
    for await (const { data } of engine.logs(id, { follow: true, tail: 100, signal: abort.signal })) {
      text += data.toString('utf8');
      if (text.includes('line 5')) abort.abort();
    }
    expect(text).toContain('line 1\nline 2\n');
  });

  test('of a 20 MB line come through', async () => {
    const { engine, run } = real();
    const id = await run({ command: ['sh', '-c', 'head -c 20000000 /dev/zero | tr "\\0" x; echo'] });
    let length = 0;
    const signal = new AbortController().signal;
    for await (const { data } of engine.logs(id, { follow: true, tail: 1000, signal })) length += data.length;
    expect(length).toBe(20_000_001);
  }, 30_000);
});

describe('a program in a container', () => {
  test('has a terminal of the right size, is resized, and tells its exit code', async () => {
    const { engine, run } = real();
    const id = await run({ command: sleeping });
    const session = await engine.exec(id, { command: ['sh'], columns: 91, rows: 31 });
    session.write('stty size; echo $TERM\n');
    let text = '';
    for await (const data of session.output) {
      text += data.toString('utf8');
      if (text.includes('31 91') && !text.includes('resized')) {
        await session.resize(100, 40);
        session.write('echo resized; stty size; exit 5\n');
        text += 'resized';
      }
    }
    expect(text).toContain('xterm-256color');
    expect(text).toContain('40 100');
    expect(await session.exitCode()).toBe(5);
  });

  test('that is left does not keep the connection', async () => {
    const { engine, run } = real();
    const id = await run({ command: sleeping });
    const session = await engine.exec(id, { command: ['sh'], columns: 80, rows: 24 });
    session.close();
    for await (const data of session.output) expect(data).toBeDefined();
  });

  test('is found: the shell that the image has', async () => {
    const { engine, run } = real();
    expect(await findShell(engine, await run({ command: sleeping }))).toEqual(['sh']);
  });

  test('cannot be run in a container that has stopped', async () => {
    const { engine, run } = real();
    const id = await run({ command: ['true'] });
    await until(async () => ((await engine.get('container', id))?.state === 'exited' ? true : undefined));
    await expect(findShell(engine, id)).rejects.toMatchObject({ problem: 'conflict' });
  });
});

async function runDetached(engine: Engine, { image, ...ports }: HostPorts & { image: string }): Promise<string> {
  const options = await quickOptions(engine, image, ports);
  const mine = Object.entries(labels).map(([name, value]) => `${name}=${value}`);
  const { id, leave } = await beginOnAnyPort(engine, withValues(options, 'label', mine));
  leave();
  return id;
}

describe('running an image', () => {
  const request = { image: 'nginx:latest', taken: new Set<number>(), isFree: isFreeHere };

  test('publishes its port on a free one, where it answers', async () => {
    const { engine } = real();
    const first = await runDetached(engine, { ...request, isFree: async (port) => port > 80 && isFreeHere(port) });
    const container = await engine.get('container', first);
    const port = container?.ports[0]?.hostPort ?? 0;
    expect(port).toBeGreaterThan(80);
    const page = await until(() => fetch(`http://127.0.0.1:${port}/`).catch(() => undefined));
    expect(await page.text()).toContain('It works');
    const second = await runDetached(engine, { ...request, taken: takenPorts(await engine.list('container')) });
    expect((await engine.get('container', second))?.ports[0]?.hostPort).not.toBe(port);
    await engine.stop(second);
  });

  test('on a port that is taken after all lets the engine choose, and leaves nothing behind', async () => {
    const { engine } = real();
    const before = (await engine.list('container')).length;
    const taken = (await engine.list('container'))
      .flatMap((item) => item.ports)
      .find((port) => port.hostPort)?.hostPort;
    const wrong = async (port: number): Promise<boolean> => port === taken || port === 80;
    const id = await runDetached(engine, { ...request, image: 'nginx:latest', isFree: wrong });
    expect((await engine.get('container', id))?.state).toBe('running');
    expect((await engine.list('container')).length).toBe(before + 1);
  });

  test('that does not exist says so', async () => {
    await expect(runDetached(real().engine, { ...request, image: 'no-such-image:1' })).rejects.toMatchObject({
      problem: 'not-found',
    });
  });
});

describe('speed', () => {
  test('200 inspections at once take no second', async () => {
    const { engine, run } = real();
    const id = await run({ command: sleeping });
    const started = performance.now();
    await Promise.all(Array.from({ length: 200 }, () => engine.inspect('container', id)));
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

describe('an engine that is not there', () => {
  test('is said not to run', async () => {
    expect(await connectToFirst(at('/tmp/slipway-no-such.sock'), connector)).toEqual({
      kind: 'not-running',
      where: '/tmp/slipway-no-such.sock',
    });
  });

  test('but something else in its place is said to be no engine', async () => {
    const { createServer } = await import('node:net');
    const path = `/tmp/slipway-other-${process.pid}.sock`;
    const server = createServer((socket) => socket.end('220 smtp.example\r\n')).listen(path);
    expect(await connectToFirst(at(path), connector)).toMatchObject({ kind: 'incompatible', where: path });
    server.close();
  });

  test('a web server in its place neither', async () => {
    const { createServer } = await import('node:http');
    const path = `/tmp/slipway-web-${process.pid}.sock`;
    const server = createServer((_request, response) => response.end('{"hello":1}')).listen(path);
    expect(await connectToFirst(at(path), connector)).toMatchObject({ kind: 'incompatible', where: path });
    server.close();
  });
});

function at(path: string): Parameters<typeof connectToFirst>[0] {
  const target = { address: { kind: 'socket', path }, label: path, cliEnv: {} } as const;
  return { kind: 'targets', targets: [target], certain: 'named' };
}
