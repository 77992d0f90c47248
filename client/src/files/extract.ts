import { createWriteStream } from 'node:fs';
import { copyFile, lstat, mkdir, symlink } from 'node:fs/promises';
import { dirname, posix, resolve, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type TarItem, tarItems } from '../engine/tarReader.ts';

/** Why something in a tar was not written. */
export type Refusal = 'escapes' | 'special' | 'name' | 'link';

interface Extracted {
  readonly written: number;
  readonly refused: readonly { readonly path: string; readonly why: Refusal }[];
}

/**
 * Writes the things of a tar below a folder of this machine. The tar is somebody else's: nothing in it can write
 * outside of the folder, through a link either, nor make a device or a name that Windows would take for one.
 */
export async function extractTar(
  source: AsyncIterable<Buffer>,
  folder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<Extracted> {
  const refused: { path: string; why: Refusal }[] = [];
  let written = 0;
  await mkdir(folder, { recursive: true });
  for await (const item of tarItems(source)) {
    const why = refusal(item, platform) ?? (await refusalOfPlace(item.path, folder));
    if (why) refused.push({ path: item.path, why });
    else {
      await write(item, folder);
      if (item.type !== 'folder') written += 1;
    }
  }
  return { written, refused };
}

/** What the header alone gives away. */
export function refusal(
  item: Pick<TarItem, 'path' | 'type' | 'target'>,
  platform: NodeJS.Platform,
): Refusal | undefined {
  if (leadsOut(item.path)) return 'escapes';
  const onWindows = platform === 'win32' ? refusalOnWindows(item.path) : undefined;
  if (onWindows) return onWindows;
  if (item.type === 'other') return 'special';
  // A second name of a file that is in the tar already.
  if (item.type === 'hard link') return leadsOut(item.target) ? 'link' : undefined;
  if (item.type !== 'link') return undefined;
  const target = posix.normalize(posix.join(posix.dirname(clean(item.path)), item.target));
  return item.target.startsWith('/') || item.target.includes('\\') || target.startsWith('..') ? 'link' : undefined;
}

function leadsOut(path: string): boolean {
  return path.startsWith('/') || path.split('/').includes('..') || path.includes('\0');
}

function refusalOnWindows(path: string): Refusal | undefined {
  if (/^[a-z]:/i.test(path) || path.includes('\\')) return 'escapes';
  return path.split('/').some(isReservedOnWindows) ? 'name' : undefined;
}

function isReservedOnWindows(part: string): boolean {
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(part) || /[<>:"|?*]|[. ]$/.test(part.replace(/^\.$/, ''));
}

/** A folder on the way that is a link could lead anywhere. */
async function refusalOfPlace(path: string, folder: string): Promise<Refusal | undefined> {
  let place = resolve(folder);
  const parts = clean(path).split('/').slice(0, -1);
  for (const part of parts) {
    place = resolve(place, part);
    const found = await lstat(place).catch(() => undefined);
    if (found?.isSymbolicLink() === true) return 'escapes';
  }
  return place === resolve(folder) || place.startsWith(resolve(folder) + sep) ? undefined : 'escapes';
}

function clean(path: string): string {
  return posix.normalize(path).replace(/\/$/, '');
}

async function write(item: TarItem, folder: string): Promise<void> {
  const place = resolve(folder, clean(item.path));
  if (item.type === 'folder') {
    await mkdir(place, { recursive: true });
    return;
  }
  await mkdir(dirname(place), { recursive: true });
  if (item.type === 'link') {
    await symlink(item.target, place).catch(() => undefined);
    return;
  }
  const found = await lstat(place).catch(() => undefined);
  // A link of that name would be written through.
  if (found?.isSymbolicLink() === true) return;
  if (item.type === 'hard link') {
    await copyOther(resolve(folder, clean(item.target)), place);
    return;
  }
  const mode = (item.permissions & 0o777) | 0o600;
  await pipeline(Readable.from(item.content), createWriteStream(place, { mode }));
}

/** What is not there, or is no file, is left out. */
async function copyOther(from: string, to: string): Promise<void> {
  const found = await lstat(from).catch(() => undefined);
  if (found?.isFile() === true) await copyFile(from, to);
}
