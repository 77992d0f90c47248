import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { contextTarget, wellKnownSockets } from '../../client/src/engine/contexts.ts';
import {
  createContext,
  currentContextName,
  isContextName,
  listContexts,
  removeContext,
  useContext,
  type WritableMachine,
} from '../../client/src/engine/contextStore.ts';
import { Engines } from '../../client/src/explorer/engines.ts';
import { isProduction, readingCommands } from '../../client/src/explorer/production.ts';
import { routesOf } from '../../client/src/routing.ts';
import { FakeEngine } from './fakeEngine.ts';
import { container } from './fixtures.ts';
import { readFileSync } from 'node:fs';

/** A machine whose disk is a map. */
function machine(files: Record<string, string> = {}): WritableMachine & { readonly files: Map<string, string> } {
  const held = new Map(Object.entries(files));
  const below = (folder: string): string[] => [...held.keys()].filter((path) => path.startsWith(`${folder}/`));
  return {
    files: held,
    platform: 'linux',
    home: '/home/me',
    env: {},
    userId: 1000,
    readFile: async (path) => held.get(path),
    listFolder: async (folder) => [
      ...new Set(below(folder).map((path) => path.slice(folder.length + 1).split('/')[0] ?? '')),
    ],
    writeFile: async (path, text) => void held.set(path, text),
    removeFolder: async (folder) => below(folder).forEach((path) => held.delete(path)),
  };
}

const config = '/home/me/.docker/config.json';

describe('docker contexts', () => {
  test('are made, used and removed as the docker CLI keeps them', async () => {
    const on = machine({ [config]: '{"auths":{"x":{"auth":"secret"}},"currentContext":"old"}' });
    await createContext(on, { name: 'lab', host: 'ssh://me@lab', description: 'The lab' });
    expect(await listContexts(on)).toEqual([{ name: 'lab', host: 'ssh://me@lab', description: 'The lab' }]);
    const digest = createHash('sha256').update('lab').digest('hex');
    expect(JSON.parse(on.files.get(`/home/me/.docker/contexts/meta/${digest}/meta.json`) ?? '')).toEqual({
      Name: 'lab',
      Metadata: { Description: 'The lab' },
      Endpoints: { docker: { Host: 'ssh://me@lab', SkipTLSVerify: false } },
    });
    await useContext(on, 'lab');
    expect(await currentContextName(on)).toBe('lab');
    expect(JSON.parse(on.files.get(config) ?? '')).toEqual({ auths: { x: { auth: 'secret' } }, currentContext: 'lab' });
    await removeContext(on, 'lab');
    expect(await listContexts(on)).toEqual([]);
    expect(await currentContextName(on)).toBe('default');
    expect(JSON.parse(on.files.get(config) ?? '')).toEqual({ auths: { x: { auth: 'secret' } } });
  });

  test('take their keys along, and lose them with them', async () => {
    const on = machine({ '/keys/ca.pem': 'CA', '/keys/cert.pem': 'CERT', '/keys/key.pem': 'KEY' });
    await createContext(on, { name: 'tls', host: 'tcp://10.0.0.5:2376', description: '', certificates: '/keys' });
    const target = await contextTarget(on, 'tls', 'x');
    expect(target).toMatchObject({
      targets: [
        { context: 'tls', address: { kind: 'tcp', tls: { ca: 'CA', cert: 'CERT', key: 'KEY', verify: 'verify' } } },
      ],
    });
    await removeContext(on, 'tls');
    expect([...on.files.keys()].filter((path) => path.includes('.docker/contexts'))).toEqual([]);
  });

  test('the default one means the usual sockets, whatever the environment says', async () => {
    const found = await contextTarget(machine({}), 'default', 'x');
    const [first] = found.kind === 'targets' ? found.targets : [];
    expect(first).toMatchObject({ context: 'default', address: { kind: 'socket' } });
    expect(first?.cliEnv).toEqual({ DOCKER_CONTEXT: 'default', DOCKER_HOST: undefined });
  });

  test('a configuration that cannot be read is left as it is', async () => {
    const on = machine({ [config]: '{ "auths": { broken' });
    await expect(useContext(on, 'lab')).rejects.toThrow(/no JSON/);
    expect(on.files.get(config)).toBe('{ "auths": { broken');
  });

  test('names that would leave the folder, or are the default, are refused', async () => {
    expect(['a', '../x', 'default', '-rf', 'ok-1', 'a/b'].map(isContextName)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
    ]);
    await expect(removeContext(machine(), '../..')).rejects.toThrow();
    await expect(createContext(machine(), { name: 'ok-1', host: 'nonsense://x', description: '' })).rejects.toThrow();
  });

  test('broken ones do not hide the others', async () => {
    const on = machine();
    await createContext(on, { name: 'good', host: 'unix:///x.sock', description: '' });
    on.files.set('/home/me/.docker/contexts/meta/abc/meta.json', 'nonsense');
    expect((await listContexts(on)).map(({ name }) => name)).toEqual(['good']);
  });
});

const products = (platform: NodeJS.Platform): readonly string[] => [
  ...new Set(wellKnownSockets({ ...machine(), platform }).map(({ product }) => product)),
];

test('the sockets of the usual products are known on every platform', () => {
  expect(products('linux')).toEqual(
    expect.arrayContaining(['Docker', 'Docker Desktop', 'Rancher Desktop', 'Colima', 'Podman']),
  );
  expect(products('darwin')).toEqual(expect.arrayContaining(['OrbStack', 'Colima', 'Rancher Desktop', 'Podman']));
  expect(products('win32')).toEqual(expect.arrayContaining(['Docker Desktop', 'Podman']));
});

const row = (engine: string, name: string) => ({ engine, name });

describe('several engines', () => {
  test('are shown at once, each with what it has, and one that is not shown any more ends', async () => {
    const fakes = { '': new FakeEngine(), prod: new FakeEngine() };
    fakes[''].put('container', container('here'));
    fakes.prod.put('container', container('there'));
    const engines = new Engines({ connect: async (key) => fakes[key === 'prod' ? 'prod' : ''].connection() });
    let told = 0;
    engines.onChange(() => (told += 1));
    engines.show(['prod', 'prod']);
    engines.show(['prod']);
    expect(told).toBe(1);
    expect(engines.shown.map(({ key }) => key)).toEqual(['', 'prod']);
    const before = engines.current;
    const lease = engines.get('prod').hold();
    const names = async (key: string): Promise<readonly string[]> =>
      (await engines.get(key).items('container')).map(({ name }) => name);
    expect([await names(''), await names('prod')]).toEqual([['here'], ['there']]);
    engines.show([]);
    await new Promise((done) => setTimeout(done, 10));
    expect(fakes.prod.closed).toBe(true);
    expect(engines.current).toBe(before);
    expect(engines.get('prod')).toBe(before);
    lease.dispose();
    engines.close();
  });

  test('a selection is split by them', () => {
    const [a, b, c] = [row('', 'a'), row('prod', 'b'), row('prod', 'c')];
    expect(routesOf([b, [a, b, c]])).toEqual([
      { engine: '', args: [a, [a]] },
      { engine: 'prod', args: [b, [b, c]] },
    ]);
    expect(routesOf([a, [b, c]])).toEqual([{ engine: '', args: [a, [b, c]] }]);
    expect(routesOf([a, undefined])).toEqual([{ engine: '', args: [a, undefined] }]);
    expect(routesOf([])).toEqual([{ engine: undefined, args: [] }]);
    expect(routesOf(['nginx:1'])).toEqual([{ engine: undefined, args: ['nginx:1'] }]);
  });
});

describe('production', () => {
  test('is marked by the name of a context or by an address', () => {
    const target = { label: 'prod (ssh://me@prod)', context: 'prod' };
    expect(isProduction(target, ['prod'])).toBe(true);
    expect(isProduction({ label: '/var/run/docker.sock' }, ['/var/run/docker.sock'])).toBe(true);
    expect(isProduction(target, ['other', ''])).toBe(false);
    expect(isProduction(undefined, ['prod'])).toBe(false);
  });

  test('asks about every command but those that are known to read', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
      contributes: { commands: { command: string }[] };
    };
    const known = manifest.contributes.commands.map(({ command }) => command);
    for (const command of readingCommands) expect(known).toContain(command);
    for (const verb of [
      'start',
      'stop',
      'remove',
      'kill',
      'exec',
      'shell',
      'attach',
      'prune',
      'update',
      'commit',
      'rename',
    ]) {
      expect(readingCommands.has(`slipway.containers.${verb}`)).toBe(false);
    }
  });
});
