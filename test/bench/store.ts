// The live picture of an engine with many containers: from an event on its socket to the row that is drawn again.
import { connectDockerode } from '../../client/src/engine/dockerodeEngine.ts';
import { containers } from '../../client/src/explorer/containers.ts';
import { Store } from '../../client/src/explorer/store.ts';
import type { Tree } from '../../client/src/explorer/tree.ts';
import { BadEngine, json } from '../client/badEngine.ts';
import { scene, treeOn } from '../client/fixtures.ts';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Times in milliseconds, medians; memory in megabytes, what the picture holds after its list. */
export interface StoreFigures {
  readonly list: number;
  readonly event: number;
  /** For each event. */
  readonly requests: number;
  readonly memory: number;
}

const events = 60;

/** Measures the store and the tree of the containers over a socket, with an engine that answers at once. */
export async function measureStore(count: number): Promise<StoreFigures> {
  const engine = new BadEngine();
  const ids = Array.from({ length: count }, (_, index) => index.toString(16).padStart(64, '0'));
  engine.on('/containers/json', json(ids.map(listed)));
  let stream: ServerResponse | undefined;
  engine.on('/events', (response) => {
    response.writeHead(200).flushHeaders();
    stream = response;
  });
  await engine.start();
  const { target } = engine;
  const store = new Store({
    connect: async () => ({ kind: 'connected', engine: await connectDockerode(target), target }),
  });
  const before = memory();
  const known = store.known('container');
  const picture = treeOn(containers, known, known);
  const lease = store.hold();
  try {
    const begin = performance.now();
    await store.items('container');
    picture.drawn();
    const list = performance.now() - begin;
    const held = memory() - before;
    engine.asked.length = 0;
    const times: number[] = [];
    for (let event = 0; event < events; event += 1) {
      const id = ids[(event * 37) % count] ?? '';
      engine.on(`/containers/${id}/json`, json(inspected(id, event)));
      times.push(await drawnAgain({ store, tree: picture.tree }, () => void stream?.write(eventOf(id))));
    }
    return { list, event: median(times), requests: engine.asked.length / events, memory: held };
  } finally {
    lease.dispose();
    store.close();
    await engine.remove();
  }
}

function eventOf(id: string): string {
  return `${JSON.stringify({ Type: 'container', Action: 'start', Actor: { ID: id } })}\n`;
}

interface Picture {
  readonly store: Store;
  readonly tree: Tree<'container'>;
}

/** The time until the rows that a change concerns have been made anew. */
async function drawnAgain({ store, tree }: Picture, happen: () => void): Promise<number> {
  const begin = performance.now();
  const changed = new Promise<number>((done) => {
    const listening = store.onChange((change) => {
      if (change.kind !== 'container') return;
      const redraw = tree.redraw(change);
      const now = scene({ containers: [...store.known('container').values()] });
      if (typeof redraw === 'object') for (const node of redraw.nodes) tree.row(node, now);
      listening.dispose();
      done(performance.now() - begin);
    });
  });
  happen();
  return Promise.race([changed, wait(5000, Number.NaN, { ref: false })]);
}

const labelsOf = (id: string): object => ({
  'com.docker.compose.project': `project-${Number.parseInt(id, 16) % 40}`,
  'com.docker.compose.service': 'web',
  maintainer: 'somebody',
});

function listed(id: string): object {
  return {
    Id: id,
    Names: [`/container-${id.slice(-6)}`],
    Image: 'registry.example.com/team/app:1.2.3',
    ImageID: `sha256:${id}`,
    State: 'running',
    Status: 'Up 3 minutes (healthy)',
    Created: 1_700_000_000,
    Ports: [{ IP: '0.0.0.0', PrivatePort: 80, PublicPort: 8000, Type: 'tcp' }],
    Labels: labelsOf(id),
    NetworkSettings: { Networks: { bridge: {} } },
    Mounts: [{ Type: 'volume', Name: 'data', Destination: '/data' }],
  };
}

/** Each time in another state, so that there is something to draw. */
function inspected(id: string, event: number): object {
  return {
    Id: id,
    Name: `/container-${id.slice(-6)}`,
    Image: `sha256:${id}`,
    Created: '2023-11-14T22:13:20Z',
    Config: { Image: 'registry.example.com/team/app:1.2.3', Labels: labelsOf(id) },
    State: event % 2 === 0 ? { Status: 'exited', ExitCode: event } : { Status: 'paused' },
    NetworkSettings: { Networks: { bridge: {} }, Ports: {} },
    Mounts: [],
  };
}

function memory(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
