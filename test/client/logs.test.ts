import { describe, expect, test } from 'vitest';
import type { ContainerInfo, Engine, OutputChunk } from '../../client/src/engine/engine.ts';
import { EngineError } from '../../client/src/engine/errors.ts';
import { followLogs } from '../../client/src/logs/followLogs.ts';
import { filesMeant, linksIn } from '../../client/src/logs/links.ts';
import { LogBuffer } from '../../client/src/logs/logBuffer.ts';
import { type LogLine, logLines, readable } from '../../client/src/logs/logLine.ts';
import { chartsOf } from '../../client/src/stats/rates.ts';
import { collect, container, english, streamOf } from './fixtures.ts';

const out = (text: string | Buffer, stream: OutputChunk['stream'] = 'stdout'): OutputChunk => ({
  stream,
  data: Buffer.from(text),
});
const line = (text: string, time = 0): LogLine => ({ time, stream: 'stdout', text, isCut: false });

async function* endless(): AsyncGenerator<OutputChunk> {
  const chunk = Buffer.alloc(1 << 20, 'x');
  for (let round = 0; round < 1024; round += 1) yield await Promise.resolve({ stream: 'stdout', data: chunk });
  yield out('\nnext\n');
}

describe('places in source files', () => {
  test.each([
    ['    at main («/app/src/server.js:10:5»)', '/app/src/server.js', 10, 5],
    ['  «File "/app/shop/app.py", line 42», in <module>', '/app/shop/app.py', 42, 1],
    ['\t«/src/main.go:12» +0x1d', '/src/main.go', 12, 1],
    ['  at shop.Main.run(«Main.java:7»)', 'Main.java', 7, 1],
    ['«app/models/user.rb:3»:in `save`', 'app/models/user.rb', 3, 1],
    ['   at Shop.Program.Main() in «/src/Program.cs:line 9»', '/src/Program.cs', 9, 1],
    ['«src/app.ts(3,5)»: error TS1005', 'src/app.ts', 3, 5],
    ['thread panicked at «src/main.rs:4:10»:', 'src/main.rs', 4, 10],
    ['file:«///app/x.mjs:1»', '///app/x.mjs', 1, 1],
  ])('%s', (source, path, line, column) => {
    const text = source.replaceAll(/[«»]/g, '');
    const [found, second] = linksIn(text);
    expect(second).toBeUndefined();
    expect(found).toMatchObject({ path, line, column });
    expect(`${text.slice(0, found?.start)}«${text.slice(found?.start, found?.end)}»${text.slice(found?.end)}`).toBe(
      source,
    );
  });

  test('several of one line, in their order', () => {
    expect(linksIn('a.js:1 b.py:2:3 File "c.py", line 4').map(({ path }) => path)).toEqual(['a.js', 'b.py', 'c.py']);
  });

  test.each([
    'GET http://localhost:3000/static/app.js:1 200',
    '    at Module._compile (node:internal/modules/cjs/loader:1554:14)',
    '    at /app/node_modules/express/lib/router.js:1:2',
    'File "/usr/local/lib/python3.13/site-packages/flask/app.py", line 1',
    '12:30:00 10.0.0.1:8080 v1.2.3 image:tag',
    'app.js:0 a.js: 5',
  ])('none in %s', (text) => {
    expect(linksIn(text)).toEqual([]);
  });

  test('a line of any kind is looked at in a moment', () => {
    for (const text of ['a'.repeat(16_000), 'a.'.repeat(8000), 'a/'.repeat(8000), '"'.repeat(16_000)]) {
      for (let round = 0; round < 200; round += 1) expect(linksIn(text)).toEqual([]);
    }
  });

  test('the path of a container means the file that shares the longest end with it', () => {
    const files = ['/work/shop/src/server.js', '/work/shop/test/server.js', '/work/shop/server.js'];
    expect(filesMeant('/app/src/server.js', files)).toEqual(['/work/shop/src/server.js']);
    expect(filesMeant('server.js', files)).toEqual(files);
    expect(filesMeant('C:\\app\\test\\server.js', files)).toEqual(['/work/shop/test/server.js']);
    expect(filesMeant('/app/other.js', files)).toEqual([]);
  });
});

describe('lines of a log', () => {
  test('come whole, however they are cut, each stream by itself', async () => {
    const bytes = Buffer.from('2026-01-01T00:00:00.5Z grüße\r\n');
    const cut = bytes.indexOf(0xc3) + 1;
    const chunks = [
      out(bytes.subarray(0, cut)),
      out('2026-01-01T00:00:01Z oops\n', 'stderr'),
      out(bytes.subarray(cut)),
      out('no time\nlast'),
    ];
    expect(await collect(logLines(streamOf(...chunks)))).toEqual([
      { stream: 'stderr', time: Date.parse('2026-01-01T00:00:01Z'), text: 'oops', isCut: false },
      { stream: 'stdout', time: Date.parse('2026-01-01T00:00:00.5Z'), text: 'grüße', isCut: false },
      { stream: 'stdout', time: 0, text: 'no time', isCut: false },
      { stream: 'stdout', time: 0, text: 'last', isCut: false },
    ]);
  });

  test('of any length cost no more than their start', async () => {
    const before = process.memoryUsage().rss;
    const [first, second] = await collect(logLines(endless()));
    expect(first).toMatchObject({ isCut: true });
    expect(first?.text.length).toBe(16_384);
    expect(second?.text).toBe('next');
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
  }, 30_000);
});

describe('a line is made readable', () => {
  test.each([
    ['\u001B[31mred\u001B[0m \u001B]8;;http://x\u0007link\u001B]8;;\u0007 \u0000end', 'red link end', undefined],
    ['10 %\r 50 %\r\u001B[K100 %\r', '100 %', undefined],
    ['ERROR something', 'ERROR something', 'error'],
    ['2026/01/01 12:00:00 [error] 7#7: *1 open() failed', '2026/01/01 12:00:00 [error] 7#7: *1 open() failed', 'error'],
    ['ts=1 level=warn msg="slow"', 'ts=1 level=warn msg="slow"', 'warning'],
    ['LOG:  database system is ready', 'LOG:  database system is ready', undefined],
    ['no errors found', 'no errors found', undefined],
    ['TypeError: x is not a function', 'TypeError: x is not a function', 'error'],
    ['Traceback (most recent call last):', 'Traceback (most recent call last):', 'error'],
    ['{"level":"info","msg":"started","port":80,"time":"x"}', 'started  port=80', 'info'],
    ['{"level":50,"message":"failed","err":{"code":1}}', 'failed  err={"code":1}', 'error'],
    ['{"severity":"WARNING","a":1}', '{"severity":"WARNING","a":1}', 'warning'],
    ['{broken', '{broken', undefined],
    ['DEBUG: x', 'DEBUG: x', 'debug'],
  ])('%j', (raw, text, level) => expect(readable(raw)).toEqual({ text, level }));
});

describe('what is kept of a log', () => {
  test('is merged by time, over several containers', () => {
    const buffer = new LogBuffer();
    buffer.push(0, line('a', 1));
    buffer.push(0, line('c', 3));
    buffer.push(1, line('b', 2));
    buffer.push(1, line('d', 3));
    expect(buffer.take().lines.map(({ from, text }) => `${from}${text}`)).toEqual(['0a', '1b', '0c', '1d']);
    expect(buffer.take().lines).toEqual([]);
  });

  test('is bounded in lines and in bytes, and tells what was lost', () => {
    const buffer = new LogBuffer();
    for (let index = 0; index < 100_000; index += 1) buffer.push(0, line(String(index), index));
    const { lines, lost } = buffer.take();
    expect(lines).toHaveLength(10_000);
    expect(lost).toBe(90_000);
    expect(lines.at(-1)?.text).toBe('99999');
    for (let index = 0; index < 1000; index += 1) buffer.push(0, line('x'.repeat(16_000), index));
    buffer.take();
    expect(buffer.lines.reduce((sum, { text }) => sum + text.length, 0)).toBeLessThanOrEqual(4_000_000);
    buffer.clear();
    expect(buffer.take()).toEqual({ lines: [], lost: 0 });
  });

  test('100 MB in a minute are taken in far less than that', () => {
    const buffer = new LogBuffer();
    const text = 'x'.repeat(100);
    const started = performance.now();
    for (let index = 0; index < 1_000_000; index += 1) {
      buffer.push(0, line(text, index));
      if (index % 10_000 === 0) buffer.take();
    }
    expect(performance.now() - started).toBeLessThan(15_000);
  }, 30_000);
});

describe('following', () => {
  test('goes on after a restart and a failure, without lines twice, and ends with the container', async () => {
    const asked: object[] = [];
    const answers: (() => AsyncIterable<OutputChunk>)[] = [
      () => streamOf(out('2026-01-01T00:00:01.000Z one\n')),
      () => {
        throw new EngineError('connection', 'broken');
      },
      () => streamOf(out('2026-01-01T00:00:02.000Z two\n')),
    ];
    const states: (ContainerInfo | undefined)[] = [container('x', { state: 'exited', exitCode: 1 }), undefined];
    const engine = {
      logs: (_id: string, options: object) => {
        asked.push(options);
        return answers.shift()?.() ?? streamOf<OutputChunk>();
      },
      get: async () => states.shift(),
    } as unknown as Engine;
    const told: string[] = [];
    await followLogs('x', {
      tail: 5,
      signal: new AbortController().signal,
      engine: async () => engine,
      line: ({ text }) => told.push(text),
      ended: (state, code) => told.push(`ended ${state} ${code}`),
      failed: (error) => told.push(String(error)),
    });
    expect(told).toEqual(['one', 'ended exited 1', 'EngineError: broken', 'two', 'ended undefined undefined']);
    expect(asked[0]).toMatchObject({ tail: 5, follow: true, timestamps: true });
    expect(asked[2]).toMatchObject({ since: Date.parse('2026-01-01T00:00:01.001Z') });
  }, 15_000);

  test('stops at once when nobody looks any more', async () => {
    const abort = new AbortController();
    const engine = { logs: () => streamOf<OutputChunk>(), get: async () => container('x') } as unknown as Engine;
    const following = followLogs('x', {
      tail: 5,
      signal: abort.signal,
      engine: async () => engine,
      line: () => undefined,
      ended: () => undefined,
      failed: () => undefined,
    });
    setTimeout(() => abort.abort(), 20);
    const started = Date.now();
    await following;
    expect(Date.now() - started).toBeLessThan(1000);
  });
});

const words = (charts: ReturnType<typeof chartsOf>): string[] =>
  charts.flatMap((points) => points.map(({ text }) => text));

test('rates are the difference of two samples, and nothing where there is only one', () => {
  const sample = {
    time: 1000,
    cpu: 12.34,
    memory: 5e6,
    memoryLimit: 1e7,
    received: 0,
    sent: 0,
    read: 0,
    written: 0,
    processes: 1,
  };
  expect(words(chartsOf(sample, undefined, english))).toEqual([
    '12.3 %',
    '5 MB of 10 MB',
    '0 B/s',
    '0 B/s',
    '0 B/s',
    '0 B/s',
  ]);
  const later = { ...sample, time: 3000, received: 4000, sent: 2000, written: 10 };
  expect(words(chartsOf(later, sample, english)).slice(2)).toEqual(['2 kB/s', '1 kB/s', '0 B/s', '5 B/s']);
  expect(words(chartsOf(sample, later, english)).slice(2)).toEqual(['0 B/s', '0 B/s', '0 B/s', '0 B/s']);
});
