import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  buildAnswer,
  findByName,
  inspectAnswer,
  lintAnswer,
  listAnswer,
  logsAnswer,
} from '../../client/src/assistant/answers.ts';
import {
  buildInput,
  inspectInput,
  lintInput,
  listInput,
  logsInput,
  placeInWorkspace,
} from '../../client/src/assistant/input.ts';
import { reportOf } from '../../client/src/build/report.ts';
import type { BuildViews } from '../../client/src/build/imageBuild.ts';
import type { Problems } from '../../client/src/build/problems.ts';
import { container, image, network, volume } from './fixtures.ts';

describe('what a model sends is read, or refused in a sentence', () => {
  test('what fits', () => {
    expect(listInput({ kind: 'container', filter: ' web ', running: true })).toEqual({
      kind: 'container',
      filter: 'web',
      isRunning: true,
    });
    expect(inspectInput({ kind: 'image', name: 'a:1' })).toEqual({ kind: 'image', name: 'a:1' });
    expect(logsInput({ container: 'web' })).toEqual({ container: 'web', lines: 200 });
    expect(logsInput({ container: 'web', lines: 5000, since: '10m' })).toEqual({
      container: 'web',
      lines: 1000,
      age: 600_000,
    });
    expect(buildInput({ buildArgs: { A: 'b' } })).toEqual({
      dockerfile: 'Dockerfile',
      tag: '',
      target: '',
      buildArgs: { A: 'b' },
    });
    expect(lintInput({ file: 'Dockerfile', text: 'FROM a\n' })).toEqual({ file: 'Dockerfile', text: 'FROM a\n' });
  });

  test.each([
    [() => listInput(undefined)],
    [() => listInput({ kind: 'secret' })],
    [() => listInput({ kind: 'image', filter: 5 })],
    [() => listInput({ kind: 'image', filter: 'x'.repeat(201) })],
    [() => inspectInput({ kind: 'image' })],
    [() => inspectInput({ kind: 'image', name: 'a\nb' })],
    [() => logsInput({ container: 'a', lines: 0 })],
    [() => logsInput({ container: 'a', lines: '5' })],
    [() => logsInput({ container: 'a', since: 'yesterday' })],
    [() => buildInput({ buildArgs: { 'A B': 'x' } })],
    [() => buildInput({ buildArgs: { A: 1 } })],
    [() => lintInput({ file: 'a', text: 5 })],
    [() => lintInput([])],
  ])('%o is refused', (read) => {
    expect(read).toThrow(/^"\w+" /);
  });

  const folders = [
    { name: 'shop', path: '/work/shop' },
    { name: 'api', path: '/work/api' },
  ];
  test.each([
    ['Dockerfile', 0, 'Dockerfile'],
    ['./web/Dockerfile', 0, 'web/Dockerfile'],
    ['api/Dockerfile', 1, 'Dockerfile'],
    ['/work/api/x/Dockerfile', 1, 'x/Dockerfile'],
    ['web\\Dockerfile', 0, 'web/Dockerfile'],
  ])('%s lies in the workspace', (path, folder, rest) => {
    expect(placeInWorkspace(path, folders)).toEqual({ folder, path: rest });
  });

  test.each(['../x', 'a/../../x', '/etc/passwd', '/work/shopping/x', 'C:/x', '.', '/work/shop/../../etc/passwd'])(
    '%s does not',
    (path) => {
      expect(() => placeInWorkspace(path, folders)).toThrow('in the workspace');
    },
  );

  test('without a folder there is no file', () => {
    expect(() => placeInWorkspace('Dockerfile', [])).toThrow('No folder');
  });
});

describe('what a model is told', () => {
  const all = { kind: 'container', filter: '', isRunning: false } as const;

  test('a list is filtered, short, and says how many there are', () => {
    const items = [
      container('web', {
        labels: { 'com.docker.compose.project': 'shop' },
        ports: [{ containerPort: 80, hostPort: 8080, protocol: 'tcp' }],
      }),
      container('old', { state: 'exited', exitCode: 137 }),
    ];
    const list = JSON.parse(listAnswer(items, all)) as { count: number; items: Record<string, unknown>[] };
    expect(list.count).toBe(2);
    expect(list.items[0]).toMatchObject({ name: 'web', composeProject: 'shop', ports: [':8080->80/tcp'] });
    expect(list.items[1]).toMatchObject({ state: 'exited', exitCode: 137 });
    expect(listAnswer(items, { ...all, isRunning: true })).not.toContain('"old"');
    expect(listAnswer(items, { ...all, filter: 'SHOP' })).not.toContain('"old"');
    const many = Array.from({ length: 450 }, (_, index) => container(`c${index}`));
    const long = listAnswer(many, all);
    expect(long).toContain('"count":450');
    expect(long.length).toBeLessThan(31_000);
  });

  test('each kind is listed', () => {
    expect(listAnswer([image('a:1')], { ...all, kind: 'image', isRunning: true })).toContain('a:1');
    expect(listAnswer([volume('data')], { ...all, kind: 'volume' })).toContain('data');
    expect(listAnswer([network('shop')], { ...all, kind: 'network' })).toContain('shop');
  });

  test('a thing is found by its name, its tag, or the beginning of its id', () => {
    const one = image('node:latest', { id: `sha256:${'ab'.repeat(32)}` });
    const two = image('redis:8', { id: `sha256:${'abcd'.repeat(16)}` });
    expect(findByName('image', [one, two], 'node')).toBe(one);
    expect(findByName('image', [one, two], 'redis:8')).toBe(two);
    expect(findByName('image', [one, two], 'abab')).toBe(one);
    expect(findByName('image', [one, two], 'ab')).toBeUndefined();
    expect(findByName('image', [one, two], 'red')).toBeUndefined();
    const web = container('web');
    expect(findByName('container', [web], '/web')).toBe(web);
    expect(findByName('container', [web], '')).toBeUndefined();
  });

  test('secrets are masked, and what is long is cut', () => {
    const text = inspectAnswer({ Config: { Env: ['DB_PASSWORD=hunter2', 'A=b'] } });
    expect(text).not.toContain('hunter2');
    expect(text).toContain('A=b');
    expect(inspectAnswer({ a: 'x'.repeat(100_000) })).toMatch(/characters were cut\)$/);
    const log = logsAnswer('one\ntwo\nurl https://me:hunter2@host/ TOKEN=hunter2\n', 2);
    expect(log).toMatch(/^two\nurl /);
    expect(log).not.toContain('hunter2');
  });

  test('of a log the end counts', () => {
    expect(logsAnswer('', 5)).toBe('The log is empty.');
    const lines = Array.from({ length: 1000 }, (_, index) => `${index} ${'x'.repeat(500)}`).join('\n');
    const log = logsAnswer(lines, 1000);
    expect(log.length).toBeLessThan(31_000);
    expect(log).toContain('\n999 x');
    expect(logsAnswer('x'.repeat(5000), 1)).toMatch(/… \(cut\)$/);
  });

  test('what is wrong with a file stands in lines', () => {
    const problem = { start: { line: 1, character: 4 }, severity: 'error', code: 'X1', message: 'No\nsuch' } as const;
    expect(lintAnswer('a/Dockerfile', { problems: [problem] })).toBe('a/Dockerfile:2:5 error X1: No such');
    expect(lintAnswer('a', { problems: [] })).toBe('a: nothing to remark.');
  });

  test('a failed build names the line, the error and the last output', () => {
    const output = Array.from({ length: 100 }, (_, index) => `line ${index}`).join('\n');
    const failure = { line: 7, instruction: 'RUN make', error: 'exit code: 2', output };
    const report = { isBuilt: false, tag: 'a:1', reason: 'failed', failures: [failure], warnings: [] };
    const told = JSON.parse(buildAnswer(report)) as { built: boolean; failures: { line: number; output: string }[] };
    expect(told).toMatchObject({
      built: false,
      tag: 'a:1',
      reason: 'failed',
      failures: [{ line: 7, error: 'exit code: 2' }],
    });
    expect(told.failures[0]?.output.split('\n')).toHaveLength(30);
    expect(buildAnswer({ ...report, isBuilt: true, failures: [] })).not.toContain('reason');
  });
});

describe('the report of a build', () => {
  const run = { keyword: 'RUN', text: 'make', start: { line: 6, character: 0 }, end: { line: 6, character: 8 } };
  const shown: Problems[] = [];
  const views = {
    problems: { clear: () => undefined, show: async (_: unknown, problems: Problems) => void shown.push(problems) },
  } as unknown as BuildViews;
  const dockerfile = {} as Parameters<BuildViews['problems']['show']>[0];

  test('has what its views are told', async () => {
    const problems: Problems = {
      plan: { globals: 0, stages: [], arguments: [] },
      text: '',
      steps: new Map([[run, { state: 'failed', error: 'exit code: 2', output: 'no rule' }]]),
      warnings: [{ type: 'warning', text: 'JSONArgsRecommended: x', url: '', line: 3 }],
    };
    const report = await reportOf('a:1', views, async ({ problems: seen }) => {
      await seen.show(dockerfile, problems);
      throw new Error('It failed');
    });
    expect(report).toEqual({
      isBuilt: false,
      tag: 'a:1',
      reason: 'It failed',
      failures: [{ line: 7, instruction: 'RUN make', error: 'exit code: 2', output: 'no rule' }],
      warnings: [{ line: 3, text: 'JSONArgsRecommended: x' }],
    });
    expect(shown).toEqual([problems]);
  });

  test('names the line where no step has begun', async () => {
    const report = await reportOf('a', views, async ({ problems: seen }) => {
      await seen.show(dockerfile, {
        plan: { globals: 0, stages: [], arguments: [] },
        text: 'FROM a\nRUN --x a\n',
        steps: new Map(),
        warnings: [],
        elsewhere: { line: 2, reason: 'unknown flag' },
      });
      throw new Error('x');
    });
    expect(report.failures).toEqual([{ line: 2, instruction: '', error: 'unknown flag', output: '' }]);
  });

  test('is none where the build could not begin, or was ended', async () => {
    await expect(reportOf('a', views, () => Promise.reject(new Error('no engine')))).rejects.toThrow('no engine');
  });
});

test('the manifest declares each tool that is registered, and asks for what its code reads', () => {
  const { contributes } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    contributes: { languageModelTools: { name: string; inputSchema: { properties: object; required?: string[] } }[] };
  };
  const code = readFileSync(new URL('../../client/src/assistant/tools.ts', import.meta.url), 'utf8');
  const registered = [...code.matchAll(/registerTool\(\s*'(\w+)'/g)].map(([, name = '']) => name);
  expect(new Set(contributes.languageModelTools.map(({ name }) => name))).toEqual(new Set(registered));
  const reader = readFileSync(new URL('../../client/src/assistant/input.ts', import.meta.url), 'utf8');
  for (const { inputSchema } of contributes.languageModelTools) {
    for (const name of [...Object.keys(inputSchema.properties), ...(inputSchema.required ?? [])]) {
      expect(reader).toMatch(new RegExp(`'${name}'|\\b${name}\\b`));
    }
  }
});
