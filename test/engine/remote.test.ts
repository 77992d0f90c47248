import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectToFirst } from '../../client/src/engine/connection.ts';
import { findTargets } from '../../client/src/engine/contexts.ts';
import { connectDockerode } from '../../client/src/engine/dockerodeEngine.ts';
import type { Engine } from '../../client/src/engine/engine.ts';
import { labels, useRealEngine } from './realEngine.ts';

const real = useRealEngine(['busybox:latest']);
const connector = { connect: connectDockerode, isInstalled: async () => true };
const path = process.env['PATH'] ?? '';
let folder = '';
let server: Server | undefined;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-ssh-'));
});

afterAll(async () => {
  process.env['PATH'] = path;
  server?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Connects as a user who has named this host. */
async function engineAt(host: string): Promise<Engine> {
  const nothing = { platform: 'linux', home: folder, env: {}, readFile: async () => undefined } as const;
  const connection = await connectToFirst(await findTargets(nothing, host), connector);
  if (connection.kind !== 'connected') throw new Error(JSON.stringify(connection));
  return connection.engine;
}

/** An ssh that runs here what it is asked to run there, and notes how it was called. */
async function fakeSsh(script: string): Promise<void> {
  const { DOCKER_HOST = '', PATH = '' } = real().testbed.env;
  const lines = [
    '#!/bin/sh',
    `echo "$@" >> ${folder}/calls`,
    `export PATH='${PATH}' DOCKER_HOST='${DOCKER_HOST}'`,
    script,
  ];
  await writeFile(join(folder, 'ssh'), `${lines.join('\n')}\n`);
  await chmod(join(folder, 'ssh'), 0o755);
  process.env['PATH'] = `${folder}:${path}`;
}

/** Everything that goes over a connection in its own way: a list, a log, a terminal, the events. */
async function useAllOf(engine: Engine): Promise<void> {
  const abort = new AbortController();
  const changes = engine.changes(abort.signal)[Symbol.asyncIterator]();
  const change = changes.next();
  const command = ['sh', '-c', 'echo hello; sleep 30'];
  const id = await engine.create({ image: 'busybox:latest', ports: {}, labels, command });
  await engine.start(id);
  expect((await change).value).toMatchObject({ kind: 'container', id });
  abort.abort();
  expect((await engine.list('container')).map((item) => item.id)).toContain(id);
  const session = await engine.exec(id, { command: ['sh'], columns: 80, rows: 24 });
  session.write('echo in a terminal; exit 4\n');
  let text = '';
  for await (const data of session.output) text += data.toString('utf8');
  expect(text).toContain('\r\nin a terminal');
  expect(await session.exitCode()).toBe(4);
  const leave = new AbortController();
  let log = '';
  for await (const { data } of engine.logs(id, { follow: true, tail: 10, signal: leave.signal })) {
    log += data.toString('utf8');
    leave.abort();
  }
  expect(log).toBe('hello\n');
  await engine.remove('container', id, { force: true });
}

describe('an engine over ssh', () => {
  test('does all that a local one does', async () => {
    await fakeSsh('while [ "$1" != -- ]; do shift; done; shift 2; exec "$@"');
    const engine = await engineAt('ssh://me@lab:2222');
    await useAllOf(engine);
    engine.close();
  }, 30_000);

  test('that refuses says what ssh said', async () => {
    await fakeSsh('echo "me@lab: Permission denied (publickey)." >&2; exit 255');
    await expect(engineAt('ssh://me@lab')).rejects.toThrow(
      '"unreachable","where":"ssh://me@lab","detail":"me@lab: Permission denied (publickey)."',
    );
  });
});

describe('an engine over TCP', () => {
  test('does all that a local one does', async () => {
    const socket = real().testbed.host.slice('unix://'.length);
    server = createServer((client) => {
      const engine = connect(socket);
      client.pipe(engine).pipe(client);
      client.on('error', () => engine.destroy());
      engine.on('error', () => client.destroy());
    });
    const port = await new Promise<number>((done) => {
      server?.listen(0, '127.0.0.1', () => {
        const address = server?.address();
        done(typeof address === 'object' && address ? address.port : 0);
      });
    });
    const engine = await engineAt(`tcp://127.0.0.1:${port}`);
    await useAllOf(engine);
    engine.close();
  });

  test('where nobody listens is said to be unreachable', async () => {
    await expect(engineAt('tcp://127.0.0.1:1')).rejects.toThrow('ECONNREFUSED');
  });
});
