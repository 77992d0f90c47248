import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { addressArgv } from '../../client/src/build/address.ts';
import { apiBuild, eventsOfMessages } from '../../client/src/build/apiBuild.ts';
import type { BuildEvent } from '../../client/src/build/buildEvent.ts';
import { cliBuild } from '../../client/src/build/cli.ts';
import { findDocker, hasRawJson } from '../../client/src/engine/dockerCli.ts';
import { layerSizes } from '../../client/src/build/layerSizes.ts';
import { buildArgv } from '../../client/src/build/options.ts';
import { BuildOutcome } from '../../client/src/build/outcome.ts';
import { BuildProgress } from '../../client/src/build/progress.ts';
import { buildRenderer } from '../../client/src/build/render.ts';
import { textBefore } from '../../client/src/build/textBefore.ts';
import type { BuildPlan } from '../../protocol/messages.ts';
import { buildPlanOf } from '../helpers/buildPlan.ts';
import { labels, until, useRealEngine } from './realEngine.ts';

const real = useRealEngine(['busybox:latest']);
const folder = await mkdtemp(join(tmpdir(), 'slipway-context-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  readonly exitCode: number;
  readonly outcome: BuildOutcome;
  readonly progress: BuildProgress;
  readonly log: string;
}

type Build = AsyncGenerator<BuildEvent, number>;

const noPlan: BuildPlan = { globals: 0, stages: [], arguments: [] };

async function outcomeOf(build: Build, plan = noPlan): Promise<Outcome> {
  const progress = new BuildProgress();
  const outcome = new BuildOutcome(plan);
  const render = buildRenderer();
  let log = '';
  for (;;) {
    const next = await build.next();
    if (next.done === true) return { exitCode: next.value, progress, outcome, log };
    progress.add(next.value);
    outcome.add(next.value);
    log += render(next.value);
  }
}

interface Way {
  readonly name: string;
  readonly start: (dockerfile: string, tag: string, signal: AbortSignal) => Promise<Build>;
}

const ways: readonly Way[] = [
  {
    name: 'the CLI',
    start: async (dockerfile, tag, signal) => {
      const { env } = real().testbed;
      const docker = (await findDocker(env, 'linux')) ?? 'no docker';
      const argv = buildArgv({ dockerfile, context: folder, tag, labels });
      return cliBuild({ docker, argv, cwd: folder, env, signal });
    },
  },
  {
    name: "BuildKit's API",
    start: async (dockerfile, tag, signal) =>
      apiBuild(real().engine, { dockerfile, context: folder, tag, labels, credentials: {}, signal }),
  },
  {
    name: 'the classic API',
    start: async (dockerfile, tag, signal) =>
      apiBuild(
        { ...real().engine, builder: 'classic' },
        { dockerfile, context: folder, tag, labels, credentials: {}, signal },
      ),
  },
];

async function dockerfileOf(name: string, lines: readonly string[]): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, `${lines.join('\n')}\n`);
  return file;
}

beforeAll(async () => {
  await writeFile(join(folder, 'hello.txt'), 'hello\n');
  await writeFile(join(folder, 'secret.txt'), 'secret\n');
  await writeFile(join(folder, '.dockerignore'), 'secret.*\n');
});

describe.each(ways)('a build by $name', ({ name, start }) => {
  const tag = `slipway-build-${name.toLowerCase().replace(/\W+/g, '-')}:1`;
  const never = new AbortController().signal;

  test('makes the image, of the context without what is ignored', async () => {
    const lines = [
      'FROM busybox:latest',
      'COPY . /app/',
      'RUN echo seen: $(ls -d /app/*.txt /app/.d* | tr "\\n" " ")',
      `ENV WAY="${name}"`,
    ];
    const file = await dockerfileOf('Dockerfile', lines);
    const { exitCode, progress, log } = await outcomeOf(await start(file, tag, never));
    expect(log).toContain('seen: /app/.dockerignore /app/hello.txt');
    expect(log).not.toContain('secret');
    expect(exitCode).toBe(0);
    const { done, total } = progress.now;
    expect([done, total]).toEqual([total, expect.any(Number)]);
    expect(total).toBeGreaterThanOrEqual(3);
    const image = (await real().engine.list('image')).find((item) => item.tags.includes(tag));
    expect(image?.labels).toMatchObject(labels);
  });

  test('tells what became of each instruction, and what it costs', async () => {
    const lines = [
      'ARG BASE=busybox:latest',
      'FROM $BASE',
      'WORKDIR /app',
      'ENV WAY=1',
      'COPY . \\',
      '  /app/',
      `RUN dd if=/dev/zero of=/big \\`,
      `  bs=1000 count=2000 2>/dev/null && echo "${name}"`,
      'CMD ["true"]',
    ];
    const file = await dockerfileOf('Sizes.Dockerfile', lines);
    const plan = buildPlanOf(`${lines.join('\n')}\n`);
    const { exitCode, outcome } = await outcomeOf(await start(file, tag, never), plan);
    expect(exitCode).toBe(0);
    const states = new Map([...outcome.steps].map(([{ keyword }, { state }]) => [keyword, state]));
    for (const keyword of ['WORKDIR', 'COPY', 'RUN']) expect(states.get(keyword), keyword).toMatch(/^(?:done|cached)$/);
    const { sizes, base, total } = layerSizes(plan, 0, await real().engine.history(tag));
    const sizeOf = (keyword: string): number | undefined =>
      [...sizes].find(([instruction]) => instruction.keyword === keyword)?.[1];
    expect(sizeOf('RUN')).toBeGreaterThanOrEqual(2_000_000);
    expect(sizeOf('COPY')).toBeGreaterThan(0);
    expect(sizeOf('ENV')).toBe(0);
    expect(base).toBeGreaterThan(0);
    expect(total).toBe([...sizes.values()].reduce((sum, size) => sum + size, base ?? 0));
  });

  test('that fails says at which instruction, and what it said', async () => {
    const lines = ['FROM busybox:latest', 'RUN echo before', 'RUN echo the reason >&2; exit 7', 'RUN echo after'];
    const file = await dockerfileOf('Failing.Dockerfile', lines);
    const { exitCode, progress, log } = await outcomeOf(await start(file, tag, never));
    expect(exitCode).not.toBe(0);
    expect(progress.failed.step).toBe('RUN echo the reason >&2; exit 7');
    expect(progress.failed.reason).toMatch(/\b7\b/);
    expect(log).toContain('the reason');
    expect(log).not.toContain('RUN echo after\r\nafter');
  });

  test('of a Dockerfile that cannot be read says why', async () => {
    const file = await dockerfileOf('Broken.Dockerfile', ['FROM busybox:latest', 'NONSENSE x']);
    const { exitCode, progress } = await outcomeOf(await start(file, tag, never)).catch((error: unknown) => {
      const broken = new BuildProgress();
      broken.add({ type: 'words', text: `ERROR: ${String(error)}`, error: true });
      return { exitCode: 1, progress: broken, outcome: new BuildOutcome(noPlan), log: '' };
    });
    expect(exitCode).not.toBe(0);
    expect(progress.failed.reason).toMatch(/unknown instruction: NONSENSE/i);
  });

  test('that is cancelled really stops', async () => {
    const lines = ['FROM busybox:latest', `RUN echo ${name}; echo waiting; sleep 4; echo ended`, 'RUN touch /made'];
    const file = await dockerfileOf('Slow.Dockerfile', lines);
    const abort = new AbortController();
    const build = await start(file, `${tag}-cancelled`, abort.signal);
    let log = '';
    const render = buildRenderer();
    const started = Date.now();
    for await (const event of build) {
      log += render(event);
      if (log.includes('\r\nwaiting')) abort.abort();
    }
    expect(log).toContain('waiting');
    expect(Date.now() - started).toBeLessThan(3500);
    expect(log).not.toContain('\r\nended');
    // Long enough for the step to end if it still ran: then the image would appear.
    await new Promise((done) => setTimeout(done, 5000 - (Date.now() - started)));
    const tags = (await real().engine.list('image')).flatMap((image) => image.tags);
    expect(tags).not.toContain(`${tag}-cancelled`);
  }, 30_000);
});

test('BuildKit by the API knows heredocs and mounts, as the CLI does', async () => {
  const lines = ['FROM busybox:latest', 'RUN --mount=type=cache,target=/c <<EOF', 'echo from a heredoc', 'EOF'];
  const file = await dockerfileOf('Heredoc.Dockerfile', lines);
  const signal = new AbortController().signal;
  const options = { dockerfile: file, context: folder, tag: 'slipway-heredoc:1', labels, credentials: {}, signal };
  const { exitCode, log } = await outcomeOf(apiBuild(real().engine, options));
  expect(exitCode).toBe(0);
  expect(log).toContain('from a heredoc');
});

test('a CLI without buildx is not taken for one that has it', async () => {
  const { env } = real().testbed;
  const docker = (await findDocker(env, 'linux')) ?? '';
  expect(await hasRawJson(docker, env)).toBe(true);
  expect(await hasRawJson(docker, { ...env, DOCKER_CONFIG: folder })).toBe(false);
  expect(await hasRawJson('/does/not/exist', env)).toBe(false);
});

test('a text is built in place of what the Dockerfile says, in the same context', async () => {
  const file = await dockerfileOf('Cut.Dockerfile', ['FROM busybox:latest', 'COPY note.txt /note', 'RUN false']);
  await writeFile(join(folder, 'note.txt'), 'here');
  await writeFile(`${file}.dockerignore`, '*\n!note.txt\n');
  const text = textBefore(await readFile(file, 'utf8'), { line: 2, character: 0 });
  const signal = new AbortController().signal;
  for (const builder of ['buildkit', 'classic'] as const) {
    const tag = `slipway-cut-${builder}:1`;
    const options = { dockerfile: file, context: folder, tag, labels, credentials: {}, signal };
    expect((await outcomeOf(apiBuild({ ...real().engine, builder }, { ...options }))).exitCode).not.toBe(0);
    expect((await outcomeOf(apiBuild({ ...real().engine, builder }, { ...options, text }))).exitCode).toBe(0);
    const id = await real().run({ image: tag, command: ['sleep', '60'] });
    expect((await real().engine.execToEnd(id, ['cat', '/note'])).output).toBe('here');
  }
});

test('an ignore file that the builder refuses is refused in each way, with its place', async () => {
  const file = await dockerfileOf('Refused.Dockerfile', ['FROM busybox:latest', 'COPY . /x']);
  await writeFile(`${file}.dockerignore`, 'good\n[\n');
  for (const { start } of ways) {
    const { exitCode, progress } = await outcomeOf(
      await start(file, 'slipway-refused:1', new AbortController().signal),
    );
    expect(exitCode).not.toBe(0);
    expect(progress.failed.reason).toMatch(
      /syntax error in pattern|Refused\.Dockerfile\.dockerignore:2: illegal pattern/,
    );
  }
});

test('the new image appears in the list at once', async () => {
  const file = await dockerfileOf('Dockerfile', ['FROM busybox:latest', 'CMD ["true"]']);
  const signal = new AbortController().signal;
  const options = { dockerfile: file, context: folder, tag: 'slipway-appears:1', labels, credentials: {}, signal };
  const changes = real().engine.changes(signal)[Symbol.asyncIterator]();
  const change = changes.next();
  await outcomeOf(apiBuild(real().engine, options));
  const first = await change;
  if (first.done === true) throw new Error('The events ended.');
  const { kind, id } = first.value;
  const image = await until(() => real().engine.get(kind, id));
  expect(image).toMatchObject({ tags: ['slipway-appears:1'] });
  await changes.return?.();
});

test.each(['cli', 'buildkit', 'classic'] as const)('builds from a URL (%s)', async (way) => {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/plain');
    response.end('FROM busybox:latest\nRUN echo from-afar > /from\n');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/Dockerfile`;
  const tag = `slipway-remote-${way}-${process.pid}:1`;
  const { engine, testbed } = real();
  const { signal } = new AbortController();
  const start = async (): Promise<Build> => {
    if (way !== 'cli')
      return eventsOfMessages(
        engine.build({ context: address, dockerfile: 'Dockerfile', tag, builder: way, signal, labels }),
        signal,
      );
    const docker = (await findDocker(testbed.env, 'linux')) ?? 'no docker';
    return cliBuild({ docker, argv: addressArgv(address, tag), cwd: folder, env: testbed.env, signal });
  };
  try {
    const { exitCode, log } = await outcomeOf(await start());
    expect(log).toContain('from-afar');
    expect(exitCode).toBe(0);
    expect((await engine.history(tag)).map(({ createdBy }) => createdBy).join(' ')).toContain('from-afar');
  } finally {
    server.close();
    await engine.remove('image', tag, { force: true }).catch(() => undefined);
  }
});
