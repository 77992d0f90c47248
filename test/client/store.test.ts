import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Connection } from '../../client/src/engine/connection.ts';
import { EngineError, NoEngineError } from '../../client/src/engine/errors.ts';
import { Store } from '../../client/src/explorer/store.ts';
import type { StoreChange } from '../../client/src/explorer/storeItems.ts';
import { FakeEngine } from './fakeEngine.ts';
import { container, image, volume } from './fixtures.ts';

const stores: Store[] = [];
afterEach(() => {
  for (const store of stores.splice(0)) store.close();
  vi.useRealTimers();
});

/** A store over these connections, one after the other; the last one stays. */
function storeOf(...connections: readonly Connection[]): { store: Store; changes: StoreChange[]; tries: () => number } {
  let tries = 0;
  const connect = async (): Promise<Connection> => {
    const connection = connections[Math.min(tries, connections.length - 1)];
    tries += 1;
    return connection ?? { kind: 'not-found' };
  };
  const store = new Store({ connect, retryDelay: () => 1, idleDelay: 5 });
  stores.push(store);
  const changes: StoreChange[] = [];
  store.onChange((change) => changes.push(change));
  return { store, changes, tries: () => tries };
}

async function until(condition: () => boolean): Promise<void> {
  await vi.waitFor(() => expect(condition()).toBe(true), { timeout: 2000, interval: 1 });
}

async function connected(engine: FakeEngine): Promise<ReturnType<typeof storeOf>> {
  const all = storeOf(engine.connection());
  all.store.hold();
  await all.store.engine();
  engine.asked.length = 0;
  all.changes.length = 0;
  return all;
}

test('a connection starts with one full list of each kind', async () => {
  const engine = new FakeEngine();
  engine.put('container', container('web'));
  const { store } = storeOf(engine.connection());
  expect(await store.items('container')).toEqual([container('web')]);
  expect(engine.asked.sort()).toEqual(['list container', 'list image', 'list network', 'list volume']);
});

test('an event costs one request, and tells of one thing', async () => {
  const engine = new FakeEngine();
  const web = container('web');
  engine.put('container', web);
  engine.put('container', container('other'));
  const { store, changes } = await connected(engine);
  engine.change('container', { ...web, state: 'exited', exitCode: 0 });
  await until(() => changes.length > 0);
  expect(changes).toEqual([{ kind: 'container', id: web.id, what: 'changed' }]);
  expect(engine.asked).toEqual([`get container ${web.id}`]);
  expect(store.known('container').get(web.id)?.state).toBe('exited');
});

test('what is gone is not asked for', async () => {
  const engine = new FakeEngine();
  const web = container('web');
  engine.put('container', web);
  const { store, changes } = await connected(engine);
  engine.remove('container', web.id);
  await until(() => changes.length > 0);
  expect(changes).toEqual([{ kind: 'container', id: web.id, what: 'removed' }]);
  expect(engine.asked).toEqual([]);
  expect(store.known('container').size).toBe(0);
});

test('many events of one thing while it is being asked for cost one more request', async () => {
  const engine = new FakeEngine();
  const web = container('web');
  const { store, changes } = await connected(engine);
  engine.holdAnswers();
  engine.change('container', { ...web, state: 'created' });
  await until(() => engine.asked.length === 1);
  for (let step = 0; step < 50; step += 1) engine.change('container', web);
  await new Promise((done) => setTimeout(done, 10));
  engine.releaseAnswers();
  await until(() => store.known('container').get(web.id)?.state === 'running');
  expect(engine.asked).toHaveLength(2);
  expect(changes.map((change) => change.what)).toEqual(['added', 'changed']);
});

test('an answer that comes after the end of its thing is dropped', async () => {
  const engine = new FakeEngine();
  const web = container('web');
  const { store } = await connected(engine);
  engine.holdAnswers();
  engine.change('container', web);
  await until(() => engine.asked.length === 1);
  engine.remove('container', web.id);
  await new Promise((done) => setTimeout(done, 5));
  engine.releaseAnswers();
  await new Promise((done) => setTimeout(done, 10));
  expect(store.known('container').size).toBe(0);
});

test('a volume that is removed and made again under its name is there', async () => {
  const engine = new FakeEngine();
  const { store } = await connected(engine);
  engine.change('volume', volume('data'));
  engine.remove('volume', 'data');
  engine.change('volume', volume('data'));
  await until(() => store.known('volume').has('data'));
  await new Promise((done) => setTimeout(done, 10));
  expect([...store.known('volume').keys()]).toEqual(['data']);
});

test('an event without a change of what is known tells nobody', async () => {
  const engine = new FakeEngine();
  const web = container('web');
  engine.put('container', web);
  const { changes } = await connected(engine);
  engine.change('container', { ...web });
  await until(() => engine.asked.length === 1);
  await new Promise((done) => setTimeout(done, 5));
  expect(changes).toEqual([]);
});

test('a tag that moves to a new image is asked about on the old one', async () => {
  const engine = new FakeEngine();
  const old = image('app:latest');
  engine.put('image', old);
  const { store } = await connected(engine);
  engine.put('image', { ...old, tags: [] });
  engine.change('image', image('app:latest', { id: `sha256:${'f'.repeat(64)}` }));
  await until(() => store.known('image').get(old.id)?.tags.length === 0);
});

test('500 containers: an event is patched in without touching the others', async () => {
  const engine = new FakeEngine();
  for (let index = 0; index < 500; index += 1) engine.put('container', container(`c${index}`));
  const { changes } = await connected(engine);
  engine.change('container', container('c250', { state: 'paused' }));
  await until(() => changes.length > 0);
  expect(engine.asked).toHaveLength(1);
  expect(changes).toHaveLength(1);
});

describe('without an engine', () => {
  test('a command is told why', async () => {
    const { store } = storeOf({ kind: 'permission-denied', where: '/var/run/docker.sock' });
    const failure = await store.engine().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NoEngineError);
    expect(failure).toMatchObject({ failure: { kind: 'permission-denied' } });
    expect(store.state.kind).toBe('permission-denied');
  });

  test('it is looked for again and again, and found at last', async () => {
    const engine = new FakeEngine();
    engine.put('container', container('web'));
    const missing: Connection = { kind: 'not-running', where: 'x' };
    const { store, tries } = storeOf(missing, missing, missing, engine.connection());
    store.hold();
    await until(() => store.state.kind === 'connected');
    expect(tries()).toBe(4);
    expect(store.known('container').size).toBe(1);
  });

  test('one that says hello and cannot be listed is said to be unreachable', async () => {
    const engine = new FakeEngine();
    engine.die();
    const { store } = storeOf(engine.connection());
    await expect(store.engine()).rejects.toMatchObject({ failure: { kind: 'unreachable', detail: 'aborted' } });
  });
});

test('after the engine dies, its things are gone, and come back with it', async () => {
  const first = new FakeEngine();
  first.put('container', container('web'));
  const second = new FakeEngine();
  second.put('container', container('db'));
  const { store } = storeOf(first.connection(), { kind: 'not-running', where: 'x' }, second.connection());
  store.hold();
  await until(() => store.state.kind === 'connected');
  const states: string[] = [];
  store.onState((state) => states.push(`${state.kind} ${store.known('container').size}`));
  first.die();
  await until(() => store.known('container').has(container('db').id));
  expect(states).toEqual(['connecting 1', 'not-running 0', 'connected 1']);
  expect(first.closed).toBe(true);
});

test('where events are forbidden, the lists still serve', async () => {
  const engine = new FakeEngine();
  engine.eventsProblem = new EngineError('refused', 'Forbidden');
  engine.put('container', container('web'));
  const { store, tries } = storeOf(engine.connection());
  store.hold();
  await until(() => store.state.kind === 'connected');
  engine.put('container', container('db'));
  await store.refresh();
  await new Promise((done) => setTimeout(done, 20));
  expect(store.known('container').size).toBe(2);
  expect(tries()).toBe(1);
});

test('a broken connection that comes back at once is waited for, not spun on', async () => {
  const { store, tries } = storeOf({ kind: 'not-found' });
  const delays: number[] = [];
  const dying = new Store({
    connect: async () => {
      const engine = new FakeEngine();
      setTimeout(() => engine.die(), 0);
      return engine.connection();
    },
    retryDelay: (failures) => {
      delays.push(failures);
      return 1;
    },
  });
  stores.push(dying);
  dying.hold();
  await until(() => delays.length >= 3);
  expect(delays.slice(0, 3)).toEqual([0, 1, 2]);
  expect(tries()).toBe(0);
  expect(store.state.kind).toBe('connecting');
});

test('when nobody looks any more, everything ends', async () => {
  const engine = new FakeEngine();
  const { store } = storeOf(engine.connection());
  const lease = store.hold();
  await until(() => store.state.kind === 'connected');
  lease.dispose();
  await until(() => engine.closed);
  expect(store.state.kind).toBe('connecting');
});

test('a view that comes back within the delay keeps the connection', async () => {
  const engine = new FakeEngine();
  const { store, tries } = storeOf(engine.connection());
  const lease = store.hold();
  await until(() => store.state.kind === 'connected');
  lease.dispose();
  lease.dispose();
  store.hold();
  await new Promise((done) => setTimeout(done, 20));
  expect(engine.closed).toBe(false);
  expect(tries()).toBe(1);
});

test('another engine: nothing of the former one is left', async () => {
  const first = new FakeEngine();
  first.put('container', container('old'));
  const second = new FakeEngine();
  second.put('container', container('new'));
  const { store } = storeOf(first.connection(), second.connection());
  store.hold();
  await until(() => store.state.kind === 'connected');
  store.reconnect();
  await until(() => store.known('container').has(container('new').id));
  expect(first.closed).toBe(true);
  expect([...store.known('container').values()].map((item) => item.name)).toEqual(['new']);
});

test('an item that cannot be read is one bad row among good ones', async () => {
  const engine = new FakeEngine();
  engine.put('container', container('web'));
  engine.put('container', container('', { id: '' }));
  const { store } = storeOf(engine.connection());
  await store.engine();
  expect([...store.known('container').keys()]).toEqual([container('web').id, '?1']);
});

/** A connection whose first lists wait until they are let go. */
function slowConnection(fake: FakeEngine): { connection: Connection; letGo: () => void } {
  const connection = fake.connection();
  if (connection.kind !== 'connected') throw new Error('fakes are connected');
  let open: (() => void) | undefined;
  const gate = new Promise<void>((done) => {
    open = done;
  });
  const engine = Object.assign(Object.create(connection.engine) as typeof connection.engine, {
    list: async (kind: 'container') => {
      await gate;
      return connection.engine.list(kind);
    },
  });
  return { connection: { ...connection, engine }, letGo: () => open?.() };
}

test('what is closed while it is being listed stays closed', async () => {
  const fake = new FakeEngine();
  const { connection, letGo } = slowConnection(fake);
  const { store, tries } = storeOf(connection);
  const states: string[] = [];
  store.onState(({ kind }) => states.push(kind));
  store.hold();
  await until(() => tries() === 1);
  store.close();
  letGo();
  await until(() => fake.closed);
  expect(states).not.toContain('connected');
});

test('an engine that is left while it is being listed never shows', async () => {
  const [former, next] = [new FakeEngine(), new FakeEngine()];
  former.put('container', container('former'));
  next.put('container', container('next'));
  const { connection, letGo } = slowConnection(former);
  const { store, tries } = storeOf(connection, next.connection());
  store.hold();
  await until(() => tries() === 1);
  store.reconnect();
  letGo();
  await until(() => store.state.kind === 'connected');
  expect([...store.known('container').values()].map(({ name }) => name)).toEqual(['next']);
  expect(former.closed).toBe(true);
});
