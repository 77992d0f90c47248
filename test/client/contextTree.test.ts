// What the engine would be sent, as a tree: the same as what the engine is sent.
import { createServer } from 'node:net';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { contextEntries } from '../../client/src/build/buildContext.ts';
import { type ContextNode, readContextTree, withPattern } from '../../client/src/build/contextTree.ts';
import { isLeftOut, readPatterns } from '../../server/src/core/ignore/patterns.ts';
import { collect } from './fixtures.ts';

const folder = await mkdtemp(join(tmpdir(), 'slipway-tree-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function contextWith(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, name, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return join(folder, name);
}

const lines = (node: ContextNode): readonly string[] =>
  node.children.flatMap((child) => [
    `${child.path} ${child.sent.bytes}/${child.left.bytes}${child.leftOutBy ? ` ${child.leftOutBy.text}` : ''}`,
    ...lines(child),
  ]);

const files = {
  Dockerfile: 'FROM a\n',
  '.dockerignore': '# large\nnode_modules\n*.log\n!keep.log\ndocs/**\n!docs/a.md\nDockerfile\n',
  'node_modules/x/index.js': 'x'.repeat(1000),
  'src/main.js': 'x'.repeat(300),
  'src/a.log': 'x'.repeat(20),
  'keep.log': 'kept',
  'docs/a.md': 'aa',
  'docs/b.md': 'bbb',
};

describe('the tree of a build context', () => {
  test.skipIf(process.platform === 'win32')('has sockets, which the engine is sent as names', async () => {
    const root = await contextWith('sockets', { Dockerfile: 'FROM a\n' });
    const server = createServer();
    await new Promise<void>((done) => {
      server.listen(join(root, 'sock'), done);
    });
    const tree = await readContextTree(root, join(root, 'Dockerfile'));
    server.close();
    expect(lines(tree.root)).toContain('sock 0/0');
  });

  test('has the largest first, and what is left out with its pattern', async () => {
    const root = await contextWith('all', files);
    const { root: tree, ignoreFile, isCut } = await readContextTree(root, join(root, 'Dockerfile'));
    expect(lines(tree)).toEqual([
      'src 320/0',
      'src/main.js 300/0',
      'src/a.log 20/0',
      '.dockerignore 67/0',
      'Dockerfile 7/0',
      'keep.log 4/0',
      'docs 2/3',
      'docs/a.md 2/0',
      'docs/b.md 0/3 docs/**',
      'node_modules 0/1000 node_modules',
      'node_modules/x 0/1000 node_modules',
      'node_modules/x/index.js 0/1000 node_modules',
    ]);
    expect(ignoreFile.exists).toBe(true);
    expect(isCut).toBe(false);
  });

  test('has what the engine is sent', async () => {
    const root = await contextWith('all', files);
    const sent = (await collect(contextEntries(root, join(root, 'Dockerfile')))).filter(
      ({ type }) => type !== 'folder',
    );
    const { root: tree } = await readContextTree(root, join(root, 'Dockerfile'));
    expect(tree.sent).toEqual({ files: sent.length, bytes: sent.reduce((sum, { size }) => sum + size, 0) });
  });

  test('takes the ignore file that the Dockerfile has for itself', async () => {
    const root = await contextWith('own', { 'a.Dockerfile': '', 'a.Dockerfile.dockerignore': 'x\n', x: '1', y: '22' });
    const { root: tree, ignoreFile } = await readContextTree(root, join(root, 'a.Dockerfile'));
    expect(ignoreFile.path).toBe(join(root, 'a.Dockerfile.dockerignore'));
    expect(tree.left).toEqual({ bytes: 1, files: 1 });
  });
});

describe('a pattern more', () => {
  test.each(['a', 'a b/c', '#x', '!x', ' x', 'a[1].txt', 'a*b', String.raw`a\b`])(
    'leaves out %j and nothing else',
    (path) => {
      const patterns = readPatterns(withPattern('keep', path));
      expect(isLeftOut(patterns, path)).toBe(true);
      expect(isLeftOut(patterns, 'other')).toBe(false);
      expect(isLeftOut(patterns, path.replace('*', 'xx'))).toBe(!path.includes('*'));
    },
  );

  test('keeps the line breaks of the file', () => {
    expect(withPattern('a\r\nb', 'c')).toBe('a\r\nb\r\n/c\r\n');
    expect(withPattern('', 'c')).toBe('/c\n');
  });
});
