import { createReadStream } from 'node:fs';
import { readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

const block = 512;

/** What stands in a tar: a file, a folder or a symbolic link. */
export interface TarEntry {
  /** Relative, with `/`. */
  readonly path: string;
  readonly type: 'file' | 'folder' | 'link';
  readonly mode: number;
  /** Bytes. */
  readonly size: number;
  /** Seconds since 1970. */
  readonly time: number;
  /** User and group by their numbers; root where they are left out. */
  readonly owner?: readonly [number, number];
}

/**
 * Files of this machine as a tar stream, read file by file as it is taken.
 * Source: POSIX.1-2001 pax interchange format; a pax header is written only where a name or a size needs one.
 */
export function tarStream(root: string, entries: AsyncIterable<TarEntry>, more?: MoreFile): Readable {
  return Readable.from(tarBlocks(root, entries, more), { objectMode: false });
}

/** A file beside those of this machine. */
interface MoreFile {
  readonly path: string;
  readonly content: Buffer;
}

async function* tarBlocks(root: string, entries: AsyncIterable<TarEntry>, more?: MoreFile): AsyncGenerator<Buffer> {
  if (more) {
    const { path, content: text } = more;
    yield* headers({ path, type: 'file', mode: 0o644, size: text.length, time: 0 }, '');
    yield* [text, Buffer.alloc((block - (text.length % block)) % block)];
  }
  for await (const entry of entries) {
    const link = entry.type === 'link' ? await readlink(join(root, entry.path)) : '';
    yield* headers(entry, link);
    if (entry.type === 'file') yield* content(root, entry);
  }
  yield Buffer.alloc(2 * block);
}

/** A tar of one file or folder whose content is at hand. */
export function tarOf(entry: Omit<TarEntry, 'size' | 'type'>, content: Uint8Array | 'folder'): Readable {
  const whole: TarEntry =
    content === 'folder' ? { ...entry, type: 'folder', size: 0 } : { ...entry, type: 'file', size: content.length };
  const body =
    content === 'folder' ? [] : [Buffer.from(content), Buffer.alloc((block - (content.length % block)) % block)];
  return Readable.from([...headers(whole, ''), ...body, Buffer.alloc(2 * block)], { objectMode: false });
}

/** Exactly as many bytes as the header said, even if the file changes meanwhile. */
async function* content(root: string, entry: TarEntry): AsyncGenerator<Buffer> {
  let left = entry.size;
  if (left > 0) {
    for await (const chunk of createReadStream(join(root, entry.path), { end: entry.size - 1 })) {
      if (!Buffer.isBuffer(chunk)) continue;
      left -= chunk.length;
      yield chunk;
    }
  }
  while (left > 0) {
    const zeros = Buffer.alloc(Math.min(left, 65_536));
    left -= zeros.length;
    yield zeros;
  }
  yield Buffer.alloc((block - (entry.size % block)) % block);
}

function* headers(entry: TarEntry, link: string): Generator<Buffer> {
  const name = entry.type === 'folder' ? `${entry.path}/` : entry.path;
  const size = entry.type === 'file' ? entry.size : 0;
  const records = [
    ...(Buffer.byteLength(name) > 100 ? [['path', name] as const] : []),
    ...(Buffer.byteLength(link) > 100 ? [['linkpath', link] as const] : []),
    ...(size > 0o77777777777 ? [['size', String(size)] as const] : []),
  ];
  if (records.length > 0) {
    const body = Buffer.from(records.map(([key, value]) => paxRecord(key, value)).join(''));
    yield header({ name: 'PaxHeader', mode: 0o644, size: body.length, time: 0, type: 'x', link: '', owner: [0, 0] });
    yield body;
    yield Buffer.alloc((block - (body.length % block)) % block);
  }
  const type = { file: '0', folder: '5', link: '2' }[entry.type];
  yield header({ name, mode: entry.mode, size, time: entry.time, type, link, owner: entry.owner ?? [0, 0] });
}

/** `length key=value\n`, where the length counts itself. */
function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest) + 1;
  while (String(length).length + Buffer.byteLength(rest) !== length) length += 1;
  return `${length}${rest}`;
}

interface Header {
  readonly name: string;
  readonly mode: number;
  readonly size: number;
  readonly time: number;
  readonly type: string;
  readonly link: string;
  readonly owner: readonly [number, number];
}

function header({ name, mode, size, time, type, link, owner }: Header): Buffer {
  const bytes = Buffer.alloc(block);
  // What is longer than its field stands in the pax header.
  Buffer.from(name).copy(bytes, 0, 0, 100);
  bytes.write(octal(mode & 0o7777, 8), 100);
  bytes.write(octal(owner[0], 8), 108);
  bytes.write(octal(owner[1], 8), 116);
  bytes.write(octal(size > 0o77777777777 ? 0 : size, 12), 124);
  bytes.write(octal(time, 12), 136);
  bytes.fill(' ', 148, 156);
  bytes.write(type, 156);
  Buffer.from(link).copy(bytes, 157, 0, 100);
  bytes.write('ustar\u000000', 257);
  let sum = 0;
  for (const byte of bytes) sum += byte;
  bytes.write(`${octal(sum, 7)}\u0000 `, 148);
  return bytes;
}

/** As many octal digits as fit before the closing zero. */
function octal(value: number, width: number): string {
  const digits = Math.max(0, Math.floor(value)).toString(8);
  return digits.slice(-(width - 1)).padStart(width - 1, '0');
}
