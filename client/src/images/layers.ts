import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { list, listAt, objectAt, parseJson, textAt, texts } from '../engine/json.ts';
import { tarItems } from '../engine/tarReader.ts';
import { instructionOf } from './historyReport.ts';

/** What a layer does to one file. */
export interface LayerFile {
  readonly path: string;
  readonly what: 'added' | 'changed' | 'removed';
  /** Bytes in this layer. */
  readonly size: number;
}

export interface Layer {
  /** The line of the Dockerfile that made it, as far as that is known. */
  readonly instruction: string;
  readonly files: readonly LayerFile[];
  /** Bytes. */
  readonly size: number;
  /** Bytes of it that a later layer hides: in the image for nothing. */
  readonly wasted: number;
}

interface Entry {
  readonly path: string;
  readonly size: number;
  readonly isRemoval: boolean;
}

/** Entries of a layer that are kept: more than any honest one has. */
const mostEntries = 500_000;

/** Bytes of a file that is read for what it says of the layers. */
const mostJson = 4 << 20;

/**
 * The layers of an image from what `docker save` writes, the lowest first: which files each adds, changes and removes.
 * Reads the OCI layout and the older one; everything passes by once, and only names and sizes are kept.
 * Source: OCI image-spec, image-layout and layer (whiteouts); moby, image/tarexport.
 */
export async function readLayers(saved: AsyncIterable<Buffer>): Promise<readonly Layer[]> {
  const layers = new Map<string, readonly Entry[]>();
  const jsons = new Map<string, unknown>();
  for await (const item of tarItems(saved)) {
    if (item.type !== 'file') continue;
    const { first, all } = await peek(item.content);
    if (isTar(first) || isGzip(first)) layers.set(item.path, await entriesOf(isGzip(first) ? gunzipped(all) : all));
    else if (item.size <= mostJson) jsons.set(item.path, parseJson(await textOf(all)));
  }
  const [manifest] = list(jsons.get('manifest.json'));
  const config = jsons.get(textAt(manifest, 'Config'));
  const made = listAt(config, 'history').filter((step) => objectAt(step)['empty_layer'] !== true);
  const order = texts(objectAt(manifest)['Layers']);
  return judged(
    order.map((name, index) => ({
      entries: layers.get(name) ?? [],
      instruction: instructionOf(textAt(made[index], 'created_by')),
    })),
  );
}

/** From the lowest up, each against what those below it left; the wasted bytes when all have been seen. */
function judged(layers: readonly { entries: readonly Entry[]; instruction: string }[]): readonly Layer[] {
  /** Where each file that is still to be seen came from. */
  const standing = new Map<string, { layer: number; size: number }>();
  const wasted = layers.map(() => 0);
  const hide = (path: string): void => {
    const hidden = standing.get(path);
    if (!hidden) return;
    wasted[hidden.layer] = (wasted[hidden.layer] ?? 0) + hidden.size;
    standing.delete(path);
  };
  const files = layers.map(({ entries }, layer) => {
    // What a layer removes is of those below it, wherever in the layer that stands.
    const removed = new Set(entries.filter(({ isRemoval }) => isRemoval).map(({ path }) => path));
    if (removed.size > 0) for (const path of standing.keys()) if (isWithin(path, removed)) hide(path);
    return entries.map(({ path, size, isRemoval }): LayerFile => {
      if (isRemoval) return { path, what: 'removed', size: 0 };
      const what = standing.has(path) ? 'changed' : 'added';
      hide(path);
      standing.set(path, { layer, size });
      return { path, what, size };
    });
  });
  return layers.map(({ instruction }, layer) => ({
    instruction,
    files: files[layer] ?? [],
    size: (files[layer] ?? []).reduce((sum, { size }) => sum + size, 0),
    wasted: wasted[layer] ?? 0,
  }));
}

/** Whether the path or a folder around it is among these. */
function isWithin(path: string, places: ReadonlySet<string>): boolean {
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (places.has(path.slice(0, end))) return true;
  }
  return false;
}

const whiteout = '.wh.';

async function entriesOf(layer: AsyncIterable<Buffer>): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for await (const { path, type, size } of tarItems(layer)) {
    if (type === 'folder' || entries.length >= mostEntries) continue;
    const parts = path.replace(/^\.?\//, '').split('/');
    const name = parts.pop() ?? '';
    const folder = parts.join('/');
    // The folder itself is emptied of what the layers below put there.
    if (name === `${whiteout}${whiteout}.opq`) entries.push({ path: folder, size: 0, isRemoval: true });
    else if (name.startsWith(whiteout)) {
      entries.push({ path: [...parts, name.slice(whiteout.length)].join('/'), size: 0, isRemoval: true });
    } else entries.push({ path: [...parts, name].join('/'), size, isRemoval: false });
  }
  return entries;
}

/** The start of a stream, and the stream with its start. */
async function peek(
  content: AsyncIterator<Buffer> & AsyncIterable<Buffer>,
): Promise<{ first: Buffer; all: AsyncIterable<Buffer> }> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < 512) {
    const next = await content.next();
    if (next.done === true) break;
    parts.push(next.value);
    length += next.value.length;
  }
  async function* all(): AsyncGenerator<Buffer> {
    yield* parts;
    yield* content;
  }
  return { first: Buffer.concat(parts), all: all() };
}

function isTar(start: Buffer): boolean {
  return start.subarray(257, 262).toString() === 'ustar';
}

function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

function gunzipped(source: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gunzip = createGunzip();
  const input = Readable.from(source);
  input.on('error', (error) => gunzip.destroy(error));
  return input.pipe(gunzip);
}

async function textOf(source: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
