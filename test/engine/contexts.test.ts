import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  createContext,
  currentContextName,
  listContexts,
  removeContext,
  useContext,
} from '../../client/src/engine/contextStore.ts';
import { thisMachine } from '../../client/src/engine/locate.ts';
import { useRealEngine } from './realEngine.ts';

const real = useRealEngine(['busybox:latest']);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-contexts-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The docker CLI with its own configuration, and nothing else that names an engine. */
async function cli(...argv: readonly string[]): Promise<string> {
  const { DOCKER_HOST: _host, DOCKER_CONTEXT: _context, ...others } = process.env;
  const env = { ...others, PATH: real().testbed.env['PATH'], DOCKER_CONFIG: folder };
  return (await promisify(execFile)('docker', argv, { env })).stdout.trim();
}

const machine = () => ({ ...thisMachine(), env: { DOCKER_CONFIG: folder } });

test('contexts that we make and use are those of the docker CLI', async () => {
  await writeFile(join(folder, 'config.json'), '{"auths":{}}');
  await createContext(machine(), { name: 'mine', host: real().testbed.host, description: 'from us' });
  expect(await cli('context', 'ls', '--format', '{{.Name}} {{.Description}} {{.DockerEndpoint}}')).toContain(
    `mine from us ${real().testbed.host}`,
  );
  await useContext(machine(), 'mine');
  expect(await cli('context', 'show')).toBe('mine');
  expect(await cli('version', '--format', '{{.Server.Version}}')).toBe(real().engine.version);
  await removeContext(machine(), 'mine');
  expect(await cli('context', 'show')).toBe('default');
  expect(await cli('context', 'ls', '-q')).toBe('default');
  expect(await readdir(folder)).not.toContain('config.json.slipway');
});

test('contexts that the docker CLI makes are read and removed by us', async () => {
  await cli('context', 'create', 'theirs', '--docker', `host=${real().testbed.host}`, '--description', 'from them');
  await cli('context', 'use', 'theirs');
  expect(await listContexts(machine())).toEqual([
    { name: 'theirs', description: 'from them', host: real().testbed.host },
  ]);
  expect(await currentContextName(machine())).toBe('theirs');
  await removeContext(machine(), 'theirs');
  expect(await cli('context', 'ls', '-q')).toBe('default');
  expect(JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'))).not.toHaveProperty('currentContext');
});
