// Compose with the real CLI and a real engine: what `up` says when it fails, and the hash that tells of drift.
import { spawnSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { composeArguments, projectArguments } from '../../client/src/compose/composeCli.ts';
import { faultIn } from '../../client/src/compose/faults.ts';
import { containersByService, filesOf } from '../../client/src/compose/fileContainers.ts';
import { driftedByAll, driftedServices, type Hashes, parseHashes } from '../../client/src/compose/hashes.ts';
import type { ContainerInfo } from '../../client/src/engine/engine.ts';
import { faultPlace } from '../../server/src/core/compose/faultPlace.ts';
import { parseCompose } from '../../server/src/core/compose/model.ts';
import { useRealEngine } from './realEngine.ts';

const real = useRealEngine(['slipway/compose-test:1']);

let folder = '';

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'slipway-composed-')));
});

afterEach(() => {
  if (folder === '') return;
  compose(['down', '--timeout=0', '--volumes']);
  rmSync(folder, { recursive: true });
});

function compose(argv: readonly string[]): { readonly code: number | null; readonly output: string } {
  const env = { ...process.env, ...real().testbed.env };
  const { status, stdout, stderr } = spawnSync('docker', ['compose', ...argv], { cwd: folder, env, encoding: 'utf8' });
  return { code: status, output: stdout + stderr };
}

function write(text: string): string {
  writeFileSync(join(folder, 'compose.yaml'), text);
  return text;
}

const image = 'image: slipway/compose-test:1\n    command: sleep 1000';

/** The text that a failed `up` is shown at. */
function shownAt(text: string): string | undefined {
  const { code, output } = compose(composeArguments([], 'up', []));
  expect(code).not.toBe(0);
  const fault = faultIn(output);
  const span = fault && faultPlace(parseCompose(text), fault);
  return span && `${fault.kind}: ${text.slice(span.start, span.end)}`;
}

test('a port that another program has', async () => {
  const busy = createServer();
  await new Promise<void>((done) => {
    busy.listen(0, '0.0.0.0', done);
  });
  const { port } = busy.address() as AddressInfo;
  const text = write(`services:\n  web:\n    ${image}\n    ports: ["1", "${port}:80"]\n`);
  expect(shownAt(text)).toBe(`port: "${port}:80"`);
  busy.close();
});

test.each([
  ['volumes: [{type: bind, source: /nope/here, target: /x, bind: {create_host_path: false}}]', 'mount: {type: bind'],
  ['user: nobodyhere', 'user: nobodyhere'],
  ['entrypoint: [nosuchprogram]', 'command: entrypoint'],
  ['runtime: nosuchruntime', 'runtime: nosuchruntime'],
  ['logging: {driver: nosuchdriver}', 'logging: logging'],
])('%s', (line, shown) => {
  expect(shownAt(write(`services:\n  web:\n    ${image}\n    ${line}\n`))).toMatch(new RegExp(`^${shown}`));
});

test('a network of others that is not there', () => {
  const text = write(
    `services:\n  web:\n    ${image}\n    networks: [out]\nnetworks:\n  out: {external: true, name: gone}\n`,
  );
  expect(shownAt(text)).toBe('network: out');
});

function twoServices(time: number): string {
  return `services:\n  web:\n    ${image}\n    environment: {TIME: "${time}"}\n  db:\n    ${image}\n`;
}

function writeEnv(value: string): void {
  writeFileSync(join(folder, 'some.env'), `A=${value}$$\n`);
}

test('a service with an env_file does not differ from its file', async () => {
  write(`services:\n  web:\n    ${image}\n    env_file: [some.env]\n  db:\n    ${image}\n`);
  writeEnv('1');
  expect(compose(composeArguments([], 'up', [])).code).toBe(0);
  const drifted = async (): Promise<readonly string[]> => {
    const byService = containersByService(await real().engine.list('container'), join(folder, 'compose.yaml'));
    const project = filesOf([...byService.values()].flat());
    if (!project) throw new Error('The project has no containers.');
    const whole = compose([...projectArguments(project), 'config']).output;
    writeFileSync(join(folder, 'whole.yaml'), whole);
    const of = (files: readonly string[]): Hashes =>
      parseHashes(compose([...projectArguments({ ...project, files }), 'config', '--hash=*']).output);
    return [...driftedByAll(byService, [of(project.files), of([join(folder, 'whole.yaml')])])];
  };
  expect(await drifted()).toEqual([]);
  writeEnv('2');
  expect(await drifted()).toEqual(['web']);
});

test('containers differ from a file that was changed, and no more when they are made again', async () => {
  const drifted = async (): Promise<readonly string[]> => {
    const all: readonly ContainerInfo[] = await real().engine.list('container');
    const byService = containersByService(all, join(folder, 'compose.yaml'));
    const project = filesOf([...byService.values()].flat());
    if (!project) throw new Error('The project has no containers.');
    return [
      ...driftedServices(byService, parseHashes(compose([...projectArguments(project), 'config', '--hash=*']).output)),
    ];
  };
  write(twoServices(1));
  expect(compose(composeArguments([], 'up', [])).code).toBe(0);
  expect(await drifted()).toEqual([]);
  write(twoServices(2));
  expect(await drifted()).toEqual(['web']);
  expect(compose(composeArguments([], 'recreate', ['web'])).code).toBe(0);
  expect(await drifted()).toEqual([]);
});
