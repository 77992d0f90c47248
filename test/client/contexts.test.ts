import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { findTargets, type Machine, parseHost } from '../../client/src/engine/contexts.ts';
import { sshArguments } from '../../client/src/engine/sshAgent.ts';

const socket = (path: string): unknown => [{ kind: 'socket', path }];

function machine(more: Partial<Omit<Machine, 'readFile'>> & { files?: Record<string, unknown> } = {}): Machine {
  const { files = {}, ...rest } = more;
  return {
    platform: 'linux',
    home: '/home/me',
    env: {},
    userId: 1000,
    readFile: async (path) => {
      const content = files[path];
      return typeof content === 'string' || content === undefined ? content : JSON.stringify(content);
    },
    ...rest,
  };
}

function contextFiles(name: string, endpoint: object, config = '/home/me/.docker'): Record<string, unknown> {
  const digest = createHash('sha256').update(name).digest('hex');
  return { [`${config}/contexts/meta/${digest}/meta.json`]: { Name: name, Endpoints: { docker: endpoint } } };
}

/** The addresses to try, or the failure. */
async function found(on: Machine, setting = ''): Promise<unknown> {
  const targets = await findTargets(on, setting);
  return targets.kind === 'targets' ? targets.targets.map((target) => target.address) : targets;
}

describe('the engine that is meant', () => {
  test('is that of our setting before all else', async () => {
    const on = machine({ env: { DOCKER_HOST: 'unix:///other.sock' } });
    expect(await found(on, ' unix:///mine.sock ')).toEqual(socket('/mine.sock'));
  });

  test('is DOCKER_HOST before any context, as in the docker CLI', async () => {
    const on = machine({ env: { DOCKER_HOST: 'unix:///a.sock', DOCKER_CONTEXT: 'remote' } });
    expect(await found(on)).toEqual(socket('/a.sock'));
  });

  test('is DOCKER_CONTEXT before the current context', async () => {
    const files = {
      ...contextFiles('one', { Host: 'unix:///one.sock' }),
      ...contextFiles('two', { Host: 'unix:///two.sock' }),
      '/home/me/.docker/config.json': { currentContext: 'two' },
    };
    expect(await found(machine({ env: { DOCKER_CONTEXT: 'one' }, files }))).toEqual(socket('/one.sock'));
    expect(await found(machine({ files }))).toEqual(socket('/two.sock'));
  });

  test('is read from DOCKER_CONFIG where that is set', async () => {
    const files = {
      ...contextFiles('lab', { Host: 'tcp://10.0.0.1:2375' }, '/etc/docker'),
      '/etc/docker/config.json': { currentContext: 'lab' },
    };
    const on = machine({ env: { DOCKER_CONFIG: '/etc/docker' }, files });
    expect(await found(on)).toEqual([{ kind: 'tcp', host: '10.0.0.1', port: 2375 }]);
  });

  test('of a context brings its own certificates', async () => {
    const digest = createHash('sha256').update('safe').digest('hex');
    const files = {
      ...contextFiles('safe', { Host: 'tcp://safe:2376', SkipTLSVerify: false }),
      '/home/me/.docker/config.json': { currentContext: 'safe' },
      [`/home/me/.docker/contexts/tls/${digest}/docker/ca.pem`]: 'CA',
      [`/home/me/.docker/contexts/tls/${digest}/docker/key.pem`]: 'KEY',
    };
    const tls = { ca: 'CA', key: 'KEY', verify: 'verify' };
    expect(await found(machine({ files }))).toEqual([{ kind: 'tcp', host: 'safe', port: 2376, tls }]);
  });

  test('is verified over TLS when the environment asks for it', async () => {
    const env = { DOCKER_HOST: 'tcp://far:2375', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/certs' };
    const on = machine({ env, files: { '/certs/ca.pem': 'CA' } });
    expect(await found(on)).toEqual([{ kind: 'tcp', host: 'far', port: 2375, tls: { ca: 'CA', verify: 'verify' } }]);
  });

  test('of the default context is one of the usual sockets, Docker before Podman', async () => {
    const files = { '/home/me/.docker/config.json': { currentContext: 'default' } };
    const on = machine({ env: { XDG_RUNTIME_DIR: '/run/user/1000' }, files });
    expect(await found(on)).toEqual(
      [
        '/var/run/docker.sock',
        '/run/user/1000/docker.sock',
        '/home/me/.docker/desktop/docker.sock',
        '/home/me/.docker/run/docker.sock',
        '/home/me/.rd/docker.sock',
        '/home/me/.colima/default/docker.sock',
        '/run/user/1000/podman/podman.sock',
        '/run/podman/podman.sock',
      ].map((path) => ({ kind: 'socket', path })),
    );
  });

  test('on Windows is a named pipe', async () => {
    expect(await found(machine({ platform: 'win32', home: String.raw`C:\Users\me` }))).toContainEqual({
      kind: 'socket',
      path: '//./pipe/docker_engine',
    });
  });

  test.each([
    ['a context that does not exist', { DOCKER_CONTEXT: 'gone' }, 'DOCKER_CONTEXT', 'gone'],
    ['a host that is none', { DOCKER_HOST: 'tcp://' }, 'DOCKER_HOST', 'tcp://'],
  ])('cannot be told from %s', async (_what, env, origin, value) => {
    expect(await found(machine({ env }))).toEqual({ kind: 'misconfigured', origin, value });
  });

  test.each(['{ "currentContext": ', '[]', '{"currentContext": 7}'])('survives a configuration of %s', async (text) => {
    const on = machine({ files: { '/home/me/.docker/config.json': text } });
    expect(await found(on)).toHaveLength(8);
  });
});

describe('what the CLI is told', () => {
  test('is the context by its name, without a host that would hide it', async () => {
    const files = {
      ...contextFiles('lab', { Host: 'ssh://me@lab' }),
      '/home/me/.docker/config.json': { currentContext: 'lab' },
    };
    const targets = await findTargets(machine({ files }), '');
    expect(targets).toMatchObject({
      targets: [{ label: 'lab (ssh://me@lab)', cliEnv: { DOCKER_CONTEXT: 'lab', DOCKER_HOST: undefined } }],
    });
  });

  test('is a socket of ours in the form that it understands', async () => {
    expect(await findTargets(machine(), '/my.sock')).toMatchObject({
      targets: [{ cliEnv: { DOCKER_HOST: 'unix:///my.sock' } }],
    });
  });
});

describe('a host', () => {
  test.each([
    ['unix:///run/x.sock', { kind: 'socket', path: '/run/x.sock' }],
    ['/run/x.sock', { kind: 'socket', path: '/run/x.sock' }],
    ['npipe:////./pipe/docker_engine', { kind: 'socket', path: '//./pipe/docker_engine' }],
    ['tcp://h:1', { kind: 'tcp', host: 'h', port: 1 }],
    ['h:2375', { kind: 'tcp', host: 'h', port: 2375 }],
    ['tcp://[::1]:2375', { kind: 'tcp', host: '::1', port: 2375 }],
    ['https://h', { kind: 'tcp', host: 'h', port: 2376, tls: { verify: 'verify' } }],
    ['ssh://me@h:22', { kind: 'ssh', destination: 'me@h', port: 22 }],
    ['ssh://h/run/podman.sock', { kind: 'ssh', destination: 'h', socket: '/run/podman.sock' }],
    ['ftp://h', undefined],
    ['tcp://', undefined],
    ['://', undefined],
    ['ssh://%zz@h', { kind: 'ssh', destination: '%zz@h' }],
  ])('%s', (host, address) => {
    expect(parseHost(host)).toEqual(address);
  });

  test.each(['ssh://-oProxyCommand=touch%20x@h', 'ssh://-oProxyCommand=x', 'ssh://a%20b@h'])(
    '%s could make ssh run something, and is refused',
    (host) => {
      expect(parseHost(host)).toBeUndefined();
    },
  );
});

test('ssh is told the destination after its options, and never asks', () => {
  const argv = sshArguments({ kind: 'ssh', destination: 'me@lab', port: 2222 });
  expect(argv.join(' ')).toBe('-o BatchMode=yes -o ConnectTimeout=15 -T -p 2222 -- me@lab docker system dial-stdio');
});
