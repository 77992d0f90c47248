import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { connectToFirst } from '../../client/src/engine/connection.ts';
import { findTargets } from '../../client/src/engine/contexts.ts';
import { connectDockerode } from '../../client/src/engine/dockerodeEngine.ts';
import type { Engine } from '../../client/src/engine/engine.ts';
import { Store } from '../../client/src/explorer/store.ts';
import { labels, until, useRealEngine } from './realEngine.ts';

const real = useRealEngine(['busybox:latest']);
const connector = { connect: connectDockerode, isInstalled: async () => true };
/** A machine without any configuration. */
const nobody = { platform: 'linux', home: '/nowhere', env: {}, readFile: async () => undefined } as const;
const path = process.env['PATH'] ?? '';
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-ssh-'));
});

afterAll(async () => {
  process.env['PATH'] = path;
  await rm(folder, { recursive: true, force: true });
});

/** Connects as a user who has named this host. */
async function engineAt(host: string): Promise<Engine> {
  const connection = await connectToFirst(await findTargets(nobody, host), connector);
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
    const proxy = await startProxy();
    const engine = await engineAt(`tcp://127.0.0.1:${proxy.port}`);
    await useAllOf(engine);
    engine.close();
    await proxy.stop();
  });

  test('where nobody listens is said to be unreachable', async () => {
    await expect(engineAt('tcp://127.0.0.1:1')).rejects.toThrow('ECONNREFUSED');
  });

  test('that breaks away and comes back is followed again, with what happened meanwhile', async () => {
    const proxy = await startProxy();
    const targets = await findTargets(nobody, `tcp://127.0.0.1:${proxy.port}`);
    const store = new Store({ connect: () => connectToFirst(targets, connector), retryDelay: () => 50 });
    const lease = store.hold();
    try {
      await until(() => (store.state.kind === 'connected' ? true : undefined));
      await proxy.stop();
      await until(() => (store.state.kind === 'unreachable' ? true : undefined));
      expect(store.known('image').size).toBe(0);
      const id = await real().run({ command: ['sleep', '30'] });
      const again = await startProxy(proxy.port);
      const found = await until(() => store.known('container').get(id));
      expect(found.state).toBe('running');
      await real().engine.remove('container', id, { force: true });
      await until(() => (store.known('container').has(id) ? undefined : true));
      await again.stop();
    } finally {
      lease.dispose();
      store.close();
    }
  });
});

describe('an engine over TLS', () => {
  test('does all that a local one does, with the certificates of the environment, and is not trusted without', async ({
    skip,
  }) => {
    if (!existsSync('/usr/bin/openssl')) skip('there is no openssl to make a certificate with');
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
    const request = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1', '-keyout', key, '-out', cert];
    await promisify(execFile)('openssl', [...request, ...names]);
    const pair = { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') };
    const proxy = await startProxy(0, { ...pair, ca: pair.cert, requestCert: true, rejectUnauthorized: true });
    const env = { DOCKER_HOST: `tcp://localhost:${proxy.port}`, DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' };
    const files: Record<string, string> = {
      '/certs/ca.pem': pair.cert,
      '/certs/key.pem': pair.key,
      '/certs/cert.pem': pair.cert,
    };
    const trusted = await connectToFirst(
      await findTargets({ ...nobody, env, readFile: async (name) => files[name] }, ''),
      connector,
    );
    if (trusted.kind !== 'connected') throw new Error(JSON.stringify(trusted));
    await useAllOf(trusted.engine);
    trusted.engine.close();
    const stranger = await connectToFirst(await findTargets({ ...nobody, env }, ''), connector);
    expect(stranger).toMatchObject({ kind: 'unreachable', detail: expect.stringContaining('self-signed certificate') });
    await proxy.stop();
  });
});

interface Proxy {
  readonly port: number;
  readonly stop: () => Promise<void>;
}

/** Makes the engine's socket a TCP port, as a remote engine has it. */
async function startProxy(wanted = 0, tls?: TlsOptions): Promise<Proxy> {
  const socket = real().testbed.host.slice('unix://'.length);
  const open = new Set<Socket>();
  const serve = (client: Socket): void => {
    const engine = connect(socket);
    client.pipe(engine).pipe(client);
    for (const side of [client, engine]) {
      open.add(side);
      side.on('error', () => side.destroy()).on('close', () => open.delete(side));
    }
  };
  const server = tls ? createTlsServer(tls, serve) : createServer(serve);
  server.listen(wanted, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    stop: async () => {
      server.close();
      for (const side of open) side.destroy();
      await once(server, 'close');
    },
  };
}
