import { mkdtempSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { badValues, containerPlan } from '../../client/src/run/createBody.ts';
import { flagNames, runFlags } from '../../client/src/run/flags.ts';
import { optionsIn, readFlags, runLineOf, type RunOptions } from '../../client/src/run/options.ts';
import { NoFile, prepared } from '../../client/src/run/prepare.ts';
import { publishedPorts, volumeOf } from '../../client/src/run/values.ts';
import { shellLine } from '../../client/src/ui/shellLine.ts';

const options = (flags: RunOptions['flags'], command: readonly string[] = []): RunOptions => ({
  image: 'a',
  command,
  flags,
});
const body = (flags: RunOptions['flags']): object => containerPlan(options(flags)).body;

describe('the command line', () => {
  test('holds the flags in a steady order, switches first', () => {
    const all = options({ env: ['A=b c', 'B'], publish: ['80:80'], detach: [''], init: [''], name: ['web'] }, [
      'sh',
      '-c',
      "it's",
    ]);
    expect(shellLine(runLineOf(all))).toBe(
      `docker run -d --name web --publish 80:80 --env 'A=b c' --env B --init a sh -c 'it'\\''s'`,
    );
    expect(shellLine(runLineOf(all), 'powershell')).toBe(
      "docker run -d --name web --publish '80:80' --env 'A=b c' --env B --init a sh -c 'it''s'".replace(
        "'80:80'",
        '80:80',
      ),
    );
  });

  test('a value that could be taken for a flag, or for nothing, is tied to its own', () => {
    expect(runLineOf(options({ interactive: [''], tty: [''], entrypoint: [''], 'memory-swap': ['-1'] }))).toEqual([
      'docker',
      'run',
      '-it',
      '--entrypoint=',
      '--memory-swap=-1',
      'a',
    ]);
  });

  test('what PowerShell would read in its own way is quoted', () => {
    expect(shellLine(['@a', 'a,b', '$x', '-v', 'C:\\x:/y', '--a=b.c', ''], 'powershell')).toBe(
      "'@a' 'a,b' '$x' -v C:\\x:/y '--a=b.c' ''",
    );
  });

  test('and back: the last value counts, values add up, and what is not known is named', () => {
    const written = [
      ['name', 'a'],
      ['name', 'b'],
      ['net', 'x'],
      ['p', ''],
      ['publish', '1:1'],
      ['publish', '2:2'],
      ['cidfile', 'f'],
      ['replace', ''],
    ] as const;
    expect(readFlags(written.map(([name, value]) => ({ name, value })))).toEqual({
      flags: { name: ['b'], network: ['x'], publish: ['1:1', '2:2'] },
      withoutMeaning: [{ name: 'cidfile', value: 'f' }],
      unknown: [
        { name: 'p', value: '' },
        { name: 'replace', value: '' },
      ],
    });
  });

  test('what was kept is read again, and anything else is not', () => {
    const kept = options({ publish: ['1:1'] }, ['x']);
    expect(optionsIn(JSON.parse(JSON.stringify(kept)))).toEqual(kept);
    expect(optionsIn({ image: 'a', command: [1], flags: { bad: ['x'], env: ['A=1', 2] } })).toEqual(
      options({ env: ['A=1'] }),
    );
    expect([undefined, null, 'a', {}, { image: 1 }].map(optionsIn)).toEqual(Array(5).fill(undefined));
  });
});

describe('the body for the engine', () => {
  test('of ports', () => {
    expect(
      body({ publish: ['8080:80', '127.0.0.1::53/udp', '[::1]:90-91:90-91', '7000-7010:70'], expose: ['9'] }),
    ).toMatchObject({
      ExposedPorts: { '80/tcp': {}, '53/udp': {}, '90/tcp': {}, '91/tcp': {}, '70/tcp': {}, '9/tcp': {} },
      HostConfig: {
        PortBindings: {
          '80/tcp': [{ HostIp: '', HostPort: '8080' }],
          '53/udp': [{ HostIp: '127.0.0.1', HostPort: '' }],
          '90/tcp': [{ HostIp: '::1', HostPort: '90' }],
          '91/tcp': [{ HostIp: '::1', HostPort: '91' }],
          '70/tcp': [{ HostIp: '', HostPort: '7000-7010' }],
        },
      },
    });
  });

  test('of volumes, mounts and memory', () => {
    expect(
      body({
        volume: ['data:/data', '/cache', '/src:/app:ro'],
        mount: [
          'type=bind,src=/a,dst=/b,readonly',
          'source=v,target=/v,volume-opt=o=x,volume-nocopy',
          'type=tmpfs,target=/t,tmpfs-size=1m,tmpfs-mode=1777',
        ],
        tmpfs: ['/run', '/tmp:size=1m'],
      }),
    ).toMatchObject({
      Volumes: { '/cache': {} },
      HostConfig: {
        Binds: ['data:/data', '/src:/app:ro'],
        Mounts: [
          { Type: 'bind', Source: '/a', Target: '/b', ReadOnly: true },
          {
            Type: 'volume',
            Source: 'v',
            Target: '/v',
            VolumeOptions: { NoCopy: true, DriverConfig: { Name: '', Options: { o: 'x' } } },
          },
          { Type: 'tmpfs', Target: '/t', TmpfsOptions: { SizeBytes: 1_048_576, Mode: 0o1777 } },
        ],
        Tmpfs: { '/run': '', '/tmp': 'size=1m' },
      },
    });
  });

  test('of networks: the flags count for the first one', () => {
    expect(
      body({ network: ['front', 'name=back,alias=db,ip=10.0.0.2'], 'network-alias': ['web'], link: ['x:y'] }),
    ).toMatchObject({
      HostConfig: { NetworkMode: 'front' },
      NetworkingConfig: {
        EndpointsConfig: {
          front: { Aliases: ['web'], Links: ['x:y'] },
          back: { Aliases: ['db'], IPAMConfig: { IPv4Address: '10.0.0.2' } },
        },
      },
    });
    expect(body({ network: ['host'] })).toEqual({ Image: 'a', HostConfig: { NetworkMode: 'host' } });
    expect(body({ link: ['x'] })).toEqual({ Image: 'a', HostConfig: { Links: ['x'] } });
  });

  test('of limits, health, devices and the rest', () => {
    expect(
      body({
        memory: ['512m'],
        'memory-swap': ['-1'],
        cpus: ['1.5'],
        ulimit: ['nofile=1:2', 'core=0'],
        gpus: ['"device=0,1"'],
        device: ['/dev/a', '/dev/b:r', '/dev/c:/dev/d:rw', 'vendor.com/gpu=all'],
        restart: ['on-failure:3'],
        entrypoint: [''],
        'health-cmd': ['curl -f x'],
        'health-interval': ['1m30s'],
        'add-host': ['a=1.2.3.4', 'b:host-gateway'],
        sysctl: ['net.x=1'],
        'security-opt': ['seccomp:unconfined', 'systempaths=unconfined'],
        env: ['A=1', 'B'],
        label: ['x', 'y=z'],
        'device-read-bps': ['/dev/a:1k'],
      }),
    ).toEqual({
      Image: 'a',
      Entrypoint: [''],
      Env: ['A=1'],
      Labels: { x: '', y: 'z' },
      Healthcheck: { Test: ['CMD-SHELL', 'curl -f x'], Interval: 90e9 },
      HostConfig: {
        Memory: 536_870_912,
        MemorySwap: -1,
        NanoCpus: 1.5e9,
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
        Ulimits: [
          { Name: 'nofile', Soft: 1, Hard: 2 },
          { Name: 'core', Soft: 0, Hard: 0 },
        ],
        DeviceRequests: [
          { Driver: '', Count: 0, Capabilities: [['gpu']], Options: {}, DeviceIDs: ['0', '1'] },
          { Driver: 'cdi', DeviceIDs: ['vendor.com/gpu=all'] },
        ],
        Devices: [
          { PathOnHost: '/dev/a', PathInContainer: '/dev/a', CgroupPermissions: 'rwm' },
          { PathOnHost: '/dev/b', PathInContainer: '/dev/b', CgroupPermissions: 'r' },
          { PathOnHost: '/dev/c', PathInContainer: '/dev/d', CgroupPermissions: 'rw' },
        ],
        ExtraHosts: ['a:1.2.3.4', 'b:host-gateway'],
        Sysctls: { 'net.x': '1' },
        SecurityOpt: ['seccomp=unconfined'],
        MaskedPaths: [],
        ReadonlyPaths: [],
        BlkioDeviceReadBps: [{ Path: '/dev/a', Rate: 1024 }],
      },
    });
  });

  test.each([
    ['publish', 'x'],
    ['publish', '80:80:80:80'],
    ['publish', '1-2:80-90'],
    ['publish', '99999'],
    ['volume', 'data'],
    ['volume', 'ab:/b:ro:x'],
    ['mount', 'type=bind,target=/x'],
    ['memory', 'much'],
    ['cpus', '-1'],
    ['restart', 'sometimes'],
    ['restart', 'always:3'],
    ['ulimit', 'nofile'],
    ['health-interval', '5'],
    ['stop-timeout', 'soon'],
    ['gpus', 'some'],
    ['device', 'sda'],
    ['name', '-x'],
    ['add-host', 'x'],
    ['tmpfs', 'run'],
    ['env', '=x'],
    ['label', '=x'],
    ['pull', 'now'],
    ['device-read-bps', '/dev/a'],
  ] as const)('--%s %s cannot be', (name, value) => {
    expect(badValues(options({ [name]: [value] })).map(({ flag }) => flag)).toEqual([name]);
    expect(() => body({ [name]: [value] })).toThrow(`--${name}: ${value}`);
  });

  test('every flag does something', () => {
    const example: Partial<Record<string, string>> = {
      publish: '1:1',
      expose: '1',
      volume: '/x',
      mount: 'target=/x',
      tmpfs: '/x',
      'add-host': 'a:b',
      restart: 'always',
      memory: '1g',
      'memory-reservation': '1g',
      'memory-swap': '1g',
      'shm-size': '1g',
      'io-maxbandwidth': '1m',
      ulimit: 'nofile=1',
      gpus: 'all',
      device: '/dev/x',
      cpus: '1',
      'health-interval': '1s',
      'health-timeout': '1s',
      'health-start-period': '1s',
      'health-start-interval': '1s',
      'blkio-weight-device': '/dev/x:1',
      'device-read-bps': '/dev/x:1',
      'device-read-iops': '/dev/x:1',
      'device-write-bps': '/dev/x:1',
      'device-write-iops': '/dev/x:1',
      name: 'web',
      pull: 'always',
      env: 'A=1',
    };
    // Those that are no part of the body, or that are read before it is made.
    const elsewhere = new Set(['detach', 'name', 'platform', 'pull', 'env-file', 'label-file', 'network-alias']);
    for (const name of flagNames) {
      const numeric =
        /^(?:cpu-|stop-timeout|pids|oom-score|blkio-weight$|health-retries|memory-swappiness|io-maxiops)/.test(name);
      const value = runFlags[name] === 'switch' ? '' : (example[name] ?? (numeric ? '1' : 'x'));
      const made = body({ [name]: [value] });
      if (!elsewhere.has(name)) expect(made, name).not.toEqual({ Image: 'a' });
    }
  });
});

test.each([
  ['80', [['80/tcp', '', '']]],
  ['published=1,target=2,protocol=udp', [['2/udp', '', '1']]],
  ['1.2.3.4:5:6', [['6/tcp', '1.2.3.4', '5']]],
])('port %s', (text, expected) => {
  expect(publishedPorts(text)?.map(({ port, address, hostPort }) => [port, address, hostPort])).toEqual(expected);
});

test.each([
  ['C:\\a b:/x:ro', 'C:\\a b', '/x', 'ro'],
  ['D:/a:/x', 'D:/a', '/x', ''],
  ['name:/x', 'name', '/x', ''],
  ['./a:/x', './a', '/x', ''],
  ['/x', '', '/x', ''],
])('volume %s', (text, source, target, mode) => expect(volumeOf(text)).toEqual({ source, target, mode }));

describe('what is taken from this machine', () => {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-run-'));
  writeFileSync(join(folder, '.env'), '\uFEFF# no\nA=1\r\n  B="x y" # z\n\nC\nD\n');
  writeFileSync(join(folder, 'seccomp.json'), '{ "defaultAction": "x" }');
  const place = { folder, env: { C: 'see', E: 'e' } };

  test('files, variables and paths', async () => {
    const made = await prepared(
      options({
        'env-file': ['.env'],
        env: ['E', 'F', 'G=1'],
        'label-file': ['.env'],
        volume: ['.:/a', 'v:/v', '~/x:/x', '/y', '../z:/z:ro'],
        mount: ['type=bind,"source=./m",target=/m', 'type=volume,source=./no,target=/n'],
        'security-opt': ['seccomp=seccomp.json', 'no-new-privileges'],
      }),
      place,
    );
    expect(made.flags).toEqual({
      env: ['A=1', 'B="x y" # z', 'C=see', 'E=e', 'G=1'],
      label: ['A=1', 'B="x y" # z', 'C', 'D'],
      volume: [`${folder}:/a`, 'v:/v', `${join(homedir(), 'x')}:/x`, '/y', `${join(folder, '..', 'z')}:/z:ro`],
      mount: [`type=bind,"source=${join(folder, 'm')}",target=/m`, 'type=volume,source=./no,target=/n'],
      'security-opt': ['seccomp={"defaultAction":"x"}', 'no-new-privileges'],
    });
  });

  test('a file that is missing is named', async () => {
    await expect(prepared(options({ 'env-file': ['none.env'] }), place)).rejects.toEqual(new NoFile('none.env'));
  });
});
