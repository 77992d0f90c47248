import { createServer } from 'node:net';
import { expect, test } from 'vitest';
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
