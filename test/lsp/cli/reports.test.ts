// What the reports look like, for people and for the tools that read them.
import { human } from '../../../server/src/cli/reports/human.ts';
import type { Located } from '../../../server/src/cli/located.ts';
import { globPattern } from '../../../server/src/cli/glob.ts';
import { unifiedDiff } from '../../../server/src/cli/unifiedDiff.ts';
import { useCliFolders } from '../../helpers/cli.ts';
import { describe, expect, test } from 'vitest';

const folderWith = useCliFolders();
const files = {
  'a b/Dockerfile': 'FROM alpine:3 AS Build\nRUN true\nFOO <&"\u0007>\n',
  'compose.yaml': 'version: "3"\nservices:\n  a:\n    image: b:1\n',
  'ok.Dockerfile': 'FROM alpine:3\n',
};
const report = async (format: string): Promise<string> =>
  (await folderWith(files).run(['lint', '--profile', 'build', '--format', format])).stdout;

describe('for people', () => {
  const finding: Located = {
    file: 'Dockerfile',
    line: 12,
    column: 5,
    endLine: 12,
    endColumn: 9,
    severity: 'warning',
    code: 'DL3004',
    aliases: [],
    message: 'Do not.',
    span: { start: 0, end: 0 },
    url: undefined,
    isRule: true,
    fixes: [],
    source: 'RUN sudo a',
  };
  const write = (changes: Partial<Located>, isColoured = false): string =>
    human(
      { files: [{ name: 'Dockerfile', findings: [{ ...finding, ...changes }] }], problems: [] },
      { version: '1.0.0', translate: (template) => template, isColoured, rules: new Map() },
    );
  const excerpt = (changes: Partial<Located>): string => write(changes).split('\n').slice(1, 3).join('\n');

  test('the place, the line, and a mark below', () => {
    expect(write({})).toBe(
      [
        'Dockerfile:12:5 warning DL3004: Do not.',
        ' 12 | RUN sudo a',
        '    |     ^^^^',
        '',
        'Errors: 0, warnings: 1, advice: 0. Of these, --fix can mend: 0.',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['tabs', { source: '\tRUN', column: 2, endColumn: 5 }, ' 12 |     RUN\n    |     ^^^'],
    ['wide characters', { source: '你好 sudo', column: 4, endColumn: 8 }, ' 12 | 你好 sudo\n    |      ^^^^'],
    ['nothing', { source: 'RUN', column: 4, endColumn: 4 }, ' 12 | RUN\n    |    ^'],
    ['several lines', { source: 'RUN a\nb', endLine: 13, endColumn: 2 }, ' 12 | RUN a\n    |     ^'],
    ['what would move the cursor', { source: 'a\u001B[2Jb', column: 1, endColumn: 2 }, ' 12 | a\uFFFD[2Jb\n    | ^'],
  ])('%s', (_, changes, expected) => expect(excerpt(changes)).toBe(expected));

  test('of a long line the part that matters', () => {
    const [line = '', marks = ''] = excerpt({
      source: `${'x'.repeat(5000)}sudo${'y'.repeat(5000)}`,
      column: 5001,
      endColumn: 5005,
    }).split('\n');
    expect(line.length).toBeLessThan(200);
    expect(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('sudo');
  });

  test('colours only where they are wanted', () => {
    expect(write({})).not.toContain('\u001B');
    expect(write({}, true)).toContain('\u001B[33mwarning\u001B[0m');
  });
});

describe('for tools', () => {
  test('json', async () => {
    const findings = JSON.parse(await report('json')) as Record<string, unknown>[];
    expect(findings.map(({ code }) => code)).toEqual(['StageNameCasing', 'unknown-instruction', 'no-version-field']);
    expect(findings[0]).toMatchObject({
      file: 'a b/Dockerfile',
      line: 1,
      column: 18,
      endLine: 1,
      endColumn: 23,
      severity: 'warning',
      aliases: [],
      span: { start: 17, end: 22 },
      url: 'https://docs.docker.com/reference/build-checks/stage-name-casing/',
      fixes: [{ preferred: true, edits: [{ newText: 'build', line: 1, column: 18 }] }],
    });
    expect(findings[2]?.['url']).toMatch(/^file:.*no-version-field\.md$/);
  });

  test('github', async () => {
    const lines = (await report('github')).trimEnd().split('\n');
    expect(lines[0]).toMatch(
      /^::warning file=a b\/Dockerfile,line=1,endLine=1,col=18,endColumn=23,title=StageNameCasing::The /,
    );
    expect(lines.map((line) => line.split(' ')[0])).toEqual(['::warning', '::error', '::warning']);
  });

  test.each(['checkstyle', 'junit'])('%s is well-formed', async (format) => {
    const xml = await report(format);
    expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/);
    expect(xml).not.toMatch(/(?!\n)\p{Cc}/u);
    expect(openTags(xml)).toEqual([]);
    expect(xml).toContain('StageNameCasing');
    expect(xml).toContain('ok.Dockerfile');
  });

  test('codeclimate keeps the fingerprint of a finding that moves', async () => {
    const folder = folderWith({ Dockerfile: 'FROM alpine:3 AS Build\n' });
    const issues = async (): Promise<readonly Record<string, unknown>[]> =>
      JSON.parse((await folder.run(['lint', '--profile', 'build', '--format', 'codeclimate'])).stdout) as [];
    const [before] = await issues();
    expect(before).toMatchObject({
      type: 'issue',
      check_name: 'StageNameCasing',
      severity: 'major',
      categories: ['Style'],
      location: { path: 'Dockerfile', lines: { begin: 1, end: 1 } },
    });
    folder.write({ Dockerfile: '# more\n\nFROM alpine:3 AS Build\nFROM alpine:3 AS Build2\n' });
    const after = await issues();
    expect(after[0]).toMatchObject({ fingerprint: before?.['fingerprint'], location: { lines: { begin: 3 } } });
    expect(new Set(after.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });

  test('sarif has what its schema requires', async () => {
    const log = JSON.parse(await report('sarif')) as unknown;
    const seen = checkSarif(log);
    expect(seen).toMatchObject({ run: 1, rule: 3, result: 3 });
    expect(seen['fix']).toBeGreaterThan(0);
    expect(log).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Slipway', rules: [{ id: 'StageNameCasing' }, { id: 'no-version-field' }, {}] } },
          invocations: [{ executionSuccessful: true }],
          results: [
            {
              ruleId: 'StageNameCasing',
              level: 'warning',
              locations: [
                { physicalLocation: { artifactLocation: { uri: 'a%20b/Dockerfile' }, region: { startLine: 1 } } },
              ],
            },
            { level: 'error' },
            {},
          ],
        },
      ],
    });
  });
});

/** The tags that are opened and not closed. */
function openTags(xml: string): readonly string[] {
  const open: string[] = [];
  for (const [, slash, name = '', selfClosing] of xml.matchAll(/<(\/?)([\w-]+)(?:\s+[\w-]+="[^"<]*")*\s*(\/?)>/g)) {
    if (slash === '/') expect(open.pop()).toBe(name);
    else if (selfClosing !== '/') open.push(name);
  }
  expect(xml.replaceAll(/<[^>]*>|&(?:amp|lt|gt|quot|apos|#\d+);/g, '')).not.toMatch(/[<>&]/);
  return open;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The properties that the public schema of SARIF 2.1.0 requires of what we write, what each may be, and how many there
 * were.
 */
function checkSarif(log: unknown): Readonly<Record<string, number>> {
  const seen: Record<string, number> = {};
  const object = (value: unknown, kind: string): Json => {
    expect(value, kind).toBeTypeOf('object');
    seen[kind] = (seen[kind] ?? 0) + 1;
    return value as Json;
  };
  const checkRegion = (value: unknown): void => {
    const { startLine, startColumn, endLine, endColumn } = object(value, 'region') as Readonly<Record<string, number>>;
    for (const number of [startLine, startColumn, endLine, endColumn]) expect(number).toBeGreaterThanOrEqual(1);
  };
  const checkLocation = (value: unknown): void => {
    expect(object(value, 'artifactLocation')['uri']).toMatch(/^[\w%./:-]+$/);
  };
  const checkFix = (value: unknown): void => {
    const changes = list(object(value, 'fix')['artifactChanges']);
    expect(changes.length).toBeGreaterThan(0);
    for (const change of changes) {
      const { artifactLocation, replacements } = object(change, 'artifactChange');
      checkLocation(artifactLocation);
      expect(list(replacements).length).toBeGreaterThan(0);
      for (const replacement of list(replacements)) checkRegion(object(replacement, 'replacement')['deletedRegion']);
    }
  };
  const { version, runs } = object(log, 'log');
  expect(version).toBe('2.1.0');
  for (const run of list(runs)) {
    const { tool, results, invocations } = object(run, 'run');
    const driver = object(object(tool, 'tool')['driver'], 'driver');
    expect(driver['name']).toBeTypeOf('string');
    const rules = list(driver['rules']).map((rule) => object(rule, 'rule')['id']);
    for (const id of rules) expect(id).toBeTypeOf('string');
    for (const one of list(invocations)) expect(object(one, 'invocation')['executionSuccessful']).toBeTypeOf('boolean');
    for (const result of list(results)) {
      const { message, level, ruleId, ruleIndex, locations, fixes = [] } = object(result, 'result');
      expect(object(message, 'message')['text']).toBeTypeOf('string');
      expect(['none', 'note', 'warning', 'error']).toContain(level);
      expect(rules[Number(ruleIndex)]).toBe(ruleId);
      for (const location of list(locations)) {
        const { artifactLocation, region } = object(object(location, 'location')['physicalLocation'], 'place');
        checkLocation(artifactLocation);
        checkRegion(region);
      }
      for (const fix of list(fixes)) checkFix(fix);
    }
  }
  return seen;
}

function list(value: unknown): readonly unknown[] {
  expect(Array.isArray(value)).toBe(true);
  return value as unknown[];
}

describe('parts', () => {
  test.each([
    ['**/Dockerfile', ['Dockerfile', 'a/Dockerfile', 'a/b/Dockerfile'], ['a/Dockerfile.x', 'xDockerfile']],
    ['*.yaml', ['a.yaml', '.yaml'], ['a/b.yaml', 'ayaml']],
    ['a/**', ['a/b', 'a/b/c'], ['b/a']],
    ['{a,b{1,2}}/?.x', ['a/1.x', 'b1/y.x', 'b2/y.x'], ['b/y.x', 'a/12.x']],
    ['[!a-c]x[.]', ['dx.'], ['ax.', 'dxx']],
    ['a,b', ['a,b'], ['a']],
    ['{a', ['{a'], ['a']],
    ['[z-a]', ['[z-a]'], ['z']],
  ])('the glob %s', (glob, yes, no) => {
    for (const path of yes) expect(path).toMatch(globPattern(glob));
    for (const path of no) expect(path).not.toMatch(globPattern(glob));
  });

  test.each([
    ['', 'a\n', '@@ -0,0 +1 @@\n+a\n'],
    ['a\n', '', '@@ -1 +0,0 @@\n-a\n'],
    ['a', 'a\n', '@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n'],
    ['1\n2\n3\n4\n5\n6\n7\n8\n9\n', '1\n2\n3\n4\nx\n5\n6\n7\n8\n9\n', '@@ -2,6 +2,7 @@\n 2\n 3\n 4\n+x\n 5\n 6\n 7\n'],
    ['a\nb\nc\n', 'c\nb\na\n', '@@ -1,3 +1,3 @@\n-a\n-b\n c\n+b\n+a\n'],
  ])('the diff from %j to %j', (before, after, expected) => {
    expect(unifiedDiff('x', before, after)).toBe(`--- x\n+++ x\n${expected}`);
  });

  test('far changes stand in hunks of their own', () => {
    const lines = Array.from({ length: 40 }, (_, index) => `${index}\n`);
    const after = lines.with(3, 'x\n').with(30, 'y\n');
    const hunks = unifiedDiff('x', lines.join(''), after.join('')).match(/^@@.*@@$/gm);
    expect(hunks).toEqual(['@@ -1,7 +1,7 @@', '@@ -28,7 +28,7 @@']);
    expect(unifiedDiff('x', 'a', 'a')).toBe('');
  });
});
