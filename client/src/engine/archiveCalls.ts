import type { Calls } from './calls.ts';
import { EngineError } from './errors.ts';
import { pathId } from './ids.ts';
import { numberAt, parseJson, textAt } from './json.ts';

/** A file or folder of a container, as the engine's header tells it. */
export interface PathStat {
  readonly name: string;
  readonly size: number;
  readonly type: 'file' | 'folder' | 'link' | 'other';
  /** The bits of `chmod`. */
  readonly permissions: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Of a link. */
  readonly target: string;
}

/** The files of a container, running or not, without any program inside it. */
export interface ArchiveCalls {
  /** Undefined where there is no such path. */
  statPath(id: string, path: string): Promise<PathStat | undefined>;
  /** A file or a whole folder as a tar. */
  readArchive(id: string, path: string, signal: AbortSignal): Promise<AsyncIterable<Buffer>>;
  /** Unpacks a tar into a folder of the container. */
  writeArchive(id: string, folder: string, tar: NodeJS.ReadableStream): Promise<void>;
}

/** Bits of Go's file mode, which the header holds. Source: io/fs, FileMode. */
const modes = { folder: 2 ** 31, link: 2 ** 27, special: 2 ** 26 + 2 ** 25 + 2 ** 24 + 2 ** 21 };

/** Source: Docker Engine API, ContainerArchive. */
export function archiveCalls(calls: Calls): ArchiveCalls {
  return {
    statPath: async (id, path) => {
      try {
        const headers = await calls.head(pathOf(id), { path });
        const header = headers['x-docker-container-path-stat'];
        return statOf(parseJson(Buffer.from(String(header ?? ''), 'base64').toString('utf8')));
      } catch (error) {
        if (error instanceof EngineError && error.problem === 'not-found') return undefined;
        throw error;
      }
    },
    readArchive: async (id, path, signal) => calls.open({ method: 'GET', path: pathOf(id), query: { path }, signal }),
    writeArchive: async (id, folder, upload) => {
      const query = { path: folder, noOverwriteDirNonDir: true };
      await calls.act({ method: 'PUT', path: pathOf(id), query, upload });
    },
  };
}

function pathOf(id: string): string {
  return `/containers/${pathId('container', id)}/archive`;
}

function statOf(header: unknown): PathStat {
  const mode = Math.trunc(numberAt(header, 'mode'));
  const has = (bits: number): boolean =>
    Math.floor(mode / 2 ** 20) % 2 ** 12 !== 0 && (BigInt(mode) & BigInt(bits)) !== 0n;
  const type = has(modes.folder) ? 'folder' : has(modes.link) ? 'link' : has(modes.special) ? 'other' : 'file';
  return {
    name: textAt(header, 'name'),
    size: numberAt(header, 'size'),
    type,
    permissions: mode % 0o1000,
    modified: Date.parse(textAt(header, 'mtime')) || 0,
    target: textAt(header, 'linkTarget'),
  };
}
