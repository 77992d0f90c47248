import type { Duplex } from 'node:stream';

export type Query = Readonly<Record<string, unknown>>;

/** One request to an engine. */
export interface Call {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly query?: Query;
  readonly body?: object;
  /** A request body that is not JSON. */
  readonly upload?: NodeJS.ReadableStream;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The ways to ask an engine. All reject with an EngineError. */
export interface Calls {
  /** A short question; gives up after seconds. */
  read(path: string, query?: Query): Promise<unknown>;
  /** Something that may take its time, but not for ever. */
  act(call: Call): Promise<unknown>;
  /** The body of an answer, as the chunks of it come. The request ends with the reading, or with its signal. */
  open(call: Call): Promise<AsyncIterable<Buffer>>;
  /** The connection itself, both ways. */
  hijack(call: Call): Promise<Duplex>;
  /** The headers of an answer alone. */
  head(path: string, query?: Query): Promise<Readonly<Record<string, string | string[] | undefined>>>;
}

/** Credentials in the URL alphabet and padded: engines are strict about both. */
export function headerText(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
