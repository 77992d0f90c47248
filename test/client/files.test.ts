import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { tarItems } from '../../client/src/engine/tarReader.ts';
import { tarOf } from '../../client/src/engine/tarWriter.ts';
import { ChangeTree } from '../../client/src/files/changes.ts';
import { extractTar, refusal } from '../../client/src/files/extract.ts';
import { parseListing } from '../../client/src/files/listing.ts';
import { tarOfLocal } from '../../client/src/files/localFiles.ts';
import { authorityOf, isChangeable, placeOf, schemeOf } from '../../client/src/files/places.ts';
import { streamOf } from './fixtures.ts';

interface Raw {
  readonly name: string;
  readonly type?: string;
  readonly target?: string;
  readonly content?: string;
  readonly prefix?: string;
}

/** A header as any program could write it, hostile ones too. */
function raw({ name, type = '0', target = '', content = '', prefix = '' }: Raw): Buffer {
  const head = Buffer.alloc(512);
  head.write(name, 0, 100);
  head.write('0000644\0', 100);
  head.write('0001750\0', 108);
  head.write('0000062\0', 116);
  head.write(Buffer.byteLength(content).toString(8).padStart(11, '0'), 124);
  head.write('00000000001', 136);
  head.fill(' ', 148, 156);
  head.write(type, 156);
  head.write(target, 157, 100);
  head.write('ustar\u000000', 257);
  head.write(prefix, 345);
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  const body = Buffer.from(content);
  return Buffer.concat([head, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

const tar = (...items: readonly Raw[]): Buffer => Buffer.concat([...items.map(raw), Buffer.alloc(1024)]);

async function read(bytes: Buffer, piece = bytes.length): Promise<string[]> {
  const pieces: Buffer[] = [];
  for (let start = 0; start < bytes.length; start += piece) pieces.push(bytes.subarray(start, start + piece));
  const found: string[] = [];
  for await (const { path, type, content } of tarItems(streamOf(...pieces))) {
    let text = '';
    for await (const part of content) text += part.toString();
    found.push(`${type} ${path} ${text}`.trim());
  }
  return found;
}

describe('reading a tar', () => {
  const items = [
    { name: 'a/', type: '5' },
    { name: 'a/one', content: 'x'.repeat(700) },
    { name: 'two', content: 'hello', prefix: 'deep/er' },
    { name: 'link', type: '2', target: 'a/one' },
    { name: 'dev', type: '3' },
  ];
  const expected = ['folder a/', `file a/one ${'x'.repeat(700)}`, 'file deep/er/two hello', 'link link', 'other dev'];

  test.each([1, 7, 511, 512, 513, 10_000])('cut into pieces of %i bytes is the same', async (piece) => {
    expect(await read(tar(...items), piece)).toEqual(expected);
  });

  test('skips what its reader does not take', async () => {
    const names: string[] = [];
    for await (const { path } of tarItems(streamOf(tar(...items)))) names.push(path);
    expect(names).toEqual(['a/', 'a/one', 'deep/er/two', 'link', 'dev']);
  });

  test('knows long names, by pax and by GNU tar', async () => {
    const long = `${'d'.repeat(120)}/${'f'.repeat(120)}`;
    const record = ` path=${long}\n`;
    const pax = { name: 'x', type: 'x', content: `${record.length + 3}${record}` };
    const gnu = { name: '././@LongLink', type: 'L', content: `${long}\0` };
    expect(await read(tar(pax, { name: 'short', content: 'a' }))).toEqual([`file ${long} a`]);
    expect(await read(tar(gnu, { name: 'short', content: 'b' }))).toEqual([`file ${long} b`]);
  });

  test('ends at what is no tar, and at one that is cut off', async () => {
    expect(await read(Buffer.from('nonsense'.repeat(200)))).toEqual([]);
    expect(await read(Buffer.alloc(0))).toEqual([]);
    expect(await read(tar(...items).subarray(0, 1100))).toEqual(['folder a/', `file a/one ${'x'.repeat(76)}`]);
  });

  test('what we write is read again, with its owner', async () => {
    const written = tarOf({ path: 'app.conf', mode: 0o640, time: 5, owner: [1000, 50] }, Buffer.from('content'));
    for await (const item of tarItems(written)) {
      expect(item).toMatchObject({ path: 'app.conf', permissions: 0o640, owner: [1000, 50], modified: 5000, size: 7 });
    }
  });
});

describe('writing a tar to the disk', () => {
  let folder: string;
  let outside: string;
  beforeEach(() => {
    outside = mkdtempSync(join(tmpdir(), 'slipway-extract-'));
    folder = join(outside, 'target');
  });
  afterEach(() => rmSync(outside, { recursive: true, force: true }));

  const extract = (...items: readonly Raw[]): ReturnType<typeof extractTar> =>
    extractTar(streamOf(tar(...items)), folder);

  test('keeps folders, files, links and second names', async () => {
    const { written, refused } = await extract(
      { name: 'app/', type: '5' },
      { name: 'app/one', content: '1' },
      { name: 'app/link', type: '2', target: 'one' },
      { name: 'app/same', type: '1', target: 'app/one' },
    );
    expect(refused).toEqual([]);
    expect(written).toBe(3);
    expect(readFileSync(join(folder, 'app/same'), 'utf8')).toBe('1');
    expect(readlinkSync(join(folder, 'app/link'))).toBe('one');
  });

  test.each([
    ['a path that climbs', { name: '../evil', content: 'x' }, 'escapes'],
    ['a path that climbs later', { name: 'a/../../evil', content: 'x' }, 'escapes'],
    ['an absolute path', { name: '/etc/evil', content: 'x' }, 'escapes'],
    ['a link to the outside', { name: 'evil', type: '2', target: '../../etc' }, 'link'],
    ['an absolute link', { name: 'evil', type: '2', target: '/etc' }, 'link'],
    ['a second name for the outside', { name: 'evil', type: '1', target: '../secret' }, 'link'],
    ['a device', { name: 'evil', type: '3' }, 'special'],
    ['a pipe', { name: 'evil', type: '6' }, 'special'],
  ])('%s is left out, and told', async (_what, item, why) => {
    const { refused } = await extract(item, { name: 'good', content: 'ok' });
    expect(refused).toEqual([{ path: item.name, why }]);
    expect(readdirSync(folder)).toEqual(['good']);
    expect(readdirSync(outside)).toEqual(['target']);
  });

  test('nothing is written through a link, be it in the tar or on the disk', async () => {
    await extract({ name: 'x', content: '' });
    writeFileSync(join(outside, 'secret'), 'kept');
    symlinkSync(outside, join(folder, 'way'));
    symlinkSync(join(outside, 'secret'), join(folder, 'file'));
    const { refused } = await extract({ name: 'way/evil', content: 'x' }, { name: 'file', content: 'changed' });
    expect(refused).toEqual([{ path: 'way/evil', why: 'escapes' }]);
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('kept');
    expect(readdirSync(outside).toSorted()).toEqual(['secret', 'target']);
  });

  test.each(['con', 'aux.txt', 'a/NUL', 'x:y', 'dot.', 'C:/x', 'a\\b'])('on Windows %s is refused', (path) => {
    expect(refusal({ path, type: 'file', target: '' }, 'win32')).toMatch(/name|escapes/);
    expect(refusal({ path, type: 'file', target: '' }, 'linux')).toBeUndefined();
  });

  test('a folder of this machine goes as a tar and comes back the same', async () => {
    await extract({ name: 'up/', type: '5' }, { name: 'up/a', content: 'A' }, { name: 'up/l', type: '2', target: 'a' });
    const back = join(outside, 'back');
    await extractTar(tarOfLocal(join(folder, 'up')), back);
    expect(readFileSync(join(back, 'up/a'), 'utf8')).toBe('A');
    expect(readlinkSync(join(back, 'up/l'))).toBe('a');
  });
});

describe('the listing of a shell', () => {
  test('tells files, folders, links and what these lead to', () => {
    const output = [
      '//41ed 4096 100 ./bin',
      '//81a4 12 200 ./with space',
      '//a1ff 7 300 ./link',
      '//21b6 0 400 ./null',
      '//L',
      '//41ed 4096 100 ./bin',
      '//41ed 4096 100 ./link',
      '//E',
      '',
    ].join('\n');
    expect(parseListing(output)?.map(({ name, type, isLink }) => `${name} ${type}${isLink ? ' link' : ''}`)).toEqual([
      'bin folder',
      'with space file',
      'link folder link',
      'null other',
    ]);
  });

  test('is not led astray by names', () => {
    const output = '//81a4 1 2 ./a\n81a4 9 9 b\n//81a4 3 4 ./E\n//L\n//E\n';
    expect(parseListing(output)?.map(({ name }) => name)).toEqual(['a\n81a4 9 9 b', 'E']);
  });

  test('of an empty folder is empty, and one that is cut off is none', () => {
    expect(parseListing('//L\n//E\n')).toEqual([]);
    expect(parseListing('//81a4 1 2 ./a\n//L\n')).toBeUndefined();
    expect(parseListing('')).toBeUndefined();
  });
});

test('changes are a tree of the folders that lead to them', () => {
  const tree = new ChangeTree([
    { path: '/etc', what: 'changed' },
    { path: '/etc/app.conf', what: 'added' },
    { path: '/bin/vi', what: 'deleted' },
  ]);
  expect(tree.in('/')).toEqual([
    { name: 'bin', path: '/bin', isFolder: true, what: undefined },
    { name: 'etc', path: '/etc', isFolder: true, what: 'changed' },
  ]);
  expect(tree.in('/etc')).toEqual([{ name: 'app.conf', path: '/etc/app.conf', isFolder: false, what: 'added' }]);
  expect(tree.what('/bin/vi')).toBe('deleted');
  expect(new ChangeTree([]).in('/')).toEqual([]);
});

test('an address holds any name and any engine', () => {
  const place = { kind: 'volume', id: 'my.volume/..', engine: 'lab+1' } as const;
  expect(placeOf('slipway-volume', authorityOf(place))).toEqual(place);
  const changeable = { ...place, access: 'write' } as const;
  expect(placeOf(schemeOf(changeable), authorityOf(changeable))).toEqual(changeable);
  expect([schemeOf(place), isChangeable(place), isChangeable(changeable)]).toEqual(['slipway-volume', false, true]);
  expect(isChangeable({ kind: 'image', id: 'a', engine: '' })).toBe(false);
  expect(authorityOf(place)).toMatch(/^[a-f0-9.]+$/);
  expect(placeOf('file', authorityOf(place))).toBeUndefined();
  expect(placeOf('slipway', '')).toBeUndefined();
});
