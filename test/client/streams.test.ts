import { array, assert, asyncProperty, nat } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { demultiplex, jsonLines, lines } from '../../client/src/engine/streams.ts';
import { collect, streamOf } from './fixtures.ts';

function frame(stream: 0 | 1 | 2, text: string | Buffer): Buffer {
  const data = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(data.length, 4);
  return Buffer.concat([header, data]);
}

/** The output by stream, whatever its pieces were. */
async function demultiplexed(...chunks: readonly Buffer[]): Promise<string> {
  let text = '';
  let last = '';
  for (const { stream, data } of await collect(demultiplex(streamOf(...chunks)))) {
    text += stream === last ? data.toString('latin1') : `<${stream}>${data.toString('latin1')}`;
    last = stream;
  }
  return text;
}

function cutAt(bytes: Buffer, places: readonly number[]): Buffer[] {
  const sorted = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  return sorted.slice(1).map((end, index) => bytes.subarray(sorted[index], end));
}

describe('the output of a container', () => {
  test('keeps its streams apart and their order', async () => {
    const bytes = Buffer.concat([frame(1, 'one'), frame(2, 'two'), frame(1, ''), frame(1, 'three')]);
    expect(await demultiplexed(bytes)).toBe('<stdout>one<stderr>two<stdout>three');
  });

  test('reads the same however it is cut', async () => {
    const bytes = Buffer.concat([frame(1, 'hello'), frame(2, 'world!'), frame(1, 'x'.repeat(300))]);
    const whole = await demultiplexed(bytes);
    await assert(
      asyncProperty(array(nat(), { maxLength: 12 }), async (places) => {
        expect(await demultiplexed(...cutAt(bytes, places))).toBe(whole);
      }),
    );
  });

  test('of 100,000 frames in one chunk needs no deep stack', async () => {
    const bytes = Buffer.concat(Array.from({ length: 100_000 }, () => frame(1, 'y')));
    expect((await demultiplexed(bytes)).length).toBe('<stdout>'.length + 100_000);
  });

  test('that is not framed at all is passed on as it is', async () => {
    expect(await demultiplexed(Buffer.from('plain text\n'), Buffer.from('more'))).toBe('<stdout>plain text\nmore');
  });

  test('that ends within a header loses nothing', async () => {
    expect(await demultiplexed(frame(1, 'a'), Buffer.from([1, 0]))).toBe('<stdout>a\u0001\u0000');
  });

  test('passes a huge frame on in pieces', async () => {
    const header = Buffer.from([1, 0, 0, 0, 0x7f, 0xff, 0xff, 0xff]);
    const chunks = await collect(demultiplex(streamOf(header, Buffer.from('a'), Buffer.from('b'))));
    expect(chunks.map(({ data }) => String(data))).toEqual(['a', 'b']);
  });
});

describe('JSON lines', () => {
  test('read the same however they are cut', async () => {
    const values = [{ a: 1 }, { text: 'äöü → 漢字 \n' }, [], 'x'];
    const bytes = Buffer.from(values.map((value) => `${JSON.stringify(value)}\r\n`).join(''));
    await assert(
      asyncProperty(array(nat(), { maxLength: 12 }), async (places) => {
        expect(await collect(jsonLines(streamOf(...cutAt(bytes, places))))).toEqual(values);
      }),
    );
  });

  test('leave out what is no JSON, and read the last without its end', async () => {
    expect(await collect(jsonLines(streamOf('{"a":1}\nnonsense\n\n{"b":', '2}')))).toEqual([{ a: 1 }, { b: 2 }]);
  });

  test('that are too long are left out, and those after them are read', async () => {
    expect(await collect(lines(streamOf('123456', '7890\nshort\n', 'toolongagain'), 6))).toEqual(['short']);
  });
});
