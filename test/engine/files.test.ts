import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { withVolumes } from '../../client/src/engine/helper.ts';
import { removeContainer } from '../../client/src/engine/removeContainer.ts';
import {
  createFolder,
  deletePath,
  type FileProblem,
  type FilesOf,
  listFolder,
  readWhole,
  renamePath,
  statFile,
  writeWhole,
} from '../../client/src/files/containerFiles.ts';
import { type FilePlace, reachFiles, reachProgram } from '../../client/src/files/places.ts';
import type { LiveEngine } from '../../client/src/engine/engine.ts';
import { labels, useRealEngine } from './realEngine.ts';

const real = useRealEngine(['busybox:latest']);

const make = [
  'mkdir -p "/data/sub dir" /data/empty',
  'echo one > /data/one',
  String.raw`printf x > "/data/a
b"`,
  'printf x > "/data/-rf"',
  'printf x > "/data/\\$(touch pwned)"',
  'ln -s /data/one /data/link; ln -s "/data/sub dir" /data/folder; ln -s /nowhere /data/broken',
  'mkfifo /data/pipe; chown 1000:50 /data/one; chmod 640 /data/one',
].join('; ');

async function cli(...argv: readonly string[]): Promise<string> {
  const env = { ...process.env, ...real().testbed.env };
  return (await promisify(execFile)('docker', argv, { env })).stdout;
}

async function containerWith(state: 'running' | 'stopped'): Promise<FilesOf> {
  const { engine, run } = real();
  const container = await run({ command: ['sh', '-c', `${make}; trap "exit 0" TERM; while :; do sleep 0.1; done`] });
  await expect.poll(async () => (await engine.statPath(container, '/data/pipe')) !== undefined).toBe(true);
  if (state === 'stopped') await engine.stop(container);
  return { engine, container, running: state === 'running' };
}

const names = ['$(touch pwned)', '-rf', 'a\nb', 'broken', 'empty', 'folder', 'link', 'one', 'pipe', 'sub dir'];

test.each(['running', 'stopped'] as const)('of a %s container are listed, whatever their names are', async (state) => {
  const files = await containerWith(state);
  const entries = await listFolder(files, '/data');
  expect(entries?.map(({ name }) => name).toSorted()).toEqual(names);
  const one = entries?.find(({ name }) => name === 'one');
  expect(one).toMatchObject({ type: 'file', size: 4, permissions: 0o640, isLink: false });
  expect(entries?.find(({ name }) => name === 'pipe')?.type).toBe('other');
  expect(entries?.find(({ name }) => name === 'sub dir')?.type).toBe('folder');
  const links = ['link', 'folder', 'broken'].map((link) => entries?.find(({ name }) => name === link));
  expect(links.map((link) => [link?.isLink, link?.type])).toEqual([
    [true, 'file'],
    [true, 'folder'],
    [true, 'other'],
  ]);
  expect(await listFolder(files, '/data/empty')).toEqual([]);
  expect(await listFolder(files, '/data/nothing')).toBeUndefined();
  expect((await listFolder(files, '/'))?.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['bin', 'data', 'etc']),
  );
  // No name was run by any shell.
  expect(await files.engine.statPath(files.container, '/data/pwned')).toBeUndefined();
  expect(await files.engine.statPath(files.container, '/pwned')).toBeUndefined();
});

test.each(['running', 'stopped'] as const)('of a %s container are read and written', async (state) => {
  const files = await containerWith(state);
  expect((await readWhole(files, '/data/link')).content.toString()).toBe('one\n');
  await writeWhole(files, '/data/link', Buffer.from('two\n'));
  const copied = await cli('cp', `${files.container}:/data/one`, '-');
  expect(copied).toContain('two\n');
  expect((await readWhole(files, '/data/one')).header).toMatchObject({ owner: [1000, 50], permissions: 0o640 });
  expect(await statFile(files, '/data/link')).toMatchObject({ isLink: true, type: 'file', size: 4 });
  await writeWhole(files, '/data/new file', Buffer.alloc(0));
  await createFolder(files, '/data/made');
  expect(await statFile(files, '/data/made')).toMatchObject({ type: 'folder' });
  expect(await statFile(files, '/data/new file')).toMatchObject({ type: 'file', size: 0 });
  await expect(readWhole(files, '/data/pipe')).rejects.toMatchObject({
    problem: 'special',
  } satisfies Partial<FileProblem>);
  await expect(readWhole(files, '/data/empty')).rejects.toMatchObject({ problem: 'folder' });
  await expect(readWhole(files, '/data/nothing')).rejects.toMatchObject({ problem: 'missing' });
});

test('are renamed and deleted where the container runs, and it is said where it does not', async () => {
  const files = await containerWith('running');
  await renamePath(files, '/data/-rf', '/data/renamed');
  await deletePath(files, '/data/sub dir');
  await deletePath(files, '/data/$(touch pwned)');
  const entries = await listFolder(files, '/data');
  expect(entries?.map(({ name }) => name)).toContain('renamed');
  expect(entries?.map(({ name }) => name)).not.toContain('sub dir');
  await expect(renamePath(files, '/data/nothing', '/x')).rejects.toMatchObject({ problem: 'failed' });
  await files.engine.stop(files.container);
  await expect(deletePath({ ...files, running: false }, '/data/one')).rejects.toMatchObject({
    problem: 'needs running',
  });
});

test('of a volume are reached without running anything', async () => {
  const { engine } = real();
  const name = await engine.createVolume({ name: `slipway-files-${process.pid}`, labels });
  await withVolumes(engine, [{ name, access: 'write' }], async (container) => {
    await writeWhole({ engine, container, running: false }, '/slipway-volume-0/kept', Buffer.from('data'));
  });
  await withVolumes(engine, [{ name, access: 'read' }], async (container) => {
    const files = { engine, container, running: false };
    expect((await readWhole(files, '/slipway-volume-0/kept')).content.toString()).toBe('data');
    await expect(writeWhole(files, '/slipway-volume-0/other', Buffer.from('x'))).rejects.toThrow();
  });
  expect(await cli('ps', '-aq', '--filter', 'label=slipway.helper')).toBe('');
});

test('of a volume are changed where that was allowed, and deleted by a container that uses it', async () => {
  const { engine, run } = real();
  const id = await engine.createVolume({ name: `slipway-change-${process.pid}`, labels });
  const live = { engine: async () => engine, items: (kind) => engine.list(kind) } as Partial<LiveEngine> as LiveEngine;
  const read: FilePlace = { kind: 'volume', id, engine: '' };
  const write: FilePlace = { ...read, access: 'write' };
  const save = (place: FilePlace, path: string): Promise<void> =>
    reachFiles(live, place, async (files, pathOf) => writeWhole(files, pathOf(path), Buffer.from('data')));
  const names = async (): Promise<readonly string[] | undefined> =>
    reachFiles(live, read, async (files, pathOf) =>
      (await listFolder(files, pathOf('/')))?.map(({ name }) => name).toSorted((a, b) => a.localeCompare(b)),
    );
  await expect(save(read, '/a')).rejects.toThrow();
  await save(write, '/a');
  await save(write, '/b');
  expect(await names()).toEqual(['a', 'b']);
  const remove = (): Promise<void> => reachProgram(live, write, (files, pathOf) => deletePath(files, pathOf('/a')));
  await expect(remove()).rejects.toMatchObject({ problem: 'needs user' });
  await run({
    command: ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'],
    mounts: [{ volume: id, target: '/srv/data', access: 'write' }],
  });
  await remove();
  await reachProgram(live, write, (files, pathOf) => renamePath(files, pathOf('/b'), pathOf('/c')));
  expect(await names()).toEqual(['c']);
  expect(await cli('ps', '-aq', '--filter', 'label=slipway.helper')).toBe('');
});

test('deleting says which program the image lacks', async () => {
  const { engine, run } = real();
  const container = await run({ command: ['sleep', '1000'] });
  await cli('exec', container, 'rm', '/bin/rm');
  await expect(deletePath({ engine, container, running: true }, '/etc/group')).rejects.toMatchObject({
    problem: 'needs program',
    message: 'rm',
  });
});

test('a container that removes itself at its end is removed without complaint', async () => {
  const { engine } = real();
  const loop = 'trap "exit 0" TERM; while :; do sleep 0.1; done';
  const mark = Object.entries(labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]);
  const id = (await cli('run', '-d', '--rm', ...mark, 'busybox:latest', 'sh', '-c', loop)).trim();
  await removeContainer(engine, { id, state: 'running' });
  await expect.poll(() => engine.get('container', id), { timeout: 20_000 }).toBeUndefined();
  await expect(removeContainer(engine, { id, state: 'exited' })).rejects.toMatchObject({ problem: 'not-found' });
});
