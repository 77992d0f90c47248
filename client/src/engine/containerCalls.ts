import type { Call, Calls } from './calls.ts';
import { pathId } from './ids.ts';
import { list, numberAt, objectAt, textAt, texts } from './json.ts';
import { jsonLines } from './streams.ts';
import { type StatsSample, statsOf } from './stats.ts';

/** What a running container may use, and what becomes of it when it ends. Only what is told changes. */
export interface ContainerLimits {
  /** Bytes. */
  readonly memory?: number;
  /** Processors, and parts of one. */
  readonly cpus?: number;
  readonly restart?: RestartPolicy;
}

export type RestartPolicy = 'no' | 'always' | 'unless-stopped' | 'on-failure';

export interface CommitOptions {
  readonly repository: string;
  readonly tag: string;
  readonly comment?: string;
  readonly author?: string;
  /** Lets its programs go on meanwhile: what they are writing may be taken half. */
  readonly running?: boolean;
}

/** A file that differs from the image. */
export interface FileChange {
  readonly path: string;
  readonly what: 'changed' | 'added' | 'deleted';
}

export interface ProcessList {
  readonly titles: readonly string[];
  readonly processes: readonly (readonly string[])[];
}

/** What can be done with a container. */
export interface ContainerCalls {
  start(id: string): Promise<void>;
  stop(id: string): Promise<void>;
  restart(id: string): Promise<void>;
  pause(id: string): Promise<void>;
  unpause(id: string): Promise<void>;
  kill(id: string, signal: string): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  update(id: string, limits: ContainerLimits): Promise<void>;
  /** Makes an image of it and gives that one's id. */
  commit(id: string, options: CommitOptions): Promise<string>;
  /** The files that differ from the image. */
  fileChanges(id: string): Promise<readonly FileChange[]>;
  processes(id: string): Promise<ProcessList>;
  /** About one sample a second, until the signal or the end of the container. */
  stats(id: string, signal: AbortSignal): AsyncIterable<StatsSample>;
  /** Its exit code, when it has ended; with `next-exit`, when it ends the next time. */
  waitFor(id: string, signal: AbortSignal, condition?: 'next-exit'): Promise<number>;
  /** All its files as a tar. */
  exportFiles(id: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
}

/** Source: Docker Engine API, Container. */
export function containerCalls(calls: Calls): ContainerCalls {
  const post = async (id: string, verb: string, more: Pick<Call, 'query' | 'body'> = {}): Promise<unknown> =>
    calls.act({ method: 'POST', path: `${pathOf(id)}/${verb}`, ...more });
  const plain =
    (verb: string) =>
    async (id: string): Promise<void> => {
      await post(id, verb);
    };
  return {
    start: plain('start'),
    stop: plain('stop'),
    restart: plain('restart'),
    pause: plain('pause'),
    unpause: plain('unpause'),
    kill: async (id, signal) => {
      await post(id, 'kill', { query: { signal } });
    },
    rename: async (id, name) => {
      await post(id, 'rename', { query: { name } });
    },
    update: async (id, limits) => {
      await post(id, 'update', { body: limitsBody(limits) });
    },
    commit: async (id, { repository, tag, comment = '', author = '', running = false }) => {
      const query = { container: pathId('container', id), repo: repository, tag, comment, author, pause: !running };
      return textAt(await calls.act({ method: 'POST', path: '/commit', query, body: {} }), 'Id');
    },
    fileChanges: async (id) => fileChanges(await calls.read(`${pathOf(id)}/changes`)),
    processes: async (id) => processList(await calls.read(`${pathOf(id)}/top`)),
    stats: async function* (id, signal) {
      const call: Call = { method: 'GET', path: `${pathOf(id)}/stats`, query: { stream: true }, signal };
      for await (const sample of jsonLines(await calls.open(call))) yield statsOf(sample);
    },
    waitFor: async (id, signal, condition) =>
      (await exitOf(calls, id, { signal, ...(condition ? { condition } : {}) })) ?? 0,
    exportFiles: async (id, signal) => calls.open({ method: 'GET', path: `${pathOf(id)}/export`, signal }),
  };
}

/** The exit code of a container, when it has ended; undefined where the engine ends without an answer. */
export async function exitOf(
  calls: Calls,
  id: string,
  { signal, condition }: { readonly signal: AbortSignal; readonly condition?: 'next-exit' },
): Promise<number | undefined> {
  const query = condition === undefined ? {} : { condition };
  const call: Call = { method: 'POST', path: `${pathOf(id)}/wait`, query, signal };
  for await (const answer of jsonLines(await calls.open(call))) return numberAt(answer, 'StatusCode');
  return undefined;
}

function pathOf(id: string): string {
  return `/containers/${pathId('container', id)}`;
}

/** Swap goes with memory as `docker run --memory` would set it: an engine refuses more memory than memory and swap. */
function limitsBody({ memory, cpus, restart }: ContainerLimits): object {
  return {
    ...(memory === undefined ? {} : { Memory: memory, MemorySwap: memory * 2 }),
    ...(cpus === undefined ? {} : { NanoCpus: Math.round(cpus * 1e9) }),
    ...(restart === undefined ? {} : { RestartPolicy: { Name: restart } }),
  };
}

const changeKinds: readonly FileChange['what'][] = ['changed', 'added', 'deleted'];

/** Nothing has changed where the answer is `null`. */
function fileChanges(answer: unknown): readonly FileChange[] {
  return list(answer).map((item) => ({
    path: textAt(item, 'Path'),
    what: changeKinds[numberAt(item, 'Kind')] ?? 'changed',
  }));
}

function processList(answer: unknown): ProcessList {
  const { Titles, Processes } = objectAt(answer);
  const titles = texts(Titles);
  const processes = list(Processes).map(texts);
  const [only = ''] = titles;
  // Podman hands on what the container's own ps prints, in one piece.
  const columns = only.trim().split(/\s+/);
  if (titles.length !== 1 || columns.length === 1) return { titles, processes };
  return { titles: columns, processes: processes.map(([line = '']) => cellsOf(line, columns.length)) };
}

/** The last column takes the rest of the line: commands have blanks. */
function cellsOf(line: string, count: number): readonly string[] {
  const words = line.trim().split(/\s+/);
  return [...words.slice(0, count - 1), words.slice(count - 1).join(' ')];
}
