import { afterAll, beforeAll, beforeEach } from 'vitest';
import { connectDockerode } from '../../client/src/engine/dockerodeEngine.ts';
import type { Target } from '../../client/src/engine/contexts.ts';
import type { RunSpec } from '../../client/src/engine/createCalls.ts';
import type { Engine, Kind } from '../../client/src/engine/engine.ts';
import { engineAvailable, makeBaseImages, startEngine, type TestEngine } from '../../scripts/testbed/engine.ts';

const unavailable = await engineAvailable();

/** Every object that a test makes carries it. */
export const labels = { 'slipway.test': `run-${process.pid}-${Date.now().toString(36)}` };

export interface RealEngine {
  readonly engine: Engine;
  readonly target: Target;
  readonly testbed: TestEngine;
  /** Creates and starts a container of these tests. */
  readonly run: (spec: Partial<RunSpec>) => Promise<string>;
}

/**
 * Starts a Docker engine of its own for the tests of a file, connected as the extension connects, and takes away
 * whatever they made. Where no engine can be had, they are skipped and say why.
 */
export function useRealEngine(images: readonly string[]): () => RealEngine {
  let real: RealEngine | undefined;
  beforeAll(async () => {
    if (unavailable === undefined) real = await setUp(images);
  });
  afterAll(async () => {
    if (!real) return;
    try {
      await cleanUp(real.engine);
    } finally {
      await real.testbed.stop();
    }
  });
  beforeEach(({ skip }) => {
    if (unavailable !== undefined) skip(unavailable);
  });
  return () => {
    if (!real) throw new Error('The engine is only there during a test.');
    return real;
  };
}

/** Waits for something that events bring about. Rejects after five seconds. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (const end = Date.now() + 5000; Date.now() < end;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 20));
  }
  throw new Error('It did not come about within five seconds.');
}

async function setUp(images: readonly string[]): Promise<RealEngine> {
  const testbed = await startEngine();
  await makeBaseImages(testbed, images);
  const path = testbed.host.slice('unix://'.length);
  const target: Target = { address: { kind: 'socket', path }, label: path, cliEnv: { ...testbed.env } };
  const engine = await connectDockerode(target);
  const run = async (spec: Partial<RunSpec>): Promise<string> => {
    const id = await engine.create({ image: 'busybox:latest', ports: {}, labels, ...spec });
    await engine.start(id);
    return id;
  };
  return { engine, target, testbed, run };
}

async function cleanUp(engine: Engine): Promise<void> {
  const mine = async (kind: Kind): Promise<readonly string[]> =>
    (await engine.list(kind)).filter((item) => item.labels['slipway.test'] !== undefined).map((item) => item.id);
  for (const id of await mine('container')) await engine.remove('container', id, { force: true });
  for (const id of await mine('image')) await engine.remove('image', id, { force: true });
  for (const id of await mine('volume')) await engine.remove('volume', id);
  for (const id of await mine('network')) await engine.remove('network', id);
}
