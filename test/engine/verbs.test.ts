import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readLayers } from '../../client/src/images/layers.ts';
import { labels, until, useRealEngine } from './realEngine.ts';

const real = useRealEngine(['busybox:latest']);
const sleeping = ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'];
const forever = new AbortController().signal;

async function cli(...argv: readonly string[]): Promise<string> {
  const env = { ...process.env, ...real().testbed.env };
  return (await promisify(execFile)('docker', argv, { env })).stdout.trim();
}

async function bytesOf(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
}

async function drain(source: AsyncIterable<unknown>): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for await (const item of source) items.push(item);
  return items;
}

test('a container is paused, renamed, limited and killed by a signal', async () => {
  const { engine, run } = real();
  const id = await run({ command: sleeping });
  await engine.pause(id);
  expect((await engine.get('container', id))?.state).toBe('paused');
  await engine.unpause(id);
  await engine.rename(id, `slipway-verbs-${process.pid}`);
  expect((await engine.get('container', id))?.name).toBe(`slipway-verbs-${process.pid}`);
  await engine.update(id, { restart: 'on-failure', memory: 64 << 20, cpus: 0.5 });
  const told = await cli(
    'inspect',
    '-f',
    '{{.HostConfig.RestartPolicy.Name}} {{.HostConfig.Memory}} {{.HostConfig.NanoCpus}}',
    id,
  );
  expect(told).toBe(`on-failure ${64 << 20} 500000000`);
  await engine.update(id, { restart: 'no' });
  const ended = engine.waitFor(id, forever);
  await engine.kill(id, 'SIGKILL');
  expect(await ended).toBe(137);
});

test('the files that differ from the image are told, and the container becomes an image', async () => {
  const { engine, run } = real();
  const id = await run({ command: ['sh', '-c', 'echo hi > /new; rm /bin/vi; exit 0'] });
  await engine.waitFor(id, forever);
  const changes = await engine.fileChanges(id);
  expect(changes).toEqual(
    expect.arrayContaining([
      { path: '/new', what: 'added' },
      { path: '/bin/vi', what: 'deleted' },
    ]),
  );
  const image = await engine.commit(id, {
    repository: 'slipway-committed',
    tag: '1',
    comment: 'a test',
    author: 'Ann <ann@example.com>',
  });
  expect(await cli('image', 'inspect', '-f', '{{.Comment}}|{{.Author}}', 'slipway-committed:1')).toBe(
    'a test|Ann <ann@example.com>',
  );
  expect((await engine.history('slipway-committed:1'))[0]).toMatchObject({ comment: 'a test' });
  expect(image).toMatch(/^sha256:/);
  await engine.remove('image', 'slipway-committed:1');
});

test('its processes are listed, and its use is measured', async () => {
  const { engine, run } = real();
  const id = await run({ command: sleeping });
  expect((await engine.processes(id)).titles).toContain('PID');
  // For a moment the engine's own helper is what runs there.
  const running = async (): Promise<string> => (await engine.processes(id)).processes.flat().join(' ');
  await expect.poll(running).toContain('while');
  const left = new AbortController();
  const samples = [];
  for await (const sample of engine.stats(id, left.signal)) {
    samples.push(sample);
    if (samples.length === 2) break;
  }
  left.abort();
  expect(samples[1]?.memory).toBeGreaterThan(0);
  expect(samples[1]?.processes).toBeGreaterThan(0);
  expect(samples[1]?.time).toBeGreaterThan(Date.now() - 60_000);
});

test('a program is run as another user and in another folder', async () => {
  const { engine, run } = real();
  const id = await run({ command: sleeping });
  const session = await engine.exec(id, {
    command: ['sh', '-c', 'id -u; pwd; exit 3'],
    columns: 80,
    rows: 24,
    user: '1000',
    folder: '/tmp',
  });
  expect((await bytesOf(session.output)).toString().split(/\r?\n/)).toEqual(['1000', '/tmp', '']);
  expect(await session.exitCode()).toBe(3);
});

test('the main program is attached to, and goes on when one leaves', async () => {
  const { engine, run } = real();
  const id = await run({ command: ['sh', '-c', 'i=0; while :; do i=$((i+1)); echo line $i; sleep 0.1; done'] });
  const session = await engine.attach(id, { columns: 80, rows: 24 });
  let text = '';
  for await (const data of session.output) {
    text += data.toString();
    if (/line \d+\nline \d+\n/.test(text)) break;
  }
  session.close();
  expect(await session.exitCode()).toBe('running');
  expect((await engine.get('container', id))?.state).toBe('running');
});

test('how a program ended is known of a container that is removed at its end, too', async () => {
  const { engine } = real();
  const body = {
    Image: 'busybox:latest',
    Cmd: ['sh', '-c', 'exit 7'],
    Labels: labels,
    HostConfig: { AutoRemove: true },
  };
  const id = await engine.createPlanned({ body, name: '', platform: '' });
  const session = await engine.attach(id, { columns: 80, rows: 24 });
  await engine.start(id);
  await bytesOf(session.output);
  await expect.poll(() => engine.get('container', id), { timeout: 20_000 }).toBeUndefined();
  expect(await session.exitCode()).toBe(7);
});

test('a program that is attached to gets what is typed, and nothing else', async () => {
  const { engine } = real();
  const marks = Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
  const id = await cli(
    'run',
    '-di',
    ...marks,
    'busybox:latest',
    'sh',
    '-c',
    'read line; echo "got <$line>"; sleep 1000',
  );
  const session = await engine.attach(id, { columns: 80, rows: 24 });
  session.write('hello\n');
  let text = '';
  for await (const data of session.output) {
    text += data.toString();
    if (text.includes('\n')) break;
  }
  session.close();
  expect(text).toBe('got <hello>\n');
});

test('files go in and out of a container that has never run', async () => {
  const { engine } = real();
  const id = await engine.create({ image: 'busybox:latest', ports: {}, labels, command: ['true'] });
  expect(await engine.statPath(id, '/bin')).toMatchObject({ type: 'folder', name: 'bin' });
  expect(await engine.statPath(id, '/bin/busybox')).toMatchObject({ type: 'file', permissions: 0o755 });
  expect(await engine.statPath(id, '/nothing/here')).toBeUndefined();
  const tar = await bytesOf(await engine.readArchive(id, '/bin/busybox', forever));
  expect(tar.subarray(0, 7).toString()).toBe('busybox');
  await engine.writeArchive(id, '/tmp', Readable.from([tar]));
  expect((await engine.statPath(id, '/tmp/busybox'))?.size).toBe((await engine.statPath(id, '/bin/busybox'))?.size);
});

test('images are tagged, saved, taken away and loaded again', async () => {
  const { engine } = real();
  await engine.tag('busybox:latest', 'slipway.example:5000/team/tool:2');
  const tar = await bytesOf(await engine.save(['slipway.example:5000/team/tool:2'], forever));
  await engine.remove('image', 'slipway.example:5000/team/tool:2');
  const messages = await drain(engine.load(Readable.from([tar]), forever));
  expect(JSON.stringify(messages)).toContain('slipway.example:5000/team/tool:2');
  await engine.remove('image', 'slipway.example:5000/team/tool:2');
});

test('the files of a container become an image of one layer', async () => {
  const { engine } = real();
  const id = await engine.create({ image: 'busybox:latest', ports: {}, labels, command: ['true'] });
  const tar = await bytesOf(await engine.exportFiles(id, forever));
  await drain(engine.importFiles(Readable.from([tar]), 'slipway-imported:1', forever));
  expect(await engine.history('slipway-imported:1')).toHaveLength(1);
  await engine.remove('image', 'slipway-imported:1');
});

test('what a registry refuses or does not have is a rejection, not an end like any other', async () => {
  const { engine } = real();
  const pull = drain(engine.pull('127.0.0.1:9/nothing:1', { signal: forever }));
  await expect(pull).rejects.toThrow(/127\.0\.0\.1:9/);
  await engine.tag('busybox:latest', '127.0.0.1:9/team/tool:1');
  await expect(drain(engine.push('127.0.0.1:9/team/tool:1', { signal: forever }))).rejects.toThrow(/127\.0\.0\.1:9/);
  await engine.remove('image', '127.0.0.1:9/team/tool:1');
});

test('networks and volumes are made as told, and containers join and leave', async () => {
  const { engine, run } = real();
  const id = await run({ command: sleeping });
  const network = await engine.createNetwork({
    name: `slipway-net-${process.pid}`,
    driver: 'bridge',
    subnet: '10.99.77.0/24',
    gateway: '10.99.77.1',
    internal: true,
    labels,
  });
  expect(await engine.get('network', network)).toMatchObject({ internal: true, subnets: ['10.99.77.0/24'], labels });
  await engine.connect(network, id, ['other']);
  expect((await engine.get('container', id))?.networks).toContain(`slipway-net-${process.pid}`);
  await engine.disconnect(network, id);
  expect((await engine.get('container', id))?.networks).toEqual(['bridge']);
  const named = await engine.createVolume({ name: `slipway-vol-${process.pid}`, labels });
  const made = await engine.createVolume({ name: '', labels });
  expect(named).toBe(`slipway-vol-${process.pid}`);
  expect(made).toMatch(/^[a-f0-9]{64}$/);
});

test('the engine tells of itself, of its disk and of what happens', async () => {
  const { engine, run } = real();
  expect(await engine.info()).toMatchObject({ OSType: 'linux' });
  const left = new AbortController();
  const seen: string[] = [];
  const watching = (async () => {
    for await (const event of engine.events(left.signal)) seen.push(JSON.stringify(event));
  })();
  const id = await run({ command: ['true'] });
  await until(() => (seen.some((event) => event.includes(id) && event.includes('"start"')) ? true : undefined));
  left.abort();
  await watching;
  const use = await engine.diskUse();
  expect(use.images.find((image) => image.name === 'busybox:latest')?.size).toBeGreaterThan(100_000);
  expect(use.containers.map((container) => container.id)).toContain(id);
});

test('what is cleared away is told, and how much that was', async () => {
  const { engine, run } = real();
  const id = await run({ command: ['sh', '-c', 'head -c 100000 /dev/zero > /big'] });
  await engine.waitFor(id, forever);
  const pruned = await engine.prune('containers', { label: [`slipway.test=${labels['slipway.test']}`] });
  expect(pruned.removed).toContain(id);
  expect(pruned.reclaimed).toBeGreaterThanOrEqual(100_000);
});

test('names that could be something else in a path are not sent', async () => {
  const { engine } = real();
  await expect(engine.rename('../x', 'y')).rejects.toMatchObject({ problem: 'invalid-id' });
  await expect(engine.kill('a/b', 'SIGKILL')).rejects.toMatchObject({ problem: 'invalid-id' });
  await expect(engine.connect('a?b', 'c')).rejects.toMatchObject({ problem: 'invalid-id' });
});

test('the layers of an image are what its instructions did, with what is wasted', async () => {
  const { engine } = real();
  const folder = await mkdtemp(join(tmpdir(), 'slipway-layers-'));
  await writeFile(
    join(folder, 'Dockerfile'),
    [
      'FROM busybox:latest',
      'RUN head -c 100000 /dev/zero > /big && echo a > /kept',
      'RUN rm /big && echo b > /kept',
      'CMD ["true"]',
    ].join('\n'),
  );
  await cli('build', '-q', '-t', 'slipway-layers:1', folder);
  const layers = await readLayers(await engine.save(['slipway-layers:1'], forever));
  const [first, second] = layers.slice(-2);
  expect(first?.instruction).toContain('head -c 100000');
  expect(first?.files).toEqual(
    expect.arrayContaining([
      { path: 'big', what: 'added', size: 100_000 },
      { path: 'kept', what: 'added', size: 2 },
    ]),
  );
  expect(first?.wasted).toBe(100_002);
  expect(second?.files).toEqual(
    expect.arrayContaining([
      { path: 'big', what: 'removed', size: 0 },
      { path: 'kept', what: 'changed', size: 2 },
    ]),
  );
  await engine.remove('image', 'slipway-layers:1');
  await rm(folder, { recursive: true, force: true });
});

test('an image runs in a terminal, and its container goes with it', async () => {
  const { engine } = real();
  const id = await engine.create({
    image: 'busybox:latest',
    ports: {},
    labels,
    interactive: true,
    command: ['sh', '-c', 'read line; echo "got $line"; exit 4'],
  });
  const session = await engine.attach(id, { columns: 80, rows: 24 });
  await engine.start(id);
  session.write('hello\n');
  expect((await bytesOf(session.output)).toString()).toContain('got hello');
  await until(async () => ((await engine.get('container', id)) === undefined ? true : undefined));
});
