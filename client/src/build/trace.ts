import type { BuildEvent } from './buildEvent.ts';

/**
 * BuildKit's progress as the engine's build API wraps it: protobuf of control.StatusResponse. Only the fields that are
 * shown are read; all others, known or not, are passed over. What cannot be read gives no events.
 * Source: moby/buildkit api/services/control/control.proto (StatusResponse, Vertex, VertexLog, VertexWarning).
 */
export function eventsOfTrace(bytes: Buffer): readonly BuildEvent[] {
  const status = fieldsOf(bytes);
  return [
    ...messages(status, 1).map((vertex): BuildEvent => {
      const [started, completed] = [time(vertex, 5), time(vertex, 6)];
      const error = text(vertex, 7);
      return {
        type: 'step',
        id: text(vertex, 1),
        name: text(vertex, 3),
        ...(started === undefined ? {} : { started }),
        ...(completed === undefined ? {} : { completed }),
        cached: number(vertex, 4) === 1,
        ...(error === '' ? {} : { error }),
      };
    }),
    ...messages(status, 3).map((log): BuildEvent => ({ type: 'log', id: text(log, 1), data: last(log, 4) })),
    ...messages(status, 4).map(warningOf),
  ];
}

/** Its ranges (7) begin (1) at a line (1). */
function warningOf(warning: Fields): BuildEvent {
  const [range] = messages(warning, 7);
  const [start] = range ? messages(range, 1) : [];
  const line = start ? number(start, 1) : 0;
  return { type: 'warning', text: text(warning, 3), url: text(warning, 5), ...(line > 0 ? { line } : {}) };
}

/** Values by field number: bytes of length-delimited fields, numbers of varints. */
type Fields = ReadonlyMap<number, readonly (Buffer | number)[]>;

function messages(fields: Fields, field: number): readonly Fields[] {
  return (fields.get(field) ?? []).filter((value) => Buffer.isBuffer(value)).map(fieldsOf);
}

function last(fields: Fields, field: number): Buffer {
  const value = fields.get(field)?.at(-1);
  return Buffer.isBuffer(value) ? value : Buffer.alloc(0);
}

function text(fields: Fields, field: number): string {
  return last(fields, field).toString('utf8');
}

function number(fields: Fields, field: number): number {
  const value = fields.get(field)?.at(-1);
  return typeof value === 'number' ? value : 0;
}

/** google.protobuf.Timestamp. */
function time(fields: Fields, field: number): number | undefined {
  const [stamp] = messages(fields, field);
  return stamp ? number(stamp, 1) * 1000 + number(stamp, 2) / 1e6 : undefined;
}

/** Source: protobuf.dev, "Encoding". */
function fieldsOf(bytes: Buffer): Fields {
  const fields = new Map<number, (Buffer | number)[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let scale = 1; at < bytes.length; scale *= 128) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 127) * scale;
      if (byte < 128) break;
    }
    return value;
  };
  const fixed = (length: number): Buffer => {
    const value = bytes.subarray(at, at + length);
    at += length;
    return value;
  };
  while (at < bytes.length) {
    const key = varint();
    const readers: Readonly<Record<number, () => Buffer | number>> = {
      0: varint,
      1: () => fixed(8),
      2: () => fixed(varint()),
      5: () => fixed(4),
    };
    const read = readers[key % 8];
    if (!read) return fields;
    const field = Math.floor(key / 8);
    fields.set(field, [...(fields.get(field) ?? []), read()]);
  }
  return fields;
}
