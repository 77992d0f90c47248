const block = 512;

/** What a tar says of one thing in it. */
export interface TarHeader {
  /** As it is written: it may be absolute, or lead out of the folder. */
  readonly path: string;
  readonly type: 'file' | 'folder' | 'link' | 'hard link' | 'other';
  /** Where a link leads. */
  readonly target: string;
  /** The bits of `chmod`. */
  readonly permissions: number;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly owner: readonly [number, number];
}

/** One thing in a tar. Its content must be read, or left, before the next one is asked for. */
export interface TarItem extends TarHeader {
  readonly content: AsyncIterable<Buffer> & AsyncIterator<Buffer>;
}

/**
 * The things in a tar, as its bytes come. Nothing is kept but one header: a tar of any size costs no memory. Ends at
 * the first header that is none; whoever needs to know that it was whole looks at what came.
 * Source: POSIX.1-2001 pax interchange format; GNU tar, "Basic Tar Format" (long names, base-256 numbers).
 */
export async function* tarItems(source: AsyncIterable<Buffer>): AsyncGenerator<TarItem> {
  const bytes = new ByteReader(source);
  let extra: Extra = {};
  for (;;) {
    const head = await bytes.take(block);
    if (!head || head.every((byte) => byte === 0) || !isHeader(head)) return;
    const header = { ...headerOf(head), ...extra };
    const kind = String.fromCharCode(head[156] ?? 0);
    const padded = Math.ceil(header.size / block) * block;
    const meta = metaReaders[kind];
    if (meta) {
      // What describes the next thing is short; a longer one is hostile.
      if (header.size > 1 << 20) return;
      const body = await bytes.take(padded);
      Object.assign(extra, body ? meta(body.subarray(0, header.size)) : {});
      continue;
    }
    extra = {};
    const size = header.type === 'file' ? header.size : 0;
    const content = bytes.content(size);
    yield { ...header, size, content };
    // What the reader did not take is skipped.
    await drain(content);
    await bytes.skip(padded - size);
  }
}

type Extra = Partial<Pick<TarHeader, 'path' | 'target' | 'size'>>;

const metaReaders: Readonly<Record<string, (body: Buffer) => Extra>> = {
  x: paxRecords,
  g: () => ({}),
  L: (body) => ({ path: textOf(body) }),
  K: (body) => ({ target: textOf(body) }),
};

function paxRecords(body: Buffer): Extra {
  const extra: { path?: string; target?: string; size?: number } = {};
  let position = 0;
  while (position < body.length) {
    const space = body.indexOf(0x20, position);
    const length = space < 0 ? 0 : Number(body.subarray(position, space).toString());
    if (!(length > 0)) return extra;
    const record = body.subarray(space + 1, position + length - 1).toString('utf8');
    const equals = record.indexOf('=');
    const value = record.slice(equals + 1);
    if (record.startsWith('path=')) extra.path = value;
    if (record.startsWith('linkpath=')) extra.target = value;
    if (record.startsWith('size=')) extra.size = Number(value) || 0;
    position += length;
  }
  return extra;
}

const types: Readonly<Record<string, TarHeader['type']>> = {
  '\0': 'file',
  '0': 'file',
  '7': 'file',
  '1': 'hard link',
  '2': 'link',
  '5': 'folder',
};

function headerOf(head: Buffer): TarHeader {
  const ustar = head.subarray(257, 262).toString() === 'ustar';
  const prefix = ustar && head[262] === 0 ? textOf(head.subarray(345, 500)) : '';
  const name = textOf(head.subarray(0, 100));
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    type: types[String.fromCharCode(head[156] ?? 0)] ?? 'other',
    target: textOf(head.subarray(157, 257)),
    permissions: numberOf(head.subarray(100, 108)) % 0o10000,
    size: numberOf(head.subarray(124, 136)),
    modified: numberOf(head.subarray(136, 148)) * 1000,
    owner: [numberOf(head.subarray(108, 116)), numberOf(head.subarray(116, 124))],
  };
}

/** The sum of all bytes, with spaces in the place of the sum itself. */
function isHeader(head: Buffer): boolean {
  let sum = 0;
  head.forEach((byte, index) => {
    sum += index >= 148 && index < 156 ? 0x20 : byte;
  });
  return sum === numberOf(head.subarray(148, 156));
}

function textOf(field: Buffer): string {
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? field.length : end).toString('utf8');
}

/** Octal digits, or binary where the first bit is set. Never negative. */
function numberOf(field: Buffer): number {
  if (((field[0] ?? 0) & 0x80) === 0) return Number.parseInt(textOf(field).trim() || '0', 8) || 0;
  const value = field.subarray(1).reduce((sum, byte) => sum * 256 + byte, (field[0] ?? 0) & 0x3f);
  return Number.isSafeInteger(value) ? value : 0;
}

async function drain(content: AsyncIterator<Buffer>): Promise<void> {
  for (let next = await content.next(); next.done !== true; next = await content.next());
}

/** Takes as many bytes as are wanted from chunks of any size. */
class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Undefined where the source ends before. For short things only. */
  async take(length: number): Promise<Buffer | undefined> {
    const parts: Buffer[] = [];
    for await (const part of this.content(length)) parts.push(part);
    const taken = Buffer.concat(parts);
    return taken.length === length ? taken : undefined;
  }

  async skip(length: number): Promise<void> {
    await drain(this.content(length));
  }

  /** The same iterator each time it is asked, so that what was read once is not read again. */
  content(length: number): AsyncIterable<Buffer> & AsyncIterator<Buffer> {
    let left = length;
    const iterator: AsyncIterable<Buffer> & AsyncIterator<Buffer> = {
      [Symbol.asyncIterator]: () => iterator,
      next: async () => {
        if (left <= 0) return { done: true, value: undefined };
        const chunk = await this.#next();
        if (!chunk) return { done: true, value: undefined };
        const value = chunk.subarray(0, left);
        this.#rest = chunk.subarray(value.length);
        left -= value.length;
        return { done: false, value };
      },
    };
    return iterator;
  }

  async #next(): Promise<Buffer | undefined> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) return undefined;
      this.#rest = next.value;
    }
    const chunk = this.#rest;
    this.#rest = Buffer.alloc(0);
    return chunk;
  }
}
