import type { Readable } from 'node:stream';
import { toEngineError } from './errors.ts';
import { parseJson } from './json.ts';

/** Streams of an engine, read with backpressure: the next chunk is taken when the one before has been dealt with. */

export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Buffer;
}

/** What a stream brings. One that its reader has left just ends. */
export async function* chunksOf(stream: Readable, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    if (signal?.aborted !== true) throw toEngineError(error);
  } finally {
    stream.destroy();
  }
}

const headerSize = 8;

/**
 * The output of a container without a terminal: frames of an 8-byte header (stream, three zeros, big-endian length)
 * and their payload. Payloads are passed on as they come, so a frame of any size costs no memory. A stream that is not
 * framed at all is passed on as standard output.
 * Source: Docker Engine API, "Stream format" of container attach.
 */
export async function* demultiplex(source: AsyncIterable<Buffer>): AsyncGenerator<OutputChunk> {
  let header: Buffer = Buffer.alloc(0);
  let remaining = 0;
  let stream: OutputChunk['stream'] = 'stdout';
  let framed = true;
  for await (const chunk of source) {
    let position = 0;
    while (position < chunk.length) {
      if (!framed || remaining > 0) {
        const end = framed ? Math.min(chunk.length, position + remaining) : chunk.length;
        yield { stream, data: chunk.subarray(position, end) };
        remaining -= framed ? end - position : 0;
        position = end;
        continue;
      }
      const end = Math.min(chunk.length, position + headerSize - header.length);
      header = Buffer.concat([header, chunk.subarray(position, end)]);
      position = end;
      if (!isHeaderStart(header)) {
        framed = false;
        stream = 'stdout';
        yield { stream, data: header };
        header = Buffer.alloc(0);
      } else if (header.length === headerSize) {
        stream = header[0] === 2 ? 'stderr' : 'stdout';
        remaining = header.readUInt32BE(4);
        header = Buffer.alloc(0);
      }
    }
  }
  // What ends within a header was no frame.
  if (header.length > 0) yield { stream: 'stdout', data: header };
}

function isHeaderStart(header: Buffer): boolean {
  return (header[0] ?? 0) <= 2 && (header[1] ?? 0) === 0 && (header[2] ?? 0) === 0 && (header[3] ?? 0) === 0;
}

/** A container with a terminal: one stream, not framed. */
export async function* asStdout(source: AsyncIterable<Buffer>): AsyncGenerator<OutputChunk> {
  for await (const data of source) yield { stream: 'stdout', data };
}

/** Longer lines of a JSON stream are left out: no message of an engine comes near. */
const longestLine = 16 << 20;

/** The values of newline-delimited JSON, split anywhere. Lines that are no JSON are left out. */
export async function* jsonLines(source: AsyncIterable<Buffer | string>): AsyncGenerator {
  for await (const line of lines(source, longestLine)) {
    const value = parseJson(line);
    if (value !== undefined) yield value;
  }
}

/** The lines of a stream, without their ends. Lines of more than `longest` bytes are left out, and cost no more than that. */
export async function* lines(source: AsyncIterable<Buffer | string>, longest: number): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  let length = 0;
  for await (const piece of source) {
    const chunk = typeof piece === 'string' ? Buffer.from(piece) : piece;
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      const tail = chunk.subarray(start, end);
      if (length + tail.length <= longest) yield decodeLine([...parts, tail]);
      parts = [];
      length = 0;
      start = end + 1;
    }
    length += chunk.length - start;
    if (length <= longest) parts.push(chunk.subarray(start));
    else parts = [];
  }
  if (length > 0 && length <= longest) yield decodeLine(parts);
}

function decodeLine(parts: readonly Buffer[]): string {
  const line = Buffer.concat(parts).toString('utf8');
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
