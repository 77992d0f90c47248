// The command line as people and pipelines use it: what is checked, how it is said, the exit codes.
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { useCliFolders } from '../../helpers/cli.ts';
import { describe, expect, test } from 'vitest';

const folderWith = useCliFolders();
const build = ['lint', '--profile', 'build'];
const bad = 'FROM alpine:3 AS Build\nCMD ["a"]\n';
const good = 'FROM alpine:3 AS build\nCMD ["a"]\n';

describe('what is checked', () => {
  test('folders are searched, in order, without node_modules, .git and loops', async () => {
    const folder = folderWith({
      'b/Dockerfile': bad,
      'a.Dockerfile': bad,
      'c/compose.yaml': 'version: "3"\nservices:\n  a:\n    image: b:1\n',
      'node_modules/x/Dockerfile': bad,
      '.git/Dockerfile': bad,
      'notes.txt': bad,
      // Named after a Dockerfile, and none.
      'dockerfile_test.go': bad,
      'Dockerfile.md': bad,
      'Dockerfile.j2': bad,
      'Dockerfile.go': bad,
    });
    mkdirSync(join(folder.path, 'loop'));
    symlinkSync(folder.path, join(folder.path, 'loop', 'again'));
    symlinkSync('nowhere', join(folder.path, 'Dockerfile.gone'));
    const { code, stdout, stderr } = await folder.run([...build, '--format', 'github']);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect([...stdout.matchAll(/file=([^,]+)/g)].map(([, file]) => file)).toEqual([
      'Dockerfile.go',
      'a.Dockerfile',
      'b/Dockerfile',
      'c/compose.yaml',
    ]);
  });

  test('globs, each file once', async () => {
    const folder = folderWith({ 'a/Dockerfile': bad, 'b/c/Dockerfile': bad, 'b/Dockerfile.dev': bad, 'b/x.txt': bad });
    const { stdout } = await folder.run([
      ...build,
      '--format',
      'github',
      '{a,b}/**/Dockerfile',
      'b/Docker*',
      'a',
      './a/Dockerfile',
    ]);
    expect([...stdout.matchAll(/file=([^,]+)/g)].map(([, file]) => file)).toEqual([
      'a/Dockerfile',
      'b/c/Dockerfile',
      'b/Dockerfile.dev',
    ]);
    expect(await folder.run(['lint', 'b/*.txt'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('b/*.txt: '),
    });
  });

  test('what lies around a file counts, as in the editor', async () => {
    const folder = folderWith({ Dockerfile: 'FROM scratch\nCOPY src /x/\n', '.dockerignore': 'src\n', 'src/a': '' });
    const { stdout } = await folder.run([...build, '--format', 'json', 'Dockerfile']);
    expect(JSON.parse(stdout)).toMatchObject([{ code: 'CopyIgnoredFile', line: 2, column: 6, endColumn: 9 }]);
  });

  test('where there is nothing to check, that is said; a path that leads nowhere is wrong', async () => {
    const folder = folderWith({ 'a/notes.txt': '' });
    const { code, stdout, stderr } = await folder.run(['lint', 'a']);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('There is nothing to check');
    symlinkSync('Dockerfile', join(folder.path, 'Dockerfile'));
    expect(await folder.run(['lint', 'Dockerfile'])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^Dockerfile: This file cannot be read: ELOOP/),
    });
    expect(await folder.run(['lint', 'gone/**/*.yaml'])).toMatchObject({
      code: 2,
      stderr: 'gone/**/*.yaml: No Dockerfile, Compose file or .dockerignore matches this.\n',
    });
    expect(await folder.run(['lint', 'a/notes.txt'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('by its name'),
    });
  });

  test('the standard input, with and without a name', async () => {
    const folder = folderWith();
    for (const args of [['-'], ['--stdin'], ['--stdin', '--stdin-filename', 'x/Dockerfile.dev']]) {
      const { code, stdout } = await folder.run([...build, ...args], { input: bad });
      expect(code).toBe(1);
      expect(stdout).toContain(`${args[2] ?? 'Dockerfile'}:1:18 warning StageNameCasing: `);
    }
    const yaml = await folder.run([...build, '-', '--stdin-filename', 'compose.yaml'], { input: 'version: "3"\n' });
    expect(yaml.stdout).toContain('compose.yaml:1:1 warning no-version-field: ');
    expect(await folder.run(['lint', '-', '--stdin-filename', 'x.txt'], { input: bad })).toMatchObject({ code: 2 });
  });

  test('CRLF and a byte order mark change nothing; what is no text is said to be none', async () => {
    const folder = folderWith({
      Dockerfile: `\ufeff${bad.replaceAll('\n', '\r\n')}`,
      'Dockerfile.utf16': Buffer.from(bad, 'utf16le'),
      'Dockerfile.big': `# ${'x'.repeat(1_000_001)}\n`,
      'Dockerfile.latin1': Buffer.from('FROM alpine:3 AS Build\n# \xe4\n', 'latin1'),
    });
    const { stdout } = await folder.run([...build, '--format', 'json', 'Dockerfile']);
    expect(JSON.parse(stdout)).toMatchObject([{ line: 1, column: 18, span: { start: 17, end: 22 } }]);
    for (const [file, reason] of [
      ['Dockerfile.utf16', 'This is no text, or not in UTF-8.'],
      ['Dockerfile.big', 'larger than 1000000 characters'],
      ['Dockerfile.none', 'There is no such file or folder.'],
      ['x.txt', 'There is no such file or folder.'],
    ] as const) {
      const { code, stderr } = await folder.run(['lint', file]);
      expect(code).toBe(2);
      expect(stderr).toContain(`${file}: `);
      expect(stderr).toContain(reason);
    }
    const fixed = await folder.run([...build, '--fix', 'Dockerfile', 'Dockerfile.latin1']);
    expect(fixed).toMatchObject({
      code: 2,
      stderr: 'Dockerfile.latin1: This file is not in UTF-8, so it is not written.\n',
    });
    expect(readFileSync(join(folder.path, 'Dockerfile'), 'utf8')).toBe(`\ufeff${good.replaceAll('\n', '\r\n')}`);
  });
});

const codesOf = (stdout: string): readonly unknown[] =>
  (JSON.parse(stdout) as { code: string; severity: string }[]).map(({ code, severity }) => `${severity} ${code}`);

describe('what is asked', () => {
  const sudo = 'FROM alpine:3 AS Build\nRUN sudo a\n';
  test.each([
    [['--profile', 'build'], ['warning StageNameCasing']],
    [['--rule', 'DL3004=off', '--rule', 'StageNameCasing=info'], ['information StageNameCasing']],
    [['--profile', 'build', '--rule', 'SC2086=off'], ['warning StageNameCasing']],
    [
      ['--profile', 'build', '--rule', 'DL3004=error'],
      ['warning StageNameCasing', 'error DL3004'],
    ],
  ])('%j', async (args, expected) => {
    const folder = folderWith({ Dockerfile: sudo });
    expect(codesOf((await folder.run(['lint', '--format', 'json', ...args])).stdout)).toEqual(expected);
  });

  test('the nearest configuration above each file, another one, or none', async () => {
    const folder = folderWith({
      '.hadolint.yaml': 'ignored: [StageNameCasing]\n',
      '.dclintrc': '{"rules": {"no-version-field": 0}}',
      'a/Dockerfile': sudo,
      'a/compose.yaml': 'version: "3"\nservices:\n  a:\n    image: b:1\n',
      'b/.hadolint.yml': 'override:\n  error: [DL3004]\nfailure-threshold: error\n',
      'b/Dockerfile': sudo,
      'other.yaml': 'ignored: [DL3004, StageNameCasing]\n',
    });
    const found = async (...args: readonly string[]): Promise<readonly unknown[]> =>
      codesOf((await folder.run(['lint', '--format', 'json', ...args])).stdout);
    expect(await found('a')).toEqual(['warning DL3004']);
    expect(await found('b')).toEqual(['warning StageNameCasing', 'error DL3004']);
    expect(await found('b', '--rule', 'DL3004=hint')).toEqual(['warning StageNameCasing', 'hint DL3004']);
    expect(await found('a', '--config', 'other.yaml')).toEqual(['warning no-version-field']);
    expect(await found('--no-config', 'a')).toHaveLength(3);
  });

  test('a configuration that makes no sense is said, with its place', async () => {
    const folder = folderWith({ Dockerfile: good, '.hadolint.yaml': 'ignored: DL3008\n' });
    const { code, stderr } = await folder.run(['lint']);
    expect(code).toBe(2);
    expect(stderr).toContain('.hadolint.yaml:1:10: This must be a list.');
    expect(await folder.run(['lint', '--no-config'])).toMatchObject({ code: 0 });
    folder.write({ 'a/Dockerfile': good, 'b/Dockerfile': good });
    const { stderr: once } = await folder.run(['lint', 'a', 'b', 'Dockerfile']);
    expect(once.match(/This must be a list/g)).toHaveLength(1);
    expect(await folder.run(['lint', '--config', 'gone.yaml'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('gone.yaml: This file cannot be read'),
    });
  });

  test('the exit code says how bad it is', async () => {
    const folder = folderWith({
      Dockerfile: bad,
      'x/.hadolint.yaml': 'failure-threshold: error\n',
      'x/Dockerfile': bad,
    });
    const code = async (...args: readonly string[]): Promise<unknown> => (await folder.run([...build, ...args])).code;
    expect(await code('Dockerfile')).toBe(1);
    expect(await code('Dockerfile', '--fail-on', 'error')).toBe(0);
    expect(await code('Dockerfile', '--rule', 'StageNameCasing=info')).toBe(0);
    expect(await code('Dockerfile', '--rule', 'StageNameCasing=info', '--fail-on', 'hint')).toBe(1);
    expect(await code('x')).toBe(0);
    expect(await code('x', '--fail-on', 'warning')).toBe(1);
    folder.write({ 'x/.hadolint.yaml': 'no-fail: true\n' });
    expect(await code('x')).toBe(0);
  });
});

describe('fixes', () => {
  test('are made until nothing changes', async () => {
    const folder = folderWith({ Dockerfile: bad, 'x/Dockerfile': good });
    expect(await folder.run([...build, '--fix'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(join(folder.path, 'Dockerfile'), 'utf8')).toBe(good);
  });

  test('are shown as a diff that changes nothing', async () => {
    const folder = folderWith({ Dockerfile: bad });
    const { code, stdout } = await folder.run([...build, '--fix', '--dry-run']);
    expect(code).toBe(1);
    expect(stdout).toBe(
      '--- Dockerfile\n+++ Dockerfile\n@@ -1,2 +1,2 @@\n-FROM alpine:3 AS Build\n+FROM alpine:3 AS build\n CMD ["a"]\n',
    );
    expect(readFileSync(join(folder.path, 'Dockerfile'), 'utf8')).toBe(bad);
  });

  test('of the standard input go to the output', async () => {
    const folder = folderWith();
    expect(await folder.run([...build, '--fix', '-'], { input: bad })).toEqual({ code: 0, stdout: good, stderr: '' });
  });
});

describe('usage', () => {
  test.each([
    [['--nonsense'], 'There is no option --nonsense.\n'],
    [['--formt', 'json'], 'There is no option --formt. Did you mean --format?'],
    [['--rule'], '--rule needs a value.'],
    [['--fix=yes'], '--fix takes no value.'],
    [['--rule', 'SC2086'], '--rule takes a rule and its severity'],
    [['--format', 'xml'], '--format is one of human, json, '],
    [['--fail-on', 'warn'], 'not warn.'],
    [['--rule', 'DL3004'], '--rule takes a rule and its severity'],
    [['--rule', 'StageNameCasin=off'], 'There is no rule StageNameCasin. Did you mean StageNameCasing?'],
    [['--dry-run'], '--dry-run goes with --fix.'],
    [['--stdin', 'Dockerfile'], '--stdin takes no files.'],
    [['--config', 'a', '--no-config'], 'Either --config or --no-config.'],
  ])('lint %j is wrong', async (args, says) => {
    const { code, stdout, stderr } = await folderWith().run(['lint', ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
    expect(stderr).toContain('slipway lint --help');
  });

  test('help, version, and commands that do not exist', async () => {
    const folder = folderWith();
    expect(await folder.run([])).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage: slipway COMMAND') });
    expect(await folder.run(['lnt'])).toMatchObject({ code: 2, stderr: expect.stringContaining('Did you mean lint?') });
    expect(await folder.run(['--version'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
    });
    for (const args of [['--help'], ['help', 'lint'], ['lint', '--help'], ['format', '-h'], ['rules', '--help']]) {
      const { code, stdout, stderr } = await folder.run(args);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Usage: slipway /);
      expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(120);
    }
  });

  test('rules are listed and explained', async () => {
    const folder = folderWith();
    const { stdout } = await folder.run(['rules']);
    expect(stdout).toMatch(/^StageNameCasing +warning +build +/m);
    const one = await folder.run(['rules', 'dl4000']);
    expect(one).toMatchObject({ code: 0, stdout: expect.stringContaining('MaintainerDeprecated\n\n') });
    expect(one.stdout).toContain('Also known as DL4000');
    const json = await folder.run(['rules', '--format', 'json', 'StageNameCasing']);
    expect(JSON.parse(json.stdout)).toMatchObject([
      { id: 'StageNameCasing', profile: 'build', language: 'dockerfile' },
    ]);
    expect(await folder.run(['rules', 'StageNameCasin'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('There is no rule StageNameCasin. Did you mean StageNameCasing?'),
    });
  });

  test('whole folders are formatted', async () => {
    const folder = folderWith({
      'a/Dockerfile': 'FROM   a\n',
      'a/compose.yaml': 'services: {}\n',
      'b/Dockerfile': 'FROM b\n',
    });
    expect(await folder.run(['format', '--check', '.'])).toEqual({ code: 1, stdout: 'a/Dockerfile\n', stderr: '' });
    expect(await folder.run(['format', '--write', '**/Dockerfile'])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await folder.run(['format', '--check', '.'])).toEqual({ code: 0, stdout: '', stderr: '' });
    const yaml = { input: 'services:\n    web:\n        image:  a\n' };
    expect((await folder.run(['format', '-', '--stdin-filename', 'compose.yaml'], yaml)).stdout).toBe(
      'services:\n  web:\n    image: a\n',
    );
    expect(await folder.run(['format', '-'], { input: 'FROM   a\n' })).toEqual({
      code: 0,
      stdout: 'FROM a\n',
      stderr: '',
    });
  });
});
