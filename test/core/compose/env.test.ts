// Files with variables: how Compose reads them, and what is said of them.
import { describe, expect, test } from 'vitest';
import { env } from '../../../server/src/core/compose/env/index.ts';
import { compose } from '../../../server/src/core/compose/index.ts';
import type { FileOccurrence } from '../../../server/src/core/language.ts';
import type { Workspace } from '../../../server/src/core/workspace.ts';
import { parseEnv } from '../../../server/src/core/dotenv/parse.ts';
import { envValues } from '../../../server/src/core/dotenv/values.ts';
import { substitute } from '../../../server/src/core/dotenv/template.ts';
import { marked } from '../../helpers/marks.ts';
import { diskWith, workspaceWith } from '../../helpers/workspace.ts';

function valuesOf(text: string, outside: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const { values } = envValues(parseEnv(text), (name) => outside[name]);
  return Object.fromEntries([...values].map(([name, { value }]) => [name, value]));
}

describe('values', () => {
  test.each([
    ['A=1', { A: '1' }],
    ['A = 1 # comment', { A: '1' }],
    ['A=1#2', { A: '1#2' }],
    ['export A=1\n# B=2\n\n  C: 3', { A: '1', C: '3' }],
    [`A='$B "x" # y'`, { A: '$B "x" # y' }],
    ['A="x\\ty\\n$$ \\$B \\"q\\""', { A: 'x\ty\n$ $B "q"' }],
    ['A=1\nB=${A}2\nC=${D:-${B}}', { A: '1', B: '12', C: '12' }],
    ['A="one\ntwo"\nB=3', { A: 'one\ntwo', B: '3' }],
    ['\uFEFFA=1\r\nB=2\r\n', { A: '1', B: '2' }],
    ['A=', { A: '' }],
    ['OUT\nNONE\nA=1', { OUT: 'o', A: '1' }],
    ['OUT=in\nA=${OUT}', { OUT: 'in', A: 'o' }],
    ['A=1\nA=2', { A: '2' }],
  ])('%s', (text, expected) => {
    expect(valuesOf(text, { OUT: 'o' })).toEqual(expected);
  });
});

describe('templates', () => {
  const values: Readonly<Record<string, string>> = { A: 'a', EMPTY: '' };
  const filled = (template: string): string => {
    const problems: string[] = [];
    const text = substitute(
      template,
      (name) => values[name],
      (problem) => problems.push(problem.kind === 'required' ? `${problem.name}: ${problem.reason}` : problem.kind),
    );
    return [text, ...problems].join(' | ');
  };
  test.each([
    ['$A ${A} $$A $1 $', 'a a $A $1 $'],
    ['${EMPTY-x}${EMPTY:-y}${NO-z}', 'yz'],
    ['${A+x}${EMPTY+y}${EMPTY:+z}${NO+n}', 'xy'],
    ['${NO:-${NO2:-${A}b}}c', 'abc'],
    ['${A}-${NO:-x}-${A:+${A}}}', 'a-x-a}'],
    ['${NO:?set $A}', ' | NO: set a'],
    ['${EMPTY?no}${EMPTY:?yes}', ' | EMPTY: yes'],
    ['$NO', ' | unset'],
    ['${1A} ${A', '1A} A | invalid | invalid'],
    ['${A:-x\n}', 'A:-x\n} | invalid'],
  ])('%s', (template, expected) => {
    expect(filled(template)).toBe(expected);
  });

  test('take linear time', () => {
    for (const text of ['${A-'.repeat(30_000), '${A-x}'.repeat(30_000), '$'.repeat(100_000), '${A-{'.repeat(20_000)]) {
      substitute(
        text,
        () => undefined,
        () => undefined,
      );
    }
  });
});

async function found(text: string, files: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const model = env.parse(text);
  const around = await env.inspect?.(
    model,
    workspaceWith(files, '.env', { disk: diskWith({ ...files, '.env': text }) }),
  );
  return [...env.diagnose(model), ...(around ?? [])].map(
    ({ severity, code, span }) => `${severity} ${code}: ${text.slice(span.start, span.end)}`,
  );
}

describe('what is said', () => {
  test('each line that Compose cannot read, and variables that are set twice', async () => {
    expect(await found('A B=1\nC=1\n!x=2\nC=2\nD="open\n')).toEqual([
      'warning env-syntax: A B',
      'warning duplicate-variable: C',
      'warning env-syntax: !',
      'warning env-syntax: "open',
    ]);
  });

  test('errors where a project reads the file, and variables that nobody uses', async () => {
    const files = { 'compose.yaml': 'services:\n  web:\n    image: nginx:${TAG}\n    environment: [KEY]\n' };
    expect(await found('TAG=1${PART}\nPART=2\nKEY=3\nOTHER=4\nCOMPOSE_PROFILES=x\n', files)).toEqual([
      'hint unused-variable: OTHER',
    ]);
    expect(await found('A B=1\n', files)).toContain('error env-syntax: A B');
    expect(
      await found('OTHER=1\n', { 'compose.yaml': 'services:\n  web:\n    image: nginx\n    env_file: .env\n' }),
    ).toEqual([]);
  });

  test('hover and definition within the file', () => {
    const { text, cursor } = marked('A=1\nB="x ${A▮}"\n');
    const model = env.parse(text);
    expect(env.hover?.(model, cursor)?.content).toEqual([{ kind: 'code', language: 'ini', code: 'A=1' }]);
    expect(env.definition?.(model, cursor)?.targets).toEqual([
      { span: { start: 0, end: 3 }, nameSpan: { start: 0, end: 1 } },
    ]);
    expect(env.hover?.(model, 4)?.content).toEqual([{ kind: 'code', language: 'ini', code: 'B=x 1' }]);
    expect(env.symbols?.(model).map(({ name }) => name)).toEqual(['A', 'B']);
  });
});

function placesOf(found: readonly FileOccurrence[]): readonly string[] {
  return found.map(({ path, span, role, text }) =>
    [path.split('/').at(-1), role, span.start, text.slice(span.start, span.end)].join(' '),
  );
}

describe('a variable in all files', () => {
  const files = {
    '.env': 'TAG=1\nFULL=${TAG}-x\n',
    'compose.yaml': 'services: {web: {image: "x:${TAG}"}}\n',
    'compose.override.yaml': 'services: {web: {hostname: $TAG}}\n',
  };
  const workspaceOf = (name: string): Workspace => workspaceWith(files, name, { disk: diskWith(files) });

  test.each([1, 14])('from .env: %s', async (offset) => {
    const model = env.parse(files['.env']);
    expect((env.occurrences?.(model, offset) ?? []).map(({ span, role }) => [role, span.start])).toEqual([
      ['definition', 0],
      ['use', 13],
    ]);
    expect(placesOf((await env.lookupOccurrences?.(model, offset, workspaceOf('.env'))) ?? [])).toEqual([
      'compose.yaml use 29 TAG',
      'compose.override.yaml use 28 TAG',
    ]);
    expect(env.prepareRename?.(model, offset)).toMatchObject({ kind: 'place', name: 'TAG' });
    expect(env.rename?.(model, offset, 'VERSION')).toMatchObject({ kind: 'edits' });
    expect(env.rename?.(model, offset, 'a b')).toMatchObject({ kind: 'refusal' });
  });

  test('from a Compose file, with the variables that are made of it', async () => {
    const model = compose.parse(files['compose.yaml']);
    expect(placesOf((await compose.lookupOccurrences?.(model, 30, workspaceOf('compose.yaml'))) ?? [])).toEqual([
      'compose.override.yaml use 28 TAG',
      '.env definition 0 TAG',
      '.env use 13 TAG',
    ]);
  });

  test('variables of a container are its own', async () => {
    const model = env.parse('TAG=1\n');
    expect(await env.lookupOccurrences?.(model, 1, workspaceOf('app.env'))).toEqual([]);
  });
});

test('a profile is renamed where COMPOSE_PROFILES turns it on, too', async () => {
  const text = 'services: {a: {image: x, profiles: [dev, devel]}}\n';
  const files = { 'compose.yaml': text, '.env': 'COMPOSE_PROFILES="devel,dev" # dev\nOTHER=dev\n' };
  const workspace = workspaceWith(files, 'compose.yaml', { disk: diskWith(files) });
  const model = compose.parse(text);
  const found = (await compose.lookupOccurrences?.(model, text.indexOf('dev') + 1, workspace)) ?? [];
  expect(placesOf(found)).toEqual(['.env use 24 dev']);
  expect(compose.rename?.(model, text.indexOf('dev') + 1, 'test', found)).toMatchObject({ kind: 'edits' });
});
