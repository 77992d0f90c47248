import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Engine } from '../../client/src/engine/engine.ts';
import { list, objectAt, texts } from '../../client/src/engine/json.ts';
import { begin } from '../../client/src/run/begin.ts';
import { containerPlan } from '../../client/src/run/createBody.ts';
import { type RunFlags, runLineOf, type RunOptions, withValues } from '../../client/src/run/options.ts';
import { answersAt, waitUntilReady } from '../../client/src/run/ready.ts';
import { labels, until, useRealEngine } from './realEngine.ts';

const execute = promisify(execFile);
const real = useRealEngine(['busybox:latest', 'nginx:latest']);
const mine = Object.entries(labels).map(([name, value]) => `${name}=${value}`);

function options(flags: RunFlags, command: readonly string[] = ['sleep', '60']): RunOptions {
  return { image: 'busybox:latest', command, flags: { ...flags, label: [...(flags.label ?? []), ...mine] } };
}

/** What the engine says of a container, without what differs between any two. */
async function described(engine: Engine, id: string): Promise<object> {
  const details = objectAt(await engine.inspect('container', id));
  const { Hostname, ...config } = objectAt(details['Config']);
  const networks = Object.entries(objectAt(details, 'NetworkSettings', 'Networks')).map(([name, joined]) => {
    const { Aliases, Links, IPAMConfig, DriverOpts } = objectAt(joined);
    return [name, { Aliases, Links, IPAMConfig, DriverOpts }];
  });
  const host = objectAt(details['HostConfig']);
  // How the program is attached to is no part of the container.
  for (const name of ['AttachStdin', 'AttachStdout', 'AttachStderr', 'StdinOnce'])
    delete (config as Record<string, unknown>)[name];
  const hostname = Hostname === id.slice(0, 12) ? '' : Hostname;
  // The CLI gives mounts and variables in any order.
  const Binds = texts(host['Binds']).toSorted();
  const Env = texts(objectAt(config)['Env']).toSorted();
  return filled({ config: { ...config, Env }, hostname, host: { ...host, Binds, ConsoleSize: [] }, networks });
}

/** Without what is not said: the CLI writes empty lists where others write nothing. */
function filled(value: object): object {
  return JSON.parse(JSON.stringify(value, (_, inner: unknown) => (isEmpty(inner) ? undefined : inner))) as object;
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

describe('the docker CLI makes the same container', () => {
  const cases: readonly (readonly [string, RunFlags])[] = [
    ['nothing said', {}],
    [
      'ports',
      { publish: ['18080:80', '127.0.0.1::53/udp', '17000-17001:70-71'], expose: ['9', '10/udp'], 'publish-all': [''] },
    ],
    [
      'files',
      {
        volume: ['slipway-run-v:/v', '/cache', '/tmp:/host:ro'],
        mount: [
          'type=bind,src=/tmp,dst=/b,readonly',
          'type=volume,src=slipway-run-w,dst=/w,volume-nocopy',
          'type=tmpfs,dst=/t,tmpfs-size=1m',
        ],
        tmpfs: ['/run', '/x:size=1m'],
        'read-only': [''],
      },
    ],
    [
      'who and where',
      {
        name: ['slipway-run-name'],
        hostname: ['h'],
        user: ['1:2'],
        workdir: ['/tmp'],
        entrypoint: ['/bin/env'],
        env: ['A=b c', 'D=$x'],
        'group-add': ['3'],
      },
    ],
    [
      'limits',
      {
        memory: ['64m'],
        'memory-reservation': ['32m'],
        'memory-swap': ['-1'],
        cpus: ['0.5'],
        'cpu-shares': ['512'],
        'pids-limit': ['50'],
        'shm-size': ['16m'],
        ulimit: ['core=0', 'nofile=100:200'],
        'oom-score-adj': ['10'],
      },
    ],
    [
      'rights',
      {
        privileged: [''],
        'cap-add': ['NET_ADMIN'],
        'cap-drop': ['MKNOD'],
        'security-opt': ['no-new-privileges', 'seccomp=unconfined'],
        init: [''],
        device: ['/dev/null:/dev/nil:r', '/dev/zero'],
        sysctl: ['net.core.somaxconn=1024'],
      },
    ],
    ['hidden paths shown', { 'security-opt': ['systempaths=unconfined'] }],
    [
      'health',
      {
        'health-cmd': ['true'],
        'health-interval': ['1m30s'],
        'health-timeout': ['2s'],
        'health-retries': ['4'],
        'health-start-period': ['1s'],
      },
    ],
    ['no health', { 'no-healthcheck': [''] }],
    ['end', { restart: ['on-failure:3'], 'stop-signal': ['SIGINT'], 'stop-timeout': ['7'] }],
    ['log', { 'log-driver': ['json-file'], 'log-opt': ['max-size=1m', 'max-file=2'] }],
    ['modes', { network: ['host'], pid: ['host'], ipc: ['host'], uts: ['host'] }],
    [
      'names',
      {
        'add-host': ['a:1.2.3.4', 'b=5.6.7.8'],
        dns: ['1.1.1.1'],
        'dns-search': ['x.y'],
        'dns-opt': ['ndots:1'],
        annotation: ['a=b'],
      },
    ],
    [
      'networks',
      {
        network: ['slipway-run-n', 'name=slipway-run-m,alias=other'],
        'network-alias': ['one', 'two'],
        ip: ['10.231.0.9'],
        link: [],
      },
    ],
    ['terminal', { interactive: [''], tty: [''], rm: [''] }],
    ['terminal in the background', { detach: [''], interactive: [''], tty: [''] }],
  ];

  test.each(cases)('%s', async (_, flags) => {
    const { engine, testbed } = real();
    if (flags.network) await makeNetworks(engine);
    const asked = options(flags);
    const own = await engine.createPlanned(containerPlan(asked));
    const ours = await described(engine, own);
    await engine.remove('container', own, { force: true });
    const argv = ['create', ...runLineOf(withValues(asked, 'detach', [])).slice(2)];
    const { stdout } = await execute('docker', argv, { env: { ...process.env, ...testbed.env } });
    expect(ours).toEqual(await described(engine, stdout.trim()));
    await engine.remove('container', stdout.trim(), { force: true });
  });
});

async function makeNetworks(engine: Engine): Promise<void> {
  const known = new Set((await engine.list('network')).map(({ name }) => name));
  for (const [name, subnet] of [
    ['slipway-run-n', '10.231.0.0/16'],
    ['slipway-run-m', '10.232.0.0/16'],
  ] as const)
    if (!known.has(name)) await engine.createNetwork({ name, driver: 'bridge', subnet, labels });
}

describe('after the start', () => {
  const patience = { settling: 700, interval: 100, most: 20_000, answer: 250 };
  const watch = (engine: Engine, id: string): ReturnType<typeof waitUntilReady> =>
    waitUntilReady({ engine, id, host: '127.0.0.1', signal: AbortSignal.timeout(20_000), patience });

  test('a port is ready when somebody answers behind it, not when the engine takes the connection', async () => {
    const { engine } = real();
    const command = ['sh', '-c', 'sleep 3; echo hello > /tmp/index.html; httpd -f -p 80 -h /tmp'];
    const { id, leave } = await begin(engine, options({ publish: ['80'] }, command));
    const port = await until(async () => (await engine.get('container', id))?.ports[0]?.hostPort);
    expect(await answersAt('127.0.0.1', port, 250)).toBe(false);
    expect(await watch(engine, id)).toBe('ready');
    expect(await answersAt('127.0.0.1', port, 250)).toBe(true);
    leave();
  });

  test('a health check counts', async () => {
    const { engine } = real();
    const flags = { 'health-interval': ['200ms'], 'health-retries': ['1'] };
    const good = await begin(engine, options({ ...flags, 'health-cmd': ['true'] }));
    const bad = await begin(engine, options({ ...flags, 'health-cmd': ['false'] }));
    expect([await watch(engine, good.id), await watch(engine, bad.id)]).toEqual(['ready', 'unhealthy']);
    good.leave();
    bad.leave();
  });

  test('one that ends at once says what it wrote and how it ended, even where it is gone', async () => {
    const { engine } = real();
    const begun = await begin(engine, options({ rm: [''] }, ['sh', '-c', 'echo no such thing >&2; exit 3']));
    expect(await watch(engine, begun.id)).toBe('ended');
    expect(await begun.exitCode()).toBe(3);
    expect(begun.output().trim()).toBe('no such thing');
    begun.leave();
  });

  test('one that has nothing to ask runs, and what cannot start leaves nothing behind', async () => {
    const { engine } = real();
    const begun = await begin(engine, options({}));
    expect(await watch(engine, begun.id)).toBe('running');
    begun.leave();
    const before = (await engine.list('container')).length;
    await expect(begin(engine, options({}, ['no-such-program']))).rejects.toThrow(/no-such-program/);
    expect((await engine.list('container')).length).toBe(before);
  });

  test('the waiting can be given up', async () => {
    const { engine } = real();
    const { id, leave } = await begin(engine, options({ publish: ['81'] }));
    const given = { engine, id, host: '127.0.0.1', signal: AbortSignal.timeout(300), patience };
    expect(await waitUntilReady(given)).toBe('running');
    leave();
  });
});

test('volumes of this file are taken away', async () => {
  const { engine } = real();
  const left = (await engine.list('container')).filter(({ labels: own }) => own['slipway.test'] !== undefined);
  for (const { id } of left) await engine.remove('container', id, { force: true, volumes: true });
  for (const name of ['slipway-run-v', 'slipway-run-w']) await engine.remove('volume', name).catch(() => undefined);
  expect(list(withValues(options({}), 'env', []).command)).toEqual(['sleep', '60']);
});
