import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addressArgv, isBuildAddress, tagForAddress } from '../../client/src/build/address.ts';
import { classicReader } from '../../client/src/build/apiBuild.ts';
import { contextEntries } from '../../client/src/build/buildContext.ts';
import type { BuildEvent } from '../../client/src/build/buildEvent.ts';
import { cliBuild } from '../../client/src/build/cli.ts';
import { findDocker } from '../../client/src/engine/dockerCli.ts';
import { buildArgv } from '../../client/src/build/options.ts';
import { BuildProgress, instructionOf } from '../../client/src/build/progress.ts';
import { eventsOfLine } from '../../client/src/build/rawjson.ts';
import { buildRenderer } from '../../client/src/build/render.ts';
import { isTag } from '../../client/src/engine/references.ts';
import { tagFor } from '../../client/src/build/tag.ts';
import { tarStream } from '../../client/src/engine/tarWriter.ts';
import { eventsOfTrace } from '../../client/src/build/trace.ts';
import { credentialsFor, registriesOf } from '../../client/src/engine/credentials.ts';
import { collect } from './fixtures.ts';

const read = (...messages: readonly object[]): readonly BuildEvent[] => messages.flatMap(classicReader(() => 5));

const recorded = (name: string): BuildProgress =>
  progressOf(readFileSync(`../shared/reference/rawjson/${name}`, 'utf8').split('\n'));

const nobody = async (): Promise<undefined> => undefined;

const trace = (base64: string): readonly BuildEvent[] => eventsOfTrace(Buffer.from(base64, 'base64'));

const program = async (name: string, mode: number): Promise<string> => {
  const bin = join(folder, name);
  await mkdir(bin, { recursive: true });
  await writeFile(join(bin, 'docker'), '#!/bin/sh\n');
  await chmod(join(bin, 'docker'), mode);
  return bin;
};

const folder = await mkdtemp(join(tmpdir(), 'slipway-build-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** What the terminal shows, without its colours. */
function shown(events: readonly BuildEvent[]): string {
  const render = buildRenderer();
  return events
    .map(render)
    .join('')
    .replaceAll('\r\n', '\n')
    .split('\u001B[')
    .map((part, index) => (index === 0 ? part : part.slice(part.indexOf('m') + 1)))
    .join('');
}

describe('building from an address', () => {
  test.each([
    ['https://github.com/owner/my.repo.git#main:docker', 'my.repo:latest'],
    ['git@github.com:owner/App.git', 'app:latest'],
    ['ssh://git@host:22/team/tool', 'tool:latest'],
    ['github.com/owner/site', 'site:latest'],
    ['http://localhost:8000/context.tar.gz?x=1', 'context:latest'],
    ['https://example.com/web/Dockerfile', 'web:latest'],
    ['https://example.com/Dockerfile', 'example.com:latest'],
  ])('%s', (address, tag) => {
    expect(isBuildAddress(address)).toBe(true);
    expect(tagForAddress(address)).toBe(tag);
  });

  test.each(['', '.', './web', '--file=/etc/passwd', 'https://', 'file:///etc/passwd', 'a b', 'https://x/a b'])(
    '%j is none',
    (text) => expect(isBuildAddress(text)).toBe(false),
  );

  test('goes to the CLI as an argument, and never as a flag', () => {
    expect(addressArgv('https://x/y', 'y:1').slice(-3)).toEqual(['--tag=y:1', '--', 'https://x/y']);
  });
});

/** A small recording of `docker buildx build --progress=rawjson`, shortened by hand. */
const recording = [
  '{"vertexes":[{"digest":"i","name":"[internal] load build definition from Dockerfile","started":"2026-11-20T16:00:00Z","completed":"2026-11-20T16:00:00.1Z"}]}',
  '{"vertexes":[{"digest":"a","name":"[build 1/2] FROM bb"},{"digest":"b","name":"[build 2/2] RUN make"},{"digest":"c","name":"[stage-1 1/1] COPY --from=build /a /b"}]}',
  '{"vertexes":[{"digest":"a","name":"[build 1/2] FROM bb","started":"2026-11-20T16:00:00.1Z","completed":"2026-11-20T16:00:00.2Z","cached":true}]}',
  '{"vertexes":[{"digest":"b","name":"[build 2/2] RUN make","started":"2026-11-20T16:00:01Z"}]}',
  `{"logs":[{"vertex":"b","stream":1,"data":"${Buffer.from('\u001B[32mok\u001B[0m half').toString('base64')}"}]}`,
  `{"logs":[{"vertex":"b","stream":2,"data":"${Buffer.from(' line\n').toString('base64')}"}]}`,
];
const failure = [
  '{"vertexes":[{"digest":"c","name":"[stage-1 1/1] COPY --from=build /a /b","started":"2026-11-20T16:00:01Z","completed":"2026-11-20T16:00:03Z","error":"Canceled: context canceled"}]}',
  '{"vertexes":[{"digest":"b","name":"[build 2/2] RUN make","started":"2026-11-20T16:00:01Z","completed":"2026-11-20T16:00:03Z","error":"exit code: 7"}]}',
  'Dockerfile:4',
  '--------------------',
  '   4 | >>> RUN make',
  'ERROR: failed to build: failed to solve: exit code: 7',
];

function progressOf(lines: readonly string[]): BuildProgress {
  const progress = new BuildProgress();
  for (const event of lines.flatMap(eventsOfLine)) progress.add(event);
  return progress;
}

describe('the progress of a build', () => {
  test('counts instructions and names the one that runs', () => {
    expect(progressOf(recording).now).toEqual({ done: 1, total: 3, current: 'RUN make' });
  });

  test('names the instruction that failed, not one that was cancelled with it, and its line', () => {
    expect(progressOf([...recording, ...failure]).failed).toEqual({
      step: 'RUN make',
      reason: 'exit code: 7',
      line: 4,
    });
  });

  test('of a Dockerfile that cannot be read gives the words of the builder', () => {
    const words = progressOf(['ERROR: failed to build: dockerfile parse error on line 2']).failed;
    expect(words).toEqual({ step: '', reason: 'dockerfile parse error on line 2' });
  });

  test('takes no tag for a line', () => {
    expect(progressOf(['Successfully tagged docker.io/library/app:1', 'ERROR: x']).failed).not.toHaveProperty('line');
  });

  test.each([
    ['[build 2/4] RUN a ] b', 'RUN a ] b'],
    ['[2/4] RUN x', 'RUN x'],
    ['[linux/amd64 build 2/4] RUN x', 'RUN x'],
    ['[internal] load build context', undefined],
    ['exporting to image', undefined],
  ])('%s is the instruction %s', (name, instruction) => {
    expect(instructionOf(name)).toBe(instruction);
  });
});

test('the log of a build shows each step with its output, whole lines and the colours of the commands', () => {
  expect(shown([...recording, ...failure].flatMap(eventsOfLine))).toBe(
    [
      '[internal] load build definition from Dockerfile',
      '  ✓ 0.1 s',
      '[build 1/2] FROM bb',
      '  CACHED',
      '[build 2/2] RUN make',
      'ok half line',
      '[stage-1 1/1] COPY --from=build /a /b',
      '  ✗ Canceled: context canceled',
      '[build 2/2] RUN make',
      '  ✗ exit code: 7',
      'Dockerfile:4',
      '--------------------',
      '   4 | >>> RUN make',
      'ERROR: failed to build: failed to solve: exit code: 7',
      '',
    ].join('\n'),
  );
  expect(recording.flatMap(eventsOfLine).map(buildRenderer()).join('')).toContain(
    '\u001B[32mok\u001B[0m half line\r\n',
  );
});

test('a warning of the builder is shown with its page', () => {
  const short = Buffer.from('Stage name should be lowercase').toString('base64');
  const line = JSON.stringify({ warnings: [{ vertex: 'a', short, url: 'https://x/y' }] });
  expect(shown(eventsOfLine(line))).toBe('! Stage name should be lowercase https://x/y\n');
});

test.each(['{', '{"vertexes": 7}', '{"vertexes":[null,{"digest":3}],"logs":[{}]}', '', '   '])(
  'a line that is %j breaks nothing',
  (line) => {
    expect(() => shown(eventsOfLine(line))).not.toThrow();
  },
);

describe.skipIf(!existsSync('../shared/reference/rawjson'))('real recordings of buildx', () => {
  test('of a good build: all steps are done', () => {
    expect(recorded('ok.jsonl').now).toEqual({ done: 6, total: 6, current: '' });
  });

  test('of a failed one: the step and the line', () => {
    expect(recorded('fail.jsonl').failed).toEqual({
      step: 'RUN echo one && echo oops >&2 && exit 7',
      reason: 'exit code: 7',
      line: 4,
    });
  });
});

describe('a tag', () => {
  test.each([
    'app',
    'app:1.2',
    'team/app:latest',
    'localhost/app',
    'localhost:5000/a/b:c_D-1.0',
    'registry.example.com/a__b/c.d-e:v1',
    'my-app',
    `app:${'x'.repeat(128)}`,
  ])('%s is valid', (tag) => {
    expect(isTag(tag)).toBe(true);
  });

  test.each([
    '',
    ' ',
    'App',
    'app:',
    ':latest',
    'app:la test',
    'a//b',
    '/a',
    'a/',
    '-a',
    'a..b',
    'a___b',
    'app:-x',
    'app@sha256:abc',
    'app --push',
    'app;rm -rf',
    'host:port/app',
    `app:${'x'.repeat(129)}`,
    'x'.repeat(256),
  ])('%j is not', (tag) => {
    expect(isTag(tag)).toBe(false);
  });

  test.each([
    ['My App', 'my-app:latest'],
    ['slipway', 'slipway:latest'],
    ['示例', 'app:latest'],
    ['__x__', 'x:latest'],
    ['a..b', 'a-b:latest'],
  ])('is proposed for the folder %s', (name, tag) => {
    expect(tagFor(name)).toBe(tag);
    expect(isTag(tag)).toBe(true);
  });
});

test('the CLI gets every value as one argument that cannot be an option', () => {
  const options = { dockerfile: '/a b/Dockerfile', context: '/a b', tag: 'app:1', labels: { x: 'y z' } };
  expect(buildArgv(options)).toEqual([
    'buildx',
    'build',
    '--progress=rawjson',
    '--load',
    '--file=/a b/Dockerfile',
    '--tag=app:1',
    '--label=x=y z',
    '--',
    '/a b',
  ]);
});

describe('the docker CLI', () => {
  test('is found on the path, and only as a program in an absolute folder', async () => {
    const [good, bad] = [await program('good', 0o755), await program('bad', 0o644)];
    await mkdir(join(folder, 'dir', 'docker'), { recursive: true });
    const found = await findDocker(
      { PATH: ['', '.', 'node_modules/.bin', join(folder, 'dir'), bad, good].join(':') },
      'linux',
    );
    expect(found).toBe(join(good, 'docker'));
  });

  test('is not taken from the current folder', async () => {
    const before = process.cwd();
    process.chdir(await program('here', 0o755));
    try {
      expect(await findDocker({ PATH: '.::' }, 'linux')).toBeUndefined();
    } finally {
      process.chdir(before);
    }
  });

  test('that is cancelled ends, even one that ignores it', async () => {
    const stubborn = join(folder, 'stubborn.mjs');
    await writeFile(
      stubborn,
      'process.on("SIGINT", () => {}); console.error("Dockerfile:1"); setInterval(() => {}, 1000);',
    );
    const abort = new AbortController();
    const env = { ...process.env };
    const build = cliBuild({
      docker: process.execPath,
      argv: [stubborn],
      cwd: folder,
      env,
      signal: abort.signal,
      patience: 100,
    });
    expect((await build.next()).value).toMatchObject({ type: 'words', text: 'Dockerfile:1' });
    const started = Date.now();
    abort.abort();
    expect(await build.next()).toMatchObject({ done: true });
    expect(Date.now() - started).toBeLessThan(2000);
  });

  test('that cannot be started is an error', async () => {
    const signal = new AbortController().signal;
    const build = cliBuild({ docker: '/does/not/exist', argv: [], cwd: folder, env: {}, signal });
    await expect(build.next()).rejects.toThrow('ENOENT');
  });
});

describe('the build context', () => {
  const root = join(folder, 'context');
  beforeAll(async () => {
    const long = join(root, 'deep', 'x'.repeat(90), 'y'.repeat(60));
    await mkdir(long, { recursive: true });
    await mkdir(join(root, 'node_modules', 'pkg'), { recursive: true });
    await writeFile(join(root, 'Dockerfile'), 'FROM scratch\n');
    await writeFile(join(root, '.dockerignore'), 'node_modules\n*file\n.dockerignore\n!node_modules/pkg/keep\n');
    await writeFile(join(root, 'node_modules/pkg/keep'), 'k');
    await writeFile(join(root, 'node_modules/pkg/drop'), 'd');
    await writeFile(join(long, 'ünï→.txt'), 'a'.repeat(1000));
    await symlink('../outside', join(root, 'link'));
    await writeFile(join(root, 'run.sh'), '#!/bin/sh\n', { mode: 0o755 });
  });

  test('holds what is not ignored, and the Dockerfile even if it is', async () => {
    const entries = await collect(contextEntries(root, join(root, 'Dockerfile')));
    expect(entries.filter((entry) => entry.type !== 'folder').map((entry) => entry.path)).toEqual([
      '.dockerignore',
      'Dockerfile',
      `deep/${'x'.repeat(90)}/${'y'.repeat(60)}/ünï→.txt`,
      'link',
      'node_modules/pkg/keep',
      'run.sh',
    ]);
  });

  test("follows the Dockerfile's own ignore file before the folder's", async () => {
    const other = join(root, 'Other');
    await writeFile(other, 'FROM scratch\n');
    await writeFile(`${other}.dockerignore`, '*\n');
    const entries = await collect(contextEntries(root, other));
    expect(entries.map((entry) => entry.path)).toEqual(['.dockerignore', 'Other']);
    await rm(other);
    await rm(`${other}.dockerignore`);
  });

  test.skipIf(!existsSync('/usr/bin/tar') && !existsSync('/bin/tar'))('is a tar that tar itself reads', async () => {
    const { execFileSync } = await import('node:child_process');
    const chunks = await collect(tarStream(root, contextEntries(root, join(root, 'Dockerfile'))));
    const archive = join(folder, 'context.tar');
    await writeFile(archive, Buffer.concat(chunks));
    const target = join(folder, 'unpacked');
    await mkdir(target);
    execFileSync('tar', ['--extract', '--file', archive, '--directory', target]);
    const listed = execFileSync('find', ['.', '!', '-type', 'd', '-printf', '%P %s %l %m\\n'], {
      cwd: target,
      encoding: 'utf8',
    });
    expect(listed.trim().split('\n').sort()).toEqual(
      [
        '.dockerignore 56  644',
        'Dockerfile 13  644',
        `deep/${'x'.repeat(90)}/${'y'.repeat(60)}/ünï→.txt 1000  644`,
        'link 10 ../outside 777',
        'node_modules/pkg/keep 1  644',
        'run.sh 10  755',
      ].sort(),
    );
  });
});

describe("BuildKit's trace", () => {
  test('of a real build reads as its steps and its output', () => {
    // From `POST /build?version=2` of Docker 28.5.
    expect(
      trace(
        'Cm8KR3NoYTI1NjowNDUxM2Q2MWQ2YmY2NzcxNWZlNzgzYTMzMTJhZTlhZjZkZWI3Mjk0MWFiZDgwZGYyZmJhZmNiMDAxNzRhNzc1GiRbaW50ZXJuYWxdIGxvYWQgcmVtb3RlIGJ1aWxkIGNvbnRleHQ=',
      ),
    ).toEqual([
      {
        type: 'step',
        id: 'sha256:04513d61d6bf67715fe783a3312ae9af6deb72941abd80df2fbafcb00174a775',
        name: '[internal] load remote build context',
        cached: false,
      },
    ]);
    expect(
      trace(
        'Gl4KR3NoYTI1NjpjMzA5NDA4ZWJiN2E0NWYwZTliYjJkMWVhMWE3MzE5OGMzOTZlOTQyY2ZmMzZjYWRjMjM4NjBiNWVkYjE0NWI0EgsIkbCD2AYQ98DpaxgBIgRvbmUK',
      ),
    ).toEqual([
      {
        type: 'log',
        id: 'sha256:c309408ebb7a45f0e9bb2d1ea1a73198c396e942cff36cadc23860b5edb145b4',
        data: Buffer.from('one\n'),
      },
    ]);
  });

  test('that is cut anywhere or is none at all breaks nothing', () => {
    const bytes = Buffer.from(
      'Gl4KR3NoYTI1NjpjMzA5NDA4ZWJiN2E0NWYwZTliYjJkMWVhMWE3MzE5OGMzOTZlOTQyY2ZmMzZjYWRjMjM4NjBiNWVkYjE0NWI0EgsIkbCD2AYQ98DpaxgBIgRvbmUK',
      'base64',
    );
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => eventsOfTrace(bytes.subarray(0, length))).not.toThrow();
    for (let byte = 0; byte < 256; byte += 1) expect(() => eventsOfTrace(Buffer.alloc(50, byte))).not.toThrow();
  });
});

describe("the classic builder's words", () => {
  test('read as steps and their output', () => {
    const events = read(
      { stream: 'Step 1/2 : FROM bb\n' },
      { stream: ' ---> Using cache\n' },
      { stream: 'Step 2/2 : RUN make\n' },
      { stream: 'hello\n' },
      { stream: 'Successfully built 123\n' },
    );
    expect(events.filter((event) => event.type === 'step')).toEqual([
      { type: 'step', id: '1/2', name: '[1/2] FROM bb', started: 5, cached: false },
      { type: 'step', id: '1/2', name: '[1/2] FROM bb', started: 5, completed: 5, cached: true },
      { type: 'step', id: '2/2', name: '[2/2] RUN make', started: 5, cached: false },
      { type: 'step', id: '2/2', name: '[2/2] RUN make', started: 5, completed: 5, cached: false },
    ]);
  });

  test('read the same of Podman, whose steps are in capitals', () => {
    expect(read({ stream: 'STEP 1/2: FROM bb\n' })).toEqual([
      { type: 'step', id: '1/2', name: '[1/2] FROM bb', started: 5, cached: false },
    ]);
  });

  test('tell which step failed', () => {
    const progress = new BuildProgress();
    for (const event of read({ stream: 'Step 1/1 : RUN x\n' }, { errorDetail: { message: 'exit code 3' } }))
      progress.add(event);
    expect(progress.failed).toEqual({ step: 'RUN x', reason: 'exit code 3' });
  });
});

describe('credentials', () => {
  const config = JSON.stringify({
    auths: {
      'https://index.docker.io/v1/': { auth: Buffer.from('me:hub').toString('base64') },
      'mine.example:5000': { auth: Buffer.from('me:a:b').toString('base64') },
      'unused.example': { auth: Buffer.from('me:never').toString('base64') },
    },
    credHelpers: { 'cloud.example': 'cloud' },
  });

  test('are taken for the registries that are named, and for no other', async () => {
    expect(await credentialsFor(['docker.io', 'mine.example:5000', 'evil.example'], config, nobody)).toEqual({
      'https://index.docker.io/v1/': { username: 'me', password: 'hub' },
      'mine.example:5000': { username: 'me', password: 'a:b' },
    });
  });

  test("come from the registry's own helper, which is asked for that registry alone", async () => {
    const asked: string[] = [];
    const found = await credentialsFor(['cloud.example', 'docker.io'], config, async (helper, server) => {
      asked.push(`${helper} ${server}`);
      return JSON.stringify({ Username: '<token>', Secret: 't' });
    });
    expect(asked).toEqual(['cloud cloud.example']);
    expect(found['cloud.example']).toEqual({ username: '', password: '', identitytoken: 't' });
  });

  test.each(['', '{', '{"auths": 7}', '{"auths": {"docker.io": {"auth": "!!"}}}'])('are none in %j', async (text) => {
    expect(await credentialsFor(['docker.io'], text, nobody)).toEqual({});
  });

  test('are looked for where the Dockerfile takes images from', () => {
    const dockerfile = [
      'FROM --platform=linux/amd64 mine.example:5000/a/b:1 AS x',
      'from alpine',
      'FROM $BASE',
      'COPY --from=cloud.example/tool /t /t',
      'RUN echo FROM evil.example/x',
      '# FROM evil.example/y',
    ].join('\n');
    expect(registriesOf(dockerfile)).toEqual(['mine.example:5000', 'docker.io', 'cloud.example']);
  });
});
