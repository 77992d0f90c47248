import { describe, expect, test } from 'vitest';
import { exitReport } from '../../client/src/containers/exitReason.ts';
import { isCpuLimit, isMemoryLimit, parseMemory } from '../../client/src/ui/limits.ts';
import { anonymousVolumes, volumesQuestion } from '../../client/src/containers/removal.ts';
import { runArgv } from '../../client/src/containers/runLine.ts';
import { shellLine } from '../../client/src/ui/shellLine.ts';
import { isTag, registryOf, repositoryOf, tagOf } from '../../client/src/engine/references.ts';
import { statsOf } from '../../client/src/engine/stats.ts';
import { historyReport } from '../../client/src/images/historyReport.ts';
import { TransferProgress } from '../../client/src/ui/transferProgress.ts';
import { isSubnet } from '../../client/src/networks/subnet.ts';
import { clearableCache, clearings, type Holdings, totalSize } from '../../client/src/system/clearing.ts';
import type { DiskUse } from '../../client/src/engine/systemCalls.ts';
import { diskReport, eventLine, infoReport, versionReport } from '../../client/src/system/reports.ts';
import { splitWords } from '../../client/src/ui/commandWords.ts';
import { knownFailure } from '../../client/src/ui/engineSentences.ts';
import { table, verbatim } from '../../client/src/ui/markdown.ts';
import { chinese, container, english, image, network, volume } from './fixtures.ts';

const exitScene = { l10n: english, locale: 'en', now: Date.parse('2026-01-01T00:10:00Z') };
const plain = (markdown: string): string => markdown.replaceAll('\\', '');

function ended(state: object): string {
  const State = { Status: 'exited', StartedAt: '2026-01-01T00:00:00Z', FinishedAt: '2026-01-01T00:00:02.5Z', ...state };
  return plain(exitReport('job', { State }, 'first\nlast', exitScene));
}

describe('why did it end', () => {
  test.each([
    [{ ExitCode: 137, OOMKilled: true }, 'used more memory than it was allowed'],
    [{ ExitCode: 0 }, 'nothing is wrong'],
    [{ ExitCode: 127 }, 'was not found in the image'],
    [{ ExitCode: 126 }, 'no program that can be executed'],
    [{ ExitCode: 137 }, 'It was killed'],
    [{ ExitCode: 143 }, 'asked to stop'],
    [{ ExitCode: 139 }, 'crashed'],
    [{ ExitCode: 1 }, 'error of its own'],
    [{ ExitCode: 128, StartedAt: '0001-01-01T00:00:00Z', Error: 'no such file' }, 'could not start it'],
  ])('%j', (state, words) => expect(ended(state)).toContain(words));

  test('shows how long it ran, its health checks and its last lines', () => {
    const Health = { Log: [{ Start: '2026-01-01T00:00:01.5Z', ExitCode: 1, Output: 'refused' }] };
    const text = ended({ ExitCode: 1, Health });
    expect(text).toContain('| Ran for | 2.5 s |');
    expect(text).toContain('| 2026-01-01T00:00:01Z | 1 | refused |');
    expect(text).toContain('```text\nfirst\nlast\n```');
  });

  test('is told in the language of the reader, for Podman’s states too', () => {
    const report = exitReport('job', { State: { Status: 'stopped', ExitCode: 1 } }, '', {
      ...exitScene,
      l10n: chinese,
    });
    expect(report).toContain('已退出');
    expect(ended({ Status: 'stopped' })).toContain('| State | exited |');
  });

  test('of one that runs gives no advice', () => {
    expect(ended({ Running: true, Status: 'running' })).not.toContain('What to do');
  });
});

const runLine = (config: object, host: object = {}, more: object = {}): string =>
  shellLine(
    runArgv(
      {
        Id: 'abcdef123456',
        Name: '/web',
        Config: { Image: 'nginx:1', Hostname: 'abcdef123456', ...config },
        HostConfig: host,
        ...more,
      },
      { Config: { Env: ['PATH=/bin'], Cmd: ['nginx'], Labels: { maintainer: 'x' }, WorkingDir: '/srv' } },
    ),
  );

describe('the command line of a container', () => {
  const same = { Env: ['PATH=/bin'], Cmd: ['nginx'], WorkingDir: '/srv', Labels: { maintainer: 'x' } };

  test('leaves out what the image says already', () => {
    expect(runLine(same)).toBe('docker run -d --name web nginx:1');
  });

  test('holds ports, mounts, limits, rights and the restart policy', () => {
    const host = {
      PortBindings: {
        '80/tcp': [{ HostIp: '', HostPort: '8080' }],
        '53/udp': [{ HostIp: '127.0.0.1', HostPort: '53' }],
      },
      RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
      Memory: 1024,
      NanoCpus: 1_500_000_000,
      NetworkMode: 'back',
      CapAdd: ['NET_ADMIN'],
      ReadonlyRootfs: true,
      AutoRemove: true,
    };
    const Mounts = [
      { Type: 'volume', Name: 'data', Destination: '/data', RW: true },
      { Type: 'bind', Source: '/host dir', Destination: '/etc/app', RW: false },
      { Type: 'volume', Name: 'a'.repeat(64), Destination: '/cache', RW: true },
    ];
    expect(runLine({ ...same, Tty: true, Env: ['PATH=/bin', "WORD=it's $HOME"] }, host, { Mounts })).toBe(
      [
        'docker run -it --rm --name web',
        `--env 'WORD=it'\\''s $HOME'`,
        '--publish 8080:80 --publish 127.0.0.1:53:53/udp',
        `--volume data:/data --volume '/host dir:/etc/app:ro' --volume /cache`,
        '--network back --restart on-failure:3 --memory 1024b --cpus 1.5 --read-only --cap-add NET_ADMIN nginx:1',
      ].join(' '),
    );
  });

  test('an entry point of its own takes the command with it', () => {
    expect(runLine({ ...same, Entrypoint: ['sh', '-c'], Cmd: ['echo hi; rm x'] })).toBe(
      "docker run -d --name web --entrypoint sh nginx:1 -c 'echo hi; rm x'",
    );
  });

  test('does not make a new container pass for one of Compose', () => {
    expect(runLine({ ...same, Labels: { 'com.docker.compose.project': 'shop', mine: '1' } })).toContain(
      '--label mine=1',
    );
    expect(runLine({ ...same, Labels: { 'com.docker.compose.project': 'shop' } })).not.toContain('compose');
  });
});

describe('words that are typed', () => {
  test.each([
    ['ls -la /tmp', ['ls', '-la', '/tmp']],
    [`sh -c 'echo "a b"' ''`, ['sh', '-c', 'echo "a b"', '']],
    [String.raw`echo "a \"b\" \\" c\ d`, ['echo', 'a "b" \\', 'c d']],
    ['  a\t b  ', ['a', 'b']],
    ['', []],
    [`pre'mid'"post"`, ['premidpost']],
  ])('%s', (line, words) => expect(splitWords(line)).toEqual(words));

  test.each([`echo 'open`, 'echo "open', `a \\`])('%s is not closed', (line) => {
    expect(splitWords(line)).toBeUndefined();
  });

  test.each([
    ['512m', 536_870_912],
    ['1.5g', 1_610_612_736],
    ['7MiB', 7_340_032],
    ['100', 100],
    ['k', undefined],
    ['-5m', undefined],
    ['5x', undefined],
  ])('memory %s', (text, bytes) => expect(parseMemory(text)).toBe(bytes));

  test('limits that the engine would refuse are refused before', () => {
    expect(['5m', '6m', '', 'x'].map(isMemoryLimit)).toEqual([false, true, false, false]);
    expect(['0', '0.5', '2', '1e9', '-1'].map(isCpuLimit)).toEqual([false, true, true, false, false]);
    expect(['10.0.0.0/8', 'fd00::/64', '10.0.0.0', '10.0.0.0/33', 'x/8', '10.0.0.0/8/8'].map(isSubnet)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

test.each([
  ['nginx', 'docker.io', 'nginx', 'latest'],
  ['nginx:1.29', 'docker.io', 'nginx', '1.29'],
  ['localhost:5000/team/app:dev', 'localhost:5000', 'localhost:5000/team/app', 'dev'],
  ['ghcr.io/a/b', 'ghcr.io', 'ghcr.io/a/b', 'latest'],
  [`ghcr.io/a/b:1@sha256:${'a'.repeat(64)}`, 'ghcr.io', 'ghcr.io/a/b', '1'],
])('the parts of the reference %s', (reference, registry, repository, tag) => {
  expect([registryOf(reference), repositoryOf(reference), tagOf(reference)]).toEqual([registry, repository, tag]);
  expect(isTag(`${repository}:${tag}`)).toBe(true);
});

const id = (letter: string): string => letter.repeat(12);

describe('a pull', () => {
  test('tells how far it has come, layer by layer', () => {
    const progress = new TransferProgress();
    expect(progress.sentence(english)).toBe('Asking the registry');
    progress.take({ status: 'Pulling from library/nginx', id: '1.29' });
    progress.take({ status: 'Already exists', id: id('a') });
    progress.take({ status: 'Pulling fs layer', id: id('b') });
    progress.take({ status: 'Downloading', id: id('b'), progressDetail: { current: 500_000, total: 1_000_000 } });
    expect(progress.sentence(english)).toBe('1 of 2 layers, 500 kB of 1 MB');
    expect(progress.fraction).toBeCloseTo(0.725);
    progress.take({ status: 'Download complete', id: id('b') });
    expect(progress.sentence(english)).toBe('1 of 2 layers, 1 MB of 1 MB, unpacking 1');
    progress.take({ status: 'Pull complete', id: id('b') });
    progress.take({ status: `Digest: sha256:${'c'.repeat(64)}` });
    expect(progress.fraction).toBe(1);
    expect(progress.digest).toBe(`sha256:${'c'.repeat(64)}`);
  });

  test('is not led astray by nonsense', () => {
    const progress = new TransferProgress();
    for (const message of [undefined, 5, 'x', [], { id: 7 }, { id: id('a'), progressDetail: 'x', status: 3 }]) {
      progress.take(message);
    }
    expect(progress.fraction).toBe(0);
  });
});

describe('clearing away', () => {
  const running = container('web', { imageId: image('app:1').id, networks: ['front'] });
  const mounts = [{ type: 'volume', source: 'data', destination: '/data' }];
  const stopped = container('old', { state: 'exited', imageId: image('kept:1').id, mounts, networks: ['back'] });
  const anonymous = volume('f'.repeat(64));
  const all: Holdings = {
    containers: [running, stopped, container('paused', { state: 'paused' })],
    images: [
      image('app:1'),
      image('kept:1'),
      image('free:1', { tags: ['free:1', 'free:latest'], created: 1 }),
      { ...image('x'), tags: [], created: 100 * 86_400_000 },
    ],
    volumes: [volume('data'), volume('spare'), anonymous],
    networks: [network('front'), network('back'), network('lonely'), network('bridge')],
    now: 101 * 86_400_000,
  };
  const names = (clearing: keyof typeof clearings): readonly string[] =>
    clearings[clearing].of(all).map(({ name }) => name);

  test('takes what nothing uses, and what a stopped container uses stays', () => {
    expect(names('stopped containers')).toEqual(['old']);
    expect(names('untagged images')).toHaveLength(1);
    expect(names('unused images')).toHaveLength(2);
    expect(names('old images')).toEqual(['free:1']);
    expect(names('unused networks')).toEqual(['lonely']);
    expect(names('anonymous volumes')).toEqual([anonymous.name]);
    expect(names('unused volumes')).toEqual(['spare', anonymous.name]);
  });

  test('an image of several tags goes by all of them', () => {
    expect(clearings['old images'].of(all)[0]?.targets).toEqual(['free:1', 'free:latest']);
  });

  test('counts what becomes free, without what others share', () => {
    const disk = {
      images: [{ id: image('free:1').id, name: '', size: 1000, shared: 400, containers: 0 }],
      containers: [],
      volumes: [{ name: 'spare', size: -1, users: 0 }],
      build: [],
    };
    const measured = { ...all, disk };
    expect(totalSize(clearings['old images'].of(measured))).toBe(600);
    expect(totalSize(clearings['unused volumes'].of(measured))).toBe(0);
  });

  test('names without their owner are found on removal', () => {
    const both = [...mounts, { type: 'volume', source: anonymous.name, destination: '/x' }];
    expect(anonymousVolumes([container('x', { mounts: both })])).toEqual([anonymous.name]);
  });

  test.each([
    [1, 'Remove with Its Volume', 'There is a volume'],
    [2, 'Remove with 2 Volumes', 'They have 2 volumes'],
  ])('of %d without a name it is asked whether they go, too', (count, action, words) => {
    const question = volumesQuestion('Remove', count, english);
    expect(question.action).toBe(action);
    expect(question.detail).toContain(words);
    expect(question.detail).toContain(`“${action}”`);
  });
});

describe('failures in the engine’s words', () => {
  const web = container('web', { ports: [{ containerPort: 80, hostPort: 8080, protocol: 'tcp' }] });
  test.each([
    [
      'driver failed programming external connectivity: Bind for 0.0.0.0:8080 failed: port is already allocated',
      'by the container web',
    ],
    ['failed to bind host port for 0.0.0.0:8080:172.17.0.2:80/tcp: address already in use', 'by the container web'],
    ['listen tcp4 0.0.0.0:9090: bind: address already in use', 'Port 9090 is already in use by another program'],
    ['write /x: no space left on device', 'disk is full'],
    ['Conflict. The container name "/web" is already in use by container "abc"', 'already a container named web'],
    ['No such image: nothing:1', 'no image nothing:1 here'],
    ['exec: "bash": executable file not found in $PATH', 'does not exist in the container'],
    ['error while removing network: network x has active endpoints', 'Disconnect or stop these first'],
    ['pull access denied for x, repository does not exist', 'Log in to it'],
    ['toomanyrequests: You have reached your pull rate limit', 'as much as it allows'],
    ['invalid pool request: Pool overlaps with other one on this address space', 'Choose another subnet'],
    ['subnet 10.78.1.0/24 is already used on the host or by another config', 'Choose another subnet'],
    ['dial tcp: lookup registry.example.com: no such host', 'cannot reach the other machine'],
  ])('%s', (words, sentence) => expect(knownFailure(words, english, [web])).toContain(sentence));

  test('others stay as they are', () => expect(knownFailure('something else', english)).toBeUndefined());
});

const step = (createdBy: string, size: number) => ({ id: '', created: 0, createdBy, size, tags: [], comment: '' });

describe('pages about the engine', () => {
  const hostile = '[x](command:y) | `z` <b>';

  test('hold what the engine says, as text', () => {
    const info = infoReport(
      { Name: hostile, ServerVersion: '28', NCPU: 2, MemTotal: 2e9, Warnings: [hostile] },
      'here',
      english,
    );
    expect(plain(info)).toContain('| Processors | 2 |');
    expect(info.replace(/\\./g, '')).not.toMatch(/[`<[]/);
    const limited = { MemoryLimit: false, SecurityOptions: ['name=rootless'], Swarm: { LocalNodeState: 'inactive' } };
    const old = { builder: 'classic', apiVersion: '1.40', info: limited } as const;
    const versions = versionReport({ Version: '28', Components: [{ Name: 'runc', Version: '1.2' }] }, old, english);
    expect(plain(versions)).toContain('| runc | 1.2 |');
    for (const words of ['without BuildKit', 'before 2020', 'limit memory', 'without root', 'no swarm']) {
      expect(plain(versions)).toContain(words);
    }
    const able = { builder: 'buildkit', apiVersion: '1.51', info: {} } as const;
    expect(plain(versionReport({}, able, english))).not.toContain('cannot do');
  });

  test('tell what takes the room, the largest first', () => {
    const use: DiskUse = {
      images: [
        { id: image('b:1').id, name: '', size: 10, shared: -1, containers: -1 },
        { id: 'sha256:x', name: 'a:1', size: 2000, shared: 1000, containers: 1 },
      ],
      containers: [],
      volumes: [{ name: 'data', size: 5, users: 1 }],
      build: [],
    };
    const text = plain(diskReport(use, [image('b:1')], english));
    expect(text).toContain('| Images | 2 | 2.01 kB | 0 B |');
    expect(text.indexOf('| a:1 | 2 kB | 1 kB | 1 |')).toBeLessThan(text.indexOf('| b:1 | 10 B |  |  |'));
  });

  test('tell what clearing away would free: nothing that is used, and no layer twice', () => {
    const use: DiskUse = {
      images: [
        { id: 'sha256:a', name: 'a:1', size: 3000, shared: 1000, containers: 1 },
        { id: 'sha256:b', name: 'b:1', size: 4000, shared: 1000, containers: 0 },
      ],
      layers: 6000,
      containers: [
        { id: '1', name: 'on', size: 10, state: 'running' },
        { id: '2', name: 'off', size: 20, state: 'exited' },
        { id: '3', name: 'wait', size: 40, state: 'paused' },
      ],
      volumes: [
        { name: 'used', size: 5, users: 1 },
        { name: 'free', size: 7, users: 0 },
        { name: 'unknown', size: -1, users: 0 },
      ],
      build: [
        { id: 'x', description: 'x', size: 100, inUse: true },
        { id: 'y', description: 'y', size: 200, inUse: false },
        { id: 'z', description: 'z', size: 400, inUse: false, shared: true },
      ],
    };
    const text = plain(diskReport(use, [], english));
    expect(text).toContain('| Images | 2 | 6 kB | 3 kB |');
    expect(text).toContain('| Containers | 3 | 70 B | 20 B |');
    expect(text).toContain('| Volumes | 3 | 12 B | 7 B |');
    expect(text).toContain('| Build cache | 3 | 300 B | 200 B |');
    expect(clearableCache(use.build)).toEqual([{ size: 200 }, { size: 0 }]);
    const unused = use.images.map((image) => ({ ...image, containers: 0 }));
    expect(plain(diskReport({ ...use, images: unused }, [], english))).toContain('| Images | 2 | 6 kB | 6 kB |');
  });

  test('an event is one line, whatever is in it', () => {
    const Actor = { ID: 'a'.repeat(64), Attributes: { name: 'web\u001B[31m\n', image: 'nginx', exitCode: '137' } };
    expect(eventLine({ Type: 'container', Action: 'die', time: 0, timeNano: 1.5e9, Actor })).toBe(
      '1970-01-01 00:00:01.500 container die web�[31m� image=nginx exitCode=137',
    );
    expect(eventLine(undefined)).toContain('1970');
    expect(eventLine({ Type: 'image', timeNano: 1e300 })).toContain('image');
  });

  test('the history of an image is the Dockerfile that made it, with the bytes of each step', () => {
    const text = plain(
      historyReport(
        'app:1',
        [
          step('/bin/sh -c #(nop)  CMD ["nginx"]', 0),
          step('RUN |1 V=2 /bin/sh -c make # buildkit', 3000),
          step('RUN /bin/sh -c apk add x # buildkit', 0),
          step('/bin/sh -c #(nop) ADD file:abc in / ', 1000),
        ],
        { l10n: english, locale: 'en', now: 0 },
      ),
    );
    expect(text).toContain('| 1 | ADD file:abc in /  | 1 kB | 25.0 % |');
    expect(text).toContain('| 2 | RUN apk add x |');
    expect(text).toContain('| 3 | RUN make | 3 kB | 75.0 % |');
    expect(text).toContain('| 4 | CMD ["nginx"] |');
    expect(text).not.toContain('Message');
  });

  test('the history shows what was written with docker commit, and not what BuildKit signs with', () => {
    const steps = [
      { ...step('sh', 10), comment: 'added vim' },
      { ...step('RUN make', 5), comment: 'buildkit.dockerfile.v0' },
    ];
    const text = plain(historyReport('app:1', steps, { l10n: english, locale: 'en', now: 0 }));
    expect(text).toContain('| Message |');
    expect(text).toContain('added vim');
    expect(text).not.toContain('buildkit.dockerfile');
  });

  test('foreign lines cannot end the block they stand in', () => {
    expect(verbatim('a\n````\n\u001B[0m# b')).toBe('`````text\na\n````\n[0m# b\n`````');
    expect(table(['a'], [])).toBe('');
  });
});

describe('a sample of use', () => {
  const sample = {
    read: '2026-01-01T00:00:00Z',
    cpu_stats: { cpu_usage: { total_usage: 300 }, system_cpu_usage: 2000, online_cpus: 4 },
    precpu_stats: { cpu_usage: { total_usage: 100 }, system_cpu_usage: 1000 },
    memory_stats: { usage: 1000, limit: 5000, stats: { inactive_file: 400 } },
    networks: { eth0: { rx_bytes: 1, tx_bytes: 2 }, eth1: { rx_bytes: 10, tx_bytes: 20 } },
    blkio_stats: {
      io_service_bytes_recursive: [
        { op: 'Read', value: 7 },
        { op: 'write', value: 8 },
      ],
    },
    pids_stats: { current: 3 },
  };

  test('is what docker stats shows', () => {
    expect(statsOf(sample)).toEqual({
      time: Date.parse('2026-01-01T00:00:00Z'),
      cpu: 80,
      memory: 600,
      memoryLimit: 5000,
      received: 11,
      sent: 22,
      read: 7,
      written: 8,
      processes: 3,
    });
  });

  test('of an engine that leaves things out is 0, never nonsense', () => {
    for (const message of [undefined, {}, { cpu_stats: null }, { ...sample, precpu_stats: {} }]) {
      expect(statsOf(message).cpu).toBe(0);
    }
  });
});
