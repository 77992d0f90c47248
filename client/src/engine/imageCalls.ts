import { type Calls, headerText } from './calls.ts';
import { EngineError } from './errors.ts';
import { pathId } from './ids.ts';
import { list, numberAt, objectAt, textAt, texts } from './json.ts';
import type { RegistryCredentials } from './resources.ts';
import { repositoryOf, tagOf } from './references.ts';
import { jsonLines } from './streams.ts';

interface Transfer {
  /** Of the registry in the reference, and for no other. */
  readonly credentials?: RegistryCredentials;
  readonly platform?: string;
  readonly signal: AbortSignal;
}

/** One step in the making of an image, the newest first. */
export interface HistoryStep {
  /** The layer it left, as far as the engine keeps that as an image. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly createdBy: string;
  /** Bytes. */
  readonly size: number;
  readonly tags: readonly string[];
  readonly comment: string;
}

export interface FoundImage {
  readonly name: string;
  readonly description: string;
  readonly stars: number;
  readonly official: boolean;
}

/** What can be done with images. Streams of messages end with a rejection where the engine tells of a failure. */
export interface ImageCalls {
  pull(reference: string, transfer: Transfer): AsyncIterable<unknown>;
  push(reference: string, transfer: Transfer): AsyncIterable<unknown>;
  tag(image: string, reference: string): Promise<void>;
  history(image: string): Promise<readonly HistoryStep[]>;
  /** The images as the tar that `load` takes. */
  save(references: readonly string[], signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
  load(tar: NodeJS.ReadableStream, signal: AbortSignal): AsyncIterable<unknown>;
  /** Makes an image of a tar of files. */
  importFiles(tar: NodeJS.ReadableStream, reference: string, signal: AbortSignal): AsyncIterable<unknown>;
  search(term: string): Promise<readonly FoundImage[]>;
}

/** Source: Docker Engine API, Image. */
export function imageCalls(calls: Calls): ImageCalls {
  return {
    pull: (reference, { credentials, platform, signal }) =>
      messages(calls, {
        method: 'POST',
        path: '/images/create',
        query: { ...partsOf(reference), ...(platform === undefined ? {} : { platform }) },
        headers: authHeader(credentials),
        signal,
      }),
    push: (reference, { credentials, signal }) =>
      messages(calls, {
        method: 'POST',
        path: `/images/${pathId('image', repositoryOf(reference))}/push`,
        query: { tag: tagOf(reference) },
        // Required, even where there is nothing to tell.
        headers: { 'X-Registry-Auth': headerText(credentials ?? {}) },
        signal,
      }),
    tag: async (image, reference) => {
      const query = { repo: repositoryOf(reference), tag: tagOf(reference) };
      await calls.act({ method: 'POST', path: `/images/${pathId('image', image)}/tag`, query });
    },
    history: async (image) => list(await calls.read(`/images/${pathId('image', image)}/history`)).map(historyStep),
    save: async (references, signal) => {
      const names = references.map((reference) => pathId('image', reference) && reference);
      return calls.open({ method: 'GET', path: '/images/get', query: { names }, signal });
    },
    load: (upload, signal) =>
      messages(calls, { method: 'POST', path: '/images/load', query: { quiet: true }, upload, signal }),
    importFiles: (upload, reference, signal) =>
      messages(calls, {
        method: 'POST',
        path: '/images/create',
        query: { fromSrc: '-', repo: repositoryOf(reference), tag: tagOf(reference) },
        upload,
        signal,
      }),
    search: async (term) =>
      list(await calls.read('/images/search', { term, limit: 25 })).map((item) => ({
        name: textAt(item, 'name'),
        description: textAt(item, 'description'),
        stars: numberAt(item, 'star_count'),
        official: objectAt(item)['is_official'] === true,
      })),
  };
}

/** A failure comes as a message in a stream that is otherwise well: it is made one here. */
async function* messages(calls: Calls, call: Parameters<Calls['open']>[0]): AsyncGenerator {
  for await (const message of jsonLines(await calls.open(call))) {
    const words = textAt(objectAt(message, 'errorDetail'), 'message') || textAt(message, 'error');
    if (words !== '') throw new EngineError(problemOf(words), words);
    yield message;
  }
}

function problemOf(words: string): 'refused' | 'not-found' | 'engine' {
  if (/denied|unauthorized|authentication required|no basic auth/i.test(words)) return 'refused';
  return /not found|manifest unknown|does not exist/i.test(words) ? 'not-found' : 'engine';
}

function partsOf(reference: string): object {
  if (reference.includes('@')) return { fromImage: reference };
  return { fromImage: repositoryOf(reference), tag: tagOf(reference) };
}

function authHeader(credentials: RegistryCredentials | undefined): Record<string, string> {
  return credentials ? { 'X-Registry-Auth': headerText(credentials) } : {};
}

function historyStep(item: unknown): HistoryStep {
  return {
    id: textAt(item, 'Id'),
    created: numberAt(item, 'Created') * 1000,
    createdBy: textAt(item, 'CreatedBy'),
    size: numberAt(item, 'Size'),
    tags: texts(objectAt(item)['Tags']),
    comment: textAt(item, 'Comment'),
  };
}
