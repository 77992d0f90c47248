import { describe, expect, test } from 'vitest';
import { compose } from '../../../server/src/core/compose/index.ts';
import type { Completion } from '../../../server/src/core/language.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import type { Disk, DiskEntry, Workspace } from '../../../server/src/core/workspace.ts';
import { marked } from '../../helpers/marks.ts';
import { diskWith, workspaceWith } from '../../helpers/workspace.ts';

const files = {
  'compose.yaml': '',
  '.env': '# settings\nTAG=1.2\nexport NAME="a b" # note\n',
  'web.env': 'A=1\n',
  'base.yaml': 'services:\n  app:\n    image: a\n  worker:\n    image: b\n',
  'api/Dockerfile': 'ARG BASE=node\nFROM $BASE AS build\nARG VERSION\nFROM build AS test\n',
  'api/prod.Dockerfile': 'FROM a AS prod\n',
  'api/src/main.ts': '',
};

const digest = `sha256:${'1'.repeat(64)}`;

const local = {
  tags: ['node:22', 'shop/api:dev'],
  digests: [`node@${digest}`],
  size: '143 MB',
  created: '2026-01-31',
  containers: [],
};

const around: Partial<Workspace> = {
  localImages: () => Promise.resolve([local]),
  imageTags: ({ path }) => Promise.resolve(path === 'library/redis' ? ['8', '7'] : []),
};

async function offers(source: string): Promise<{ readonly text: string; readonly found: readonly Completion[] }> {
  const { text, cursor } = marked(source);
  const workspace = workspaceWith(files, 'compose.yaml', { ...around, disk: diskWith(files) });
  const found = (await compose.lookupCompletion?.(compose.parse(text), cursor, workspace)) ?? [];
  for (const { span } of found) expect(span.start <= cursor && cursor <= span.end).toBe(true);
  return { text, found: found.toSorted((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1)) };
}

async function labels(source: string): Promise<readonly string[]> {
  return (await offers(source)).found.map(({ label }) => label);
}

async function take(source: string, label: string): Promise<string> {
  const { text, found } = await offers(source);
  const offer = found.find((each) => each.label === label);
  if (!offer) throw new Error(`${label} is not among ${found.map((each) => each.label).join(', ')}`);
  return applyEdits(text, [offer]);
}

const web = 'services:\n  web:\n';

describe('images', () => {
  test('of the engine, and tags of the registry behind a colon', async () => {
    expect(await labels(`${web}    image: ▮\n`)).toEqual(['node:22', 'shop/api:dev']);
    expect(await labels(`${web}    image: redis:▮\n`)).toEqual(['redis:8', 'redis:7']);
    expect(await labels('services: {web: {image: redis:▮}}\n')).toEqual(['redis:8', 'redis:7']);
    expect(await take(`${web}    image: "redis:▮7"\n`, 'redis:8')).toBe(`${web}    image: "redis:8"\n`);
    expect(await labels(`${web}    image: $X▮\n`)).not.toContain('node:22');
  });

  test('digests', async () => {
    expect(await labels(`${web}    image: node@▮\n`)).toEqual([`node@${digest}`]);
  });
});

describe('paths', () => {
  test('of files and folders, segment by segment', async () => {
    expect(await labels(`${web}    env_file: ▮\n`)).toEqual(['api/', '.env', 'base.yaml', 'compose.yaml', 'web.env']);
    expect(await take(`${web}    env_file:\n      - ./we▮b\n`, 'web.env')).toBe(
      `${web}    env_file:\n      - ./web.env\n`,
    );
    expect(await labels(`${web}    build: ▮\n`)).toEqual(['api/']);
    expect(await labels(`${web}    build: ./api/▮\n`)).toEqual(['src/']);
    expect(await labels('secrets:\n  key:\n    file: api/▮\n')).toEqual(['src/', 'Dockerfile', 'prod.Dockerfile']);
    expect(await labels('include:\n  - ▮\n')).toContain('base.yaml');
    expect(await take('include:\n  ▮\n', '- base.yaml')).toBe('include:\n  - base.yaml\n');
    expect(await take(`${web}    env_file:\n      ▮\n`, '- web.env')).toContain('- web.env\n');
    expect(await labels('include: [▮]\n')).toContain('base.yaml');
  });

  test('a Dockerfile stands in its context', async () => {
    expect(await labels(`${web}    build:\n      context: ./api\n      dockerfile: ▮\n`)).toEqual([
      'src/',
      'Dockerfile',
      'prod.Dockerfile',
    ]);
    expect(await labels('services: {web: {build: {context: api, dockerfile: pr▮}}}\n')).toContain('prod.Dockerfile');
  });

  test('a mount needs a dot, and has paths in its source only', async () => {
    expect(await labels(`${web}    volumes:\n      - ▮\n`)).toContain('./api/');
    expect(await take(`${web}    volumes:\n      - ./a▮:/x\n`, 'api/')).toBe(`${web}    volumes:\n      - ./api/:/x\n`);
    expect(await labels(`${web}    volumes:\n      - "./api/▮"\n`)).toContain('src/');
    expect(await labels(`${web}    volumes:\n      - ./api:▮\n`)).toEqual([]);
    expect(await labels(`${web}    volumes:\n      - type: bind\n        source: ▮\n`)).toContain('./api/');
    expect(await labels(`${web}    volumes:\n      - type: volume\n        source: ▮\n`)).toEqual([]);
  });
});

describe('the Dockerfile of a service', () => {
  test('stages', async () => {
    expect(await labels(`${web}    build:\n      context: api\n      target: ▮\n`)).toEqual(['build', 'test']);
    expect(
      await labels('services: {web: {build: {context: ./api/, dockerfile: prod.Dockerfile, target: ▮}}}\n'),
    ).toEqual(['prod']);
    expect(await labels(`${web}    build:\n      context: nowhere\n      target: ▮\n`)).toEqual([]);
  });

  test('arguments', async () => {
    const build = `${web}    build:\n      context: api\n      args:\n`;
    expect(await labels(`${build}        ▮\n`)).toEqual(['BASE', 'VERSION']);
    expect(await labels(`${build}        VERSION: 1\n        ▮\n`)).toEqual(['BASE']);
    expect(await take(`${build}        - ▮\n`, 'VERSION')).toBe(`${build}        - VERSION=$1\n`);
  });
});

test('services of another file', async () => {
  expect(await labels(`${web}    extends:\n      file: ./base.yaml\n      service: ▮\n`)).toEqual(['app', 'worker']);
  expect(await labels('services: {web: {extends: {file: base.yaml, service: ▮}}}\n')).toEqual(['app', 'worker']);
});

test('variables of .env, with their values', async () => {
  const { found } = await offers(`${web}    image: a:\${▮\n`);
  expect(found.map(({ label, newText, detail }) => [label, newText, detail?.args[0]])).toEqual([
    ['NAME', 'NAME}', 'a b'],
    ['TAG', 'TAG}', '1.2'],
  ]);
  expect(await take(`${web}    command: |\n      echo $T▮ x\n`, 'TAG')).toBe(
    `${web}    command: |\n      echo $TAG x\n`,
  );
});

/** A workspace whose files lie on a disk, in a folder `/work`. */
function project(texts: Readonly<Record<string, string>>, name: string): Workspace {
  const entryOf = (path: string): DiskEntry => {
    const text = texts[path.replace('/work/', '')];
    return text === undefined ? { kind: path === '/work' ? 'folder' : 'absent' } : { kind: 'file', text };
  };
  const disk: Disk = {
    folder: '/work',
    home: undefined,
    environment: new Map(),
    entryAt: (path) => Promise.resolve(entryOf(path)),
    dockerfileAt: () => Promise.resolve(undefined),
  };
  return workspaceWith(texts, name, { disk });
}

/** What the hover around a place of one of the files says. */
async function hoverAround(files: Readonly<Record<string, string>>, name: string, source: string): Promise<unknown> {
  const { text, cursor } = marked(source);
  const workspace = project({ ...files, [name]: text }, name);
  const found = await compose.lookupHover?.(compose.parse(text), cursor, workspace);
  return found?.content.map((block) =>
    block.kind === 'text' ? block.text.args : block.kind === 'code' ? block.code : '',
  );
}

describe('the whole project', () => {
  const base = 'services:\n  db:\n    image: postgres:17\n    restart: always\nvolumes:\n  data:\n    driver: local\n';
  const override = 'services:\n  web:\n    image: a\n    depends_on: [▮]\n  db:\n    restart: "no"\n';

  async function labelsIn(source: string): Promise<readonly string[]> {
    const { text, cursor } = marked(source);
    const workspace = project({ 'compose.yaml': base, 'compose.override.yaml': text }, 'compose.override.yaml');
    const found = (await compose.lookupCompletion?.(compose.parse(text), cursor, workspace)) ?? [];
    return found.map(({ label }) => label);
  }

  test('names that other files declare', async () => {
    expect(await labelsIn(override.replace('  db:\n    restart: "no"\n', ''))).toEqual(['db']);
    expect(await labelsIn(override)).toEqual([]);
    expect(await labelsIn('services:\n  web:\n    image: a\n    volumes:\n      - ▮\n')).toContain('data:');
    expect(await labelsIn('services:\n  web:\n    image: a\n    depends_on:\n      ▮\n')).toEqual(['db', '- db']);
  });

  test('hovers show what other files declare, and what they set instead', async () => {
    const main = { 'compose.yaml': base };
    expect(
      await hoverAround(main, 'compose.override.yaml', 'services:\n  web: {image: a, volumes: ["da▮ta:/x"]}\n'),
    ).toEqual(['data:\n  driver: local', ['compose.yaml']]);
    const later = { 'compose.override.yaml': 'services:\n  db:\n    restart: "no"\n' };
    expect(await hoverAround(later, 'compose.yaml', base.replace('restart: always', 'restart: alw▮ays'))).toEqual([
      ['compose.override.yaml', 'no'],
    ]);
    expect(await hoverAround({}, 'compose.yaml', base.replace('restart: always', 'restart: alw▮ays'))).toBeUndefined();
  });

  test('inlay hints show what other files set instead', async () => {
    const files = { 'compose.yaml': base, 'compose.override.yaml': 'services:\n  db:\n    restart: "no"\n' };
    const span = { start: 0, end: base.length };
    const kinds = new Set(['override'] as const);
    const hints = async (texts: Readonly<Record<string, string>>): Promise<readonly unknown[]> =>
      (await compose.lookupInlayHints?.(compose.parse(base), span, kinds, project(texts, 'compose.yaml'))) ?? [];
    expect(await hints(files)).toEqual([
      { offset: base.indexOf('always') + 'always'.length, kind: 'override', text: '→ no (compose.override.yaml)' },
    ]);
    expect(await hints({ 'compose.yaml': base })).toEqual([]);
  });
});
