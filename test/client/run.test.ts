import { createServer, type Server, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { ContainerInfo, Engine } from '../../client/src/engine/engine.ts';
import { type Readiness, waitUntilReady } from '../../client/src/run/ready.ts';
import { FakeEngine } from './fakeEngine.ts';
import { choosePorts, isFreeHere, takenPorts } from '../../client/src/run/ports.ts';
import { container } from './fixtures.ts';

function allBut(taken: number): (port: number) => Promise<boolean> {
  return async (port) => port !== taken;
}

const free = { taken: new Set<number>(), isFree: async () => true };

test('an exposed port is published on the same one', async () => {
  expect(await choosePorts(['8080/tcp', '53/udp'], free)).toEqual({ '8080/tcp': 8080, '53/udp': 53 });
});

test('the next free one is taken where another container holds it, or another program', async () => {
  const taken = takenPorts([container('x', { ports: [{ containerPort: 80, hostPort: 80, protocol: 'tcp' }] })]);
  expect(await choosePorts(['80/tcp'], { taken, isFree: allBut(81) })).toEqual({ '80/tcp': 82 });
});

test('two ports of one container do not get the same', async () => {
  expect(await choosePorts(['80/tcp', '81/tcp'], { ...free, isFree: allBut(80) })).toEqual({
    '80/tcp': 81,
    '81/tcp': 82,
  });
});

test('where none is free, the engine may choose', async () => {
  expect(await choosePorts(['65535/tcp'], { ...free, isFree: async () => false })).toEqual({ '65535/tcp': 0 });
});

test('a port that a program listens on is not free', async () => {
  const server = createServer();
  const port = await new Promise<number>((done) => {
    server.listen(0, '0.0.0.0', () => {
      const address = server.address();
      done(typeof address === 'object' && address ? address.port : 0);
    });
  });
  expect(await isFreeHere(port)).toBe(false);
  await new Promise((done) => server.close(done));
  expect(await isFreeHere(port)).toBe(true);
});

describe('when a container is ready', () => {
  const patience = { settling: 60, interval: 5, most: 300, answer: 30 };
  const published = [{ containerPort: 80, hostPort: 1, protocol: 'tcp' }];

  /** What is said of a container that is in these states, one after the other; the last one stays. */
  function said(...states: readonly (Partial<ContainerInfo> | 'gone')[]): Promise<Readiness> {
    const fake = new FakeEngine();
    let index = 0;
    const get = async (): Promise<ContainerInfo | undefined> => {
      const state = states[Math.min(index, states.length - 1)] ?? 'gone';
      index += 1;
      return state === 'gone' ? undefined : container('x', { state: 'running', ...state });
    };
    const engine = { ...fake.engine(), get } as Engine;
    const signal = new AbortController().signal;
    return waitUntilReady({ engine, id: 'x', host: '127.0.0.1', signal, patience });
  }

  test('its health check passes', async () => {
    expect(await said({ health: 'starting' }, { health: 'starting' }, { health: 'healthy' })).toBe('ready');
    expect(await said({ health: 'starting' }, { health: 'unhealthy' })).toBe('unhealthy');
  });

  test('it has ended, is gone, or is started again', async () => {
    expect(await said({}, { state: 'exited', exitCode: 0 })).toBe('ended');
    expect(await said({}, 'gone')).toBe('ended');
    expect(await said({}, { state: 'restarting' })).toBe('ended');
  });

  test('there is nothing to ask, or nobody answers in time', async () => {
    expect(await said({})).toBe('running');
    expect(await said({ ports: published })).toBe('running');
    expect(await said({ health: 'starting', ports: published })).toBe('running');
  });

  test('somebody answers at its port, and stays', async () => {
    const open: Socket[] = [];
    const answering = createServer((socket) => void open.push(socket));
    const dropping = createServer((socket) => socket.destroy());
    const [good, bad] = await Promise.all([answering, dropping].map(portOf));
    expect(await said(ports(good))).toBe('ready');
    // As the engine's proxy does where nobody listens in the container.
    expect(await said(ports(bad))).toBe('running');
    expect(await said({ ...ports(good), health: 'starting' })).toBe('ready');
    for (const socket of open) socket.destroy();
    answering.close();
    dropping.close();
  });
});

function ports(hostPort = 0): Partial<ContainerInfo> {
  return { ports: [{ containerPort: 80, hostPort, protocol: 'tcp' }] };
}

function portOf(server: Server): Promise<number> {
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      done(typeof address === 'object' && address ? address.port : 0);
    });
  });
}
