import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../server/src/core/dockerfile/index.ts';
import { render } from '../../../server/src/core/text/message.ts';
import { applyEdits } from '../../../server/src/core/text/textEdit.ts';
import type { Workspace } from '../../../server/src/core/workspace.ts';
import { mark, marked } from '../../helpers/marks.ts';
import { workspaceWith } from '../../helpers/workspace.ts';

const plain = { 'src/a.ts': '', 'src/deep/b.ts': '', 'package.json': '', 'two words': '', Dockerfile: '' };
const context = workspaceWith(plain);
const ignoring = workspaceWith({ ...plain, '.dockerignore': '# c\nsrc\n*.json\n' });

async function completed(source: string, workspace: Workspace = context): Promise<readonly string[]> {
  const { text, cursor } = marked(source);
  const items = (await dockerfile.lookupCompletion?.(dockerfile.parse(text), cursor, workspace)) ?? [];
  return items.map(({ span, newText }) => applyEdits(text, [{ span, newText }]));
}

async function labels(source: string): Promise<readonly string[]> {
  const { text, cursor } = marked(source);
  const items = (await dockerfile.lookupCompletion?.(dockerfile.parse(text), cursor, context)) ?? [];
  return items.map(({ label }) => label);
}

async function hovered(source: string, workspace: Workspace = ignoring): Promise<string | undefined> {
  const { text, cursor } = marked(source);
  const hover = await dockerfile.lookupHover?.(dockerfile.parse(text), cursor, workspace);
  return hover?.content
    .map((block) => (block.kind === 'text' ? render(block.text, (template) => template) : ''))
    .join('\n');
}

async function inspected(text: string, workspace: Workspace = ignoring): Promise<string> {
  const found = (await dockerfile.inspect?.(dockerfile.parse(text), workspace)) ?? [];
  return mark(
    text,
    found.map(({ span }) => span),
  );
}

describe('Paths of the context are offered', () => {
  test.each([
    ['FROM a\nCOPY ▮', ['src/', 'package.json', 'Dockerfile']],
    ['FROM a\nCOPY ▮ /x', ['src/', 'package.json', 'Dockerfile']],
    ['FROM a\nCOPY src ▮ /x', ['src/', 'package.json', 'Dockerfile']],
    ['FROM a\nCOPY --link ▮', ['src/', 'package.json', 'Dockerfile']],
    ['FROM a\nCOPY --chmod=▮', []],
    ['FROM a\nCOPY ["$▮", "/x"]', []],
    ['FROM a\nCOPY src/${A▮ /x', []],
    ['FROM a\nCOPY src ▮', []],
    ['FROM a\nCOPY p▮', ['src/', 'package.json', 'Dockerfile']],
    ['FROM a\nCOPY src/▮ /x', ['a.ts', 'deep/']],
    ['FROM a\nADD --link src/deep/▮ /x', ['b.ts']],
    ['FROM a\nCOPY ["▮", "/x"]', ['src/', 'package.json', 'two words', 'Dockerfile']],
    ['FROM a\nRUN --mount=type=bind,source=src/▮,target=/x y', ['a.ts', 'deep/']],
    ['FROM a\nRUN --mount=src=▮,target=/x y', ['src/', 'package.json', 'Dockerfile']],
    ['FROM a\nONBUILD COPY src/▮ .', ['a.ts', 'deep/']],
    ['FROM a\nCOPY src/a.ts \\\n  src/deep/▮ /x', ['b.ts']],
  ])('%j', async (source, expected) => expect(await labels(source)).toEqual(expected));

  test('in the place of the part that is being written', async () => {
    expect(await completed('FROM a\nCOPY ./src/d▮ee/x /x')).toContain('FROM a\nCOPY ./src/deep/x /x');
    expect(await completed('FROM a\nCOPY src/a▮ /x')).toContain('FROM a\nCOPY src/a.ts /x');
    expect(await completed('FROM a\nCOPY ["src/▮", "/x"]')).toContain('FROM a\nCOPY ["src/a.ts", "/x"]');
  });

  test.each([
    'FROM a\nCOPY --from=b ▮',
    'FROM a\nCOPY a b ▮',
    'FROM a\nCOPY ../▮ x',
    'FROM a\nCOPY $X/▮ x',
    'FROM a\nADD https://▮ x',
    'FROM a\nCOPY <<E▮ x\nE\n',
    'FROM a\nRUN --mount=type=cache,source=▮,target=/x y',
    'FROM a\nRUN --mount=type=bind,from=a,source=▮,target=/x y',
    'FROM a\n# COPY ▮',
    'FROM a\nUSER ▮',
    '▮',
  ])('but not at %j', async (source) => expect(await completed(source)).toEqual([]));

  test('without what .dockerignore leaves out', async () => {
    expect(await completed('FROM a\nCOPY ▮', ignoring)).toEqual([
      'FROM a\nCOPY Dockerfile',
      'FROM a\nCOPY .dockerignore',
    ]);
    const taking = workspaceWith({ ...plain, '.dockerignore': 'src\n!src/deep\n' });
    expect(await completed('FROM a\nCOPY src/▮', taking)).toEqual(['FROM a\nCOPY src/deep/']);
    const own = workspaceWith({ ...plain, '.dockerignore': '*', 'Dockerfile.dockerignore': 'package.json' });
    expect(await completed('FROM a\nCOPY src/a▮ .', own)).toContain('FROM a\nCOPY src/a.ts .');
  });
});

describe('A hover over a source', () => {
  test.each([
    [
      'FROM a\nCOPY src/a▮.ts .',
      'File src/a.ts of the build context\nLeft out by the pattern src in line 2 of .dockerignore: the build does not see it.',
    ],
    ['FROM a\nCOPY sr▮c .', 'Folder src of the build context'],
    ['FROM a\nCOPY ["two▮ words", "."]', 'File two words of the build context'],
    ['FROM a\nCOPY no▮pe .', 'nope is not in the folder of this Dockerfile.'],
    ['FROM a\nCOPY ▮. .', 'The whole build context'],
  ])('%j', async (source, expected) => expect(await hovered(source)).toContain(expected));

  test('says nothing where there is no folder', async () => {
    expect(await hovered('FROM a\nCOPY no▮pe .', workspaceWith({}))).toBeUndefined();
    expect(await hovered('FROM a\nCOPY *.t▮s .')).toBeUndefined();
  });
});

describe('CopyIgnoredFile', () => {
  test.each([
    'FROM a\nCOPY «src/a.ts» Dockerfile .\n',
    'FROM a\nADD ["«package.json»", "."]\n',
    'FROM a\nONBUILD COPY src .\n',
    'FROM a\nCOPY «*.json» src* .\n',
    'FROM a\nCOPY . .\nCOPY --from=b src .\nADD https://x/src .\n',
    '# check=skip=CopyIgnoredFile\nFROM a\nCOPY src .\n',
    'FROM a\n# check=skip=CopyIgnoredFile\nCOPY src .\n',
  ])('%j', async (source) => expect(await inspected(source.replaceAll(/[«»]/g, ''))).toBe(source));

  test('the whole context, where everything is left out', async () => {
    expect(await inspected('FROM a\nCOPY . .', workspaceWith({ a: '', '.dockerignore': '*\n' }))).toBe(
      'FROM a\nCOPY «.» .',
    );
  });

  test('is not looked for where there are exceptions', async () => {
    expect(await inspected('FROM a\nCOPY src .', workspaceWith({ '.dockerignore': 'src\n!x\n' }))).toBe(
      'FROM a\nCOPY src .',
    );
  });
});

test('links lead to the files that are there', async () => {
  const model = dockerfile.parse('FROM a\nCOPY src/a.ts src nope *.json /x\n');
  expect(await dockerfile.lookupLinks?.(model, context)).toEqual([{ span: { start: 12, end: 20 }, path: 'src/a.ts' }]);
});

describe('Images', () => {
  const local = `sha256:${'0'.repeat(64)}`;
  const remote = `sha256:${'1'.repeat(64)}`;
  const images = workspaceWith({}, 'Dockerfile', {
    localImages: () =>
      Promise.resolve([
        {
          tags: ['node:22', 'node:lts'],
          digests: [`node@sha256:${'0'.repeat(64)}`],
          size: '143 MB',
          created: '2026-01-31',
          containers: ['web'],
        },
        { tags: ['ghcr.io/o/app:1'], digests: [], size: '1 MB', created: '2026-02-01', containers: [] },
      ]),
    imageTags: ({ domain, path }) =>
      Promise.resolve(domain === 'docker.io' && path === 'library/node' ? ['23', '22'] : []),
    imageDigest: ({ path }) => Promise.resolve(path === 'library/node' ? remote : undefined),
    imageFacts: (name) =>
      Promise.resolve(
        name === 'node:22'
          ? {
              platform: 'linux/arm64/v8',
              user: '',
              workdir: '',
              entrypoint: ['docker-entrypoint.sh'],
              command: [],
              ports: ['80/tcp'],
              variables: [],
            }
          : undefined,
      ),
  });

  test.each([
    ['FROM ▮', ['node:22', 'node:lts', 'ghcr.io/o/app:1']],
    ['FROM no▮', ['node:22', 'node:lts', 'ghcr.io/o/app:1']],
    ['FROM --platform=linux/amd64 node:2▮ AS x', ['node:22', 'node:lts', 'node:23']],
    ['FROM node:▮', ['node:22', 'node:lts', 'node:23']],
    ['FROM node@▮', [`node@${local}`, `node@${remote}`]],
    ['FROM node:22@▮', [`node:22@${local}`, `node:22@${remote}`]],
    ['FROM node:21@sha▮', [`node:21@${remote}`]],
    ['FROM a\nCOPY --from=ghcr.io/o/app:▮ x y', ['ghcr.io/o/app:1']],
    ['FROM a\nRUN --mount=from=no▮,target=/x y', ['node:22', 'node:lts', 'ghcr.io/o/app:1']],
    ['FROM node:$▮', []],
    ['FROM a ▮', []],
    ['FROM a\nUSER ▮', []],
  ])('are offered at %j', async (source, expected) => {
    const { text, cursor } = marked(source);
    const items = (await dockerfile.lookupCompletion?.(dockerfile.parse(text), cursor, images)) ?? [];
    expect(items.map(({ label }) => label)).toEqual(expected);
  });

  test('a hover tells what the engine has', async () => {
    expect(await hovered('ARG V=22\nFROM docker.io/library/no▮de:$V', images)).toBe(
      [
        'The engine has it: 143 MB, made on 2026-01-31',
        'Platform: linux/arm64/v8',
        'User: root',
        'Entrypoint: ["docker-entrypoint.sh"]',
        'Ports: 80/tcp',
        'Containers: web',
      ].join('\n'),
    );
    expect(await hovered('FROM no▮de', images)).toBeUndefined();
    expect(await hovered('FROM a AS node\nFROM no▮de', images)).toBeUndefined();
  });

  test.each([
    ['FROM no▮de:22 AS x', [`FROM node:22@${local} AS x`]],
    ['FROM node▮', [`FROM node@${remote}`]],
    [
      'FROM node:22\nCOPY --from=docker.io/library/no▮de:lts a b',
      [`FROM node:22\nCOPY --from=docker.io/library/node:lts@${local} a b`],
    ],
    ['FROM "no▮de"', []],
    ['FROM node:$▮V', []],
    ['FROM node@▮sha256:0', []],
    ['FROM scr▮atch', []],
    ['FROM a AS node\nFROM no▮de', []],
    ['FROM nobody/knows▮', []],
  ])('are pinned to their digest at %j', async (source, expected) => {
    const { text, cursor } = marked(source);
    const span = { start: cursor, end: cursor };
    const found = (await dockerfile.lookupRefactorings?.(dockerfile.parse(text), span, images)) ?? [];
    expect(found.map(({ edits }) => applyEdits(text, edits))).toEqual(expected);
  });
});
