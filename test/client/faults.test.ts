// Everything that an engine can do wrong, on a socket: nothing hangs, nothing is lost, and it recovers by itself.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { connectToFirst } from '../../client/src/engine/connection.ts';
import type { ConnectionState, OutputChunk } from '../../client/src/engine/engine.ts';
import { Store } from '../../client/src/explorer/store.ts';
import { followLogs } from '../../client/src/logs/followLogs.ts';
import { logLines } from '../../client/src/logs/logLine.ts';
import { BadEngine, cutOff, hangs, json } from './badEngine.ts';
import { collect } from './fixtures.ts';

let bad: BadEngine;
let store: Store;
let states: ConnectionState[];

beforeEach(async () => {
  bad = new BadEngine();
  await bad.start();
  states = [];
  store = new Store({
    connect: () =>
      connectToFirst(
        { kind: 'targets', targets: [bad.target], certain: 'named' },
        { connect: () => bad.connect(), isInstalled: async () => true },
      ),
    retryDelay: () => 20,
  });
  const seen = states;
  store.onState((state) => seen.push(state));
});
afterEach(async () => {
  store.close();
  await bad.remove();
});

const id = (letter: string): string => letter.repeat(64);
const listed = (letter: string, name: string): object => ({
  Id: id(letter),
  Names: [`/${name}`],
  Image: 'x',
  State: 'running',
  Status: 'Up',
});
const inspected = (letter: string, name: string): object => ({
  Id: id(letter),
  Name: `/${name}`,
  Config: { Image: 'x' },
  State: { Status: 'running' },
});
const names = (): string[] => [...store.known('container').values()].map(({ name }) => name);
const soon = { timeout: 5000, interval: 10 };

const startOf = (letter: string): string =>
  `${JSON.stringify({ Type: 'container', Action: 'start', Actor: { ID: id(letter) } })}\n`;

describe('the live picture', () => {
  test('is there again after the engine was killed and started with other things', async () => {
    bad.on('/containers/json', json([listed('a', 'before')]));
    store.hold();
    await expect.poll(names, soon).toEqual(['before']);
    await bad.kill();
    await expect.poll(() => states.at(-1)?.kind, soon).toBe('not-running');
    expect(names()).toEqual([]);
    bad.on('/containers/json', json([listed('b', 'after')]));
    await bad.start();
    await expect.poll(() => states.at(-1)?.kind, soon).toBe('connected');
    expect(names()).toEqual(['after']);
  });

  test.each([
    ['breaks off in the middle of a list', cutOff('[{"Id":"aaaa"')],
    ['answers with no JSON', json('<html>a proxy</html>')],
    ['answers with an object in the place of a list', json({ message: 'hello' })],
    ['answers 500', json({ message: 'something inside broke' }, 500)],
    ['never answers', hangs],
  ])('of an engine that %s is told as a failure, never as an empty list, and comes back', async (_what, answer) => {
    bad.on('/containers/json', answer);
    store.hold();
    await expect.poll(() => states.map(({ kind }) => kind), soon).toContain('unreachable');
    expect(states.map(({ kind }) => kind)).not.toContain('connected');
    bad.on('/containers/json', json([listed('a', 'web')]));
    await expect.poll(names, soon).toEqual(['web']);
  });

  test('a list that fails later takes nothing away', async () => {
    bad.on('/containers/json', json([listed('a', 'web')]));
    store.hold();
    await expect.poll(() => states.at(-1)?.kind, soon).toBe('connected');
    bad.on('/containers/json', json({ message: 'busy' }, 500));
    await expect(store.refresh()).rejects.toMatchObject({ message: 'busy' });
    expect(names()).toEqual(['web']);
  });

  test('waits for an engine that answers byte by byte', async () => {
    const text = JSON.stringify([listed('a', 'slow')]);
    bad.on('/containers/json', (response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      let at = 0;
      const next = (): void => {
        response.write(text.slice(at, at + 20));
        at += 20;
        if (at < text.length) setTimeout(next, 5);
        else response.end();
      };
      next();
    });
    store.hold();
    await expect.poll(names, soon).toEqual(['slow']);
  });

  test('of strange items is strange rows, among the good ones', async () => {
    const odd = [null, 7, {}, { Id: null, Names: null, State: 5, Ports: [null], Labels: 'x', Unknown: {} }];
    bad.on('/containers/json', json([...odd, listed('a', 'good')]));
    bad.on('/images/json', json([{ Id: id('b'), RepoTags: null, Created: 'x', Size: null }, null]));
    bad.on('/networks', json(null));
    store.hold();
    await expect.poll(names, soon).toContain('good');
  });

  test('a flood of events costs a few requests for each thing, and no more', async () => {
    const letters = ['a', 'b', 'c', 'd', 'e'];
    for (const letter of letters) bad.on(`/containers/${id(letter)}/json`, json(inspected(letter, letter)));
    bad.on('/containers/json', json(letters.map((letter) => listed(letter, letter))));
    bad.on('/events', (response) => {
      response.writeHead(200);
      response.write(letters.map(startOf).join('').repeat(10_000));
    });
    store.hold();
    await expect.poll(() => bad.asked.filter((call) => call.includes(id('e'))).length, soon).toBeGreaterThan(0);
    await new Promise((done) => setTimeout(done, 300));
    const gets = bad.asked.filter((call) => /\/containers\/.{64}\/json/.test(call)).length;
    expect(gets).toBeLessThan(1000);
    expect(names().toSorted()).toEqual(letters);
  });

  test('nonsense among the events is left out', async () => {
    bad.on(`/containers/${id('a')}/json`, json(inspected('a', 'told')));
    bad.on('/events', (response) => {
      response.writeHead(200);
      response.write('nonsense\n{"Type":7}\n[]\nnull\n\n');
      response.write(`${JSON.stringify({ Type: 'container', Action: 'start', Actor: { ID: '../../x' } })}\n`);
      response.write(`${JSON.stringify({ Type: 'container', Action: 'start', Actor: { ID: id('a') } })}\n`);
    });
    store.hold();
    await expect.poll(names, soon).toEqual(['told']);
    expect(bad.asked.every((call) => !call.includes('..'))).toBe(true);
  });

  test('an engine whose rights are taken away says so, and is there when they are back', async () => {
    let allowed = true;
    const guarded = new Store({
      connect: async () =>
        connectToFirst(
          { kind: 'targets', targets: [bad.target], certain: 'named' },
          {
            connect: () =>
              allowed ? bad.connect() : Promise.reject(Object.assign(new Error('denied'), { code: 'EACCES' })),
            isInstalled: async () => true,
          },
        ),
      retryDelay: () => 20,
    });
    guarded.hold();
    await expect.poll(() => guarded.state.kind, soon).toBe('connected');
    allowed = false;
    await bad.kill();
    await expect.poll(() => guarded.state.kind, soon).toBe('permission-denied');
    allowed = true;
    await bad.start();
    await expect.poll(() => guarded.state.kind, soon).toBe('connected');
    guarded.close();
  });
});

const line = (second: number): string => `2026-01-01T00:00:0${second}.000Z line ${second}\n`;

describe('what is under way when the engine dies', () => {
  test('an answer that is cut off is told as what it is, and not waited for', async () => {
    const engine = await bad.connect();
    bad.on('/networks', cutOff('[{"Id":"'));
    await expect(engine.list('network')).rejects.toMatchObject({ problem: 'connection' });
    engine.close();
  });

  test('a request that is never answered ends in seconds', async () => {
    const engine = await bad.connect();
    bad.on('/info', hangs);
    await expect(engine.info()).rejects.toMatchObject({ problem: 'timeout' });
    bad.on(`/containers/${id('a')}/stop`, hangs);
    await expect(engine.stop(id('a'))).rejects.toMatchObject({ problem: 'timeout' });
  });

  test('a pull rejects, and does not pass for one that has ended', async () => {
    const engine = await bad.connect();
    bad.on('/images/create', (response) => {
      response.writeHead(200);
      response.write('{"status":"Downloading","id":"aaaaaaaaaaaa"}\n', () => response.destroy());
    });
    const pull = collect(engine.pull('x:1', { signal: new AbortController().signal }));
    await expect(pull).rejects.toMatchObject({ problem: 'connection' });
  });

  test('a pull that the engine tells to have failed rejects with its words', async () => {
    const engine = await bad.connect();
    bad.on('/images/create', (response) =>
      response.end('{"errorDetail":{"message":"manifest unknown"},"error":"x"}\n'),
    );
    const pull = collect(engine.pull('x:1', { signal: new AbortController().signal }));
    await expect(pull).rejects.toMatchObject({ problem: 'not-found', message: 'manifest unknown' });
  });

  test('a program’s output ends, and typing on harms nobody', async () => {
    const engine = await bad.connect();
    bad.on(`/containers/${id('a')}/exec`, json({ Id: id('b') }, 201));
    bad.on(`/exec/${id('b')}/resize`, json({}));
    bad.upgraded = (_path, socket) => {
      socket.write('hello', () => socket.destroy());
    };
    const session = await engine.exec(id('a'), { command: ['sh'], columns: 80, rows: 24 });
    const parts: Buffer[] = [];
    await (async () => {
      for await (const part of session.output) parts.push(part);
    })().catch(() => undefined);
    expect(Buffer.concat(parts).toString()).toBe('hello');
    session.write('typed');
    expect(await session.exitCode()).toBeUndefined();
    session.close();
  });

  test('an engine that dies is told from a program that one has left', async () => {
    const engine = await bad.connect();
    const running = { ...inspected('a', 'web'), State: { Running: true }, Config: { Tty: true } };
    bad.on(`/containers/${id('a')}/json`, json(running));
    bad.on(`/containers/${id('a')}/resize`, json({}));
    bad.on(`/containers/${id('a')}/wait`, (response) => response.writeHead(200).flushHeaders());
    bad.upgraded = (_path, socket) => socket.destroy();
    const session = await engine.attach(id('a'), { columns: 80, rows: 24 });
    expect(await session.exitCode()).toBe('running');
    bad.on(`/containers/${id('a')}/json`, (response) => response.destroy());
    await expect(session.exitCode()).rejects.toMatchObject({ problem: 'connection' });
    session.close();
  });

  test('a log goes on where it was, when the engine is back', async () => {
    bad.on(`/containers/${id('a')}/json`, json({ ...inspected('a', 'web'), Config: { Tty: true } }));
    bad.on(`/containers/${id('a')}/logs`, (response) => {
      response.writeHead(200);
      response.write(line(1), () => response.destroy());
    });
    const abort = new AbortController();
    const told: string[] = [];
    const following = followLogs(id('a'), {
      tail: 10,
      signal: abort.signal,
      engine: () => bad.connect(),
      line: ({ text }) => told.push(text),
      ended: () => undefined,
      failed: () => told.push('failed'),
    });
    await expect.poll(() => told, soon).toEqual(['line 1', 'failed']);
    bad.on(`/containers/${id('a')}/logs`, (response, request) => {
      told.push(/since=[\d.]+/.exec(request.url ?? '')?.[0] ?? '');
      response.end(line(2));
    });
    await expect.poll(() => told.includes('line 2'), soon).toBe(true);
    expect(told.find((text) => text.startsWith('since'))).toBe(
      `since=${Date.parse('2026-01-01T00:00:01.001Z') / 1000}`,
    );
    abort.abort();
    await following;
  });

  test('a log line of a gigabyte comes through in bounds', async () => {
    bad.on(`/containers/${id('a')}/json`, json({ ...inspected('a', 'web'), Config: { Tty: true } }));
    bad.on(`/containers/${id('a')}/logs`, (response) => {
      response.writeHead(200);
      const chunk = Buffer.alloc(4 << 20, 'x');
      let left = 256;
      const next = (): void => {
        left -= 1;
        if (left < 0) response.end('\nthe next line\n');
        else response.write(chunk, next);
      };
      next();
    });
    const engine = await bad.connect();
    const before = process.memoryUsage().rss;
    const chunks: AsyncIterable<OutputChunk> = engine.logs(id('a'), {
      follow: true,
      signal: new AbortController().signal,
    });
    const lines = await collect(logLines(chunks));
    expect(lines.map(({ text, isCut }) => [text.length, isCut])).toEqual([
      [16_384, true],
      ['the next line'.length, false],
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(400 << 20);
  }, 60_000);
});

test('credentials are in the header for their registry, and in no address', async () => {
  const engine = await bad.connect();
  let header = '';
  bad.on('/images/create', (response, request) => {
    header = String(request.headers['x-registry-auth']);
    expect(request.url).not.toContain('secret');
    response.end('{}\n');
  });
  const credentials = { username: 'me', password: 'secret?>' };
  await collect(engine.pull('r.example/x:1', { credentials, signal: new AbortController().signal }));
  expect(header).toMatch(/^[\w-]+=*$/);
  expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual(credentials);
});
