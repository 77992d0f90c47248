import {
  Disposable,
  EventEmitter,
  type FileChangeEvent,
  FileChangeType,
  FilePermission,
  type FileStat,
  FileSystemError,
  type FileSystemProvider,
  FileType,
  Uri,
  workspace,
} from 'vscode';
import type { LiveEngine } from '../engine/engine.ts';
import { requireTrust } from '../ui/trust.ts';
import {
  createFolder,
  deletePath,
  type FilesOf,
  listFolder,
  readWhole,
  renamePath,
  statFile,
  writeWhole,
} from './containerFiles.ts';
import { asFileSystemError } from './fileProblems.ts';
import type { FileEntry } from './listing.ts';
import {
  authorityOf,
  type FilePlace,
  isChangeable,
  placeOf,
  reachFiles,
  reachProgram,
  schemeOf,
  schemes,
} from './places.ts';

/** What the files need of the rest. */
export interface FileAccess {
  engine(key: string): LiveEngine;
  /** Asks before something is changed on an engine that others depend on. Throws Cancelled. */
  permit(engine: string): Promise<void>;
}

/** The address of a file. */
export function fileUri(place: FilePlace, path: string): Uri {
  return Uri.from({ scheme: schemeOf(place), authority: authorityOf(place), path });
}

/** The files of containers, images and volumes as VS Code's own: opened, edited and saved as any other. */
export class ContainerFileSystem implements FileSystemProvider {
  readonly #access: FileAccess;
  readonly #changed = new EventEmitter<FileChangeEvent[]>();
  readonly onDidChangeFile = this.#changed.event;

  constructor(access: FileAccess) {
    this.#access = access;
  }

  /** To be disposed with the extension. */
  register(): Disposable {
    return Disposable.from(
      this.#changed,
      workspace.registerFileSystemProvider(schemes.container, this, { isCaseSensitive: true }),
      workspace.registerFileSystemProvider(schemes.changeableVolume, this, { isCaseSensitive: true }),
      workspace.registerFileSystemProvider(schemes.volume, this, { isCaseSensitive: true, isReadonly: true }),
      workspace.registerFileSystemProvider(schemes.image, this, { isCaseSensitive: true, isReadonly: true }),
    );
  }

  /** Engines tell of no changes of files. */
  watch(): Disposable {
    return new Disposable(() => undefined);
  }

  async stat(uri: Uri): Promise<FileStat> {
    const entry = await this.#reach(uri, (files, path) => statFile(files, path));
    if (!entry) throw FileSystemError.FileNotFound(uri);
    const { size, modified } = entry;
    const place = placeOf(uri.scheme, uri.authority);
    const writable = place !== undefined && isChangeable(place);
    return {
      type: typeOf(entry),
      size,
      mtime: modified,
      ctime: modified,
      ...(writable ? {} : { permissions: FilePermission.Readonly }),
    };
  }

  async readDirectory(uri: Uri): Promise<[string, FileType][]> {
    return (await this.list(uri)).map((entry) => [entry.name, typeOf(entry)]);
  }

  /** The same with all that is known of the files. */
  async list(uri: Uri): Promise<readonly FileEntry[]> {
    const entries = await this.#reach(uri, (files, path) => listFolder(files, path));
    if (!entries) throw FileSystemError.FileNotFound(uri);
    return entries;
  }

  async readFile(uri: Uri): Promise<Uint8Array> {
    return (await this.#reach(uri, (files, path) => readWhole(files, path))).content;
  }

  async writeFile(uri: Uri, content: Uint8Array, options: { create: boolean; overwrite: boolean }): Promise<void> {
    await this.#change(uri);
    const isThere = await this.#reach(uri, async (files, path) => {
      const before = await files.engine.statPath(files.container, path);
      if (!before && !options.create) throw FileSystemError.FileNotFound(uri);
      if (before && options.create && !options.overwrite) throw FileSystemError.FileExists(uri);
      await writeWhole(files, path, content);
      return before !== undefined;
    });
    this.tell(uri, isThere ? FileChangeType.Changed : FileChangeType.Created);
  }

  async createDirectory(uri: Uri): Promise<void> {
    await this.#change(uri);
    await this.#reach(uri, (files, path) => createFolder(files, path));
    this.tell(uri, FileChangeType.Created);
  }

  async delete(uri: Uri): Promise<void> {
    requireTrust();
    await this.#change(uri);
    await this.#reach(uri, (files, path) => deletePath(files, path), reachProgram);
    this.tell(uri, FileChangeType.Deleted);
  }

  async rename(from: Uri, to: Uri, options: { overwrite: boolean }): Promise<void> {
    requireTrust();
    await this.#change(from);
    if (from.authority !== to.authority || from.scheme !== to.scheme) throw FileSystemError.NoPermissions(to);
    const change = async (files: FilesOf, path: string, pathOf: (path: string) => string): Promise<void> => {
      const target = pathOf(to.path);
      if (!options.overwrite && (await files.engine.statPath(files.container, target))) {
        throw FileSystemError.FileExists(to);
      }
      await renamePath(files, path, target);
    };
    await this.#reach(from, change, reachProgram);
    this.tell(from, FileChangeType.Deleted);
    this.tell(to, FileChangeType.Created);
  }

  /** Says that a file has changed by other ways than these. */
  tell(uri: Uri, type: FileChangeType): void {
    this.#changed.fire([{ type, uri }]);
  }

  async #change(uri: Uri): Promise<void> {
    const place = placeOf(uri.scheme, uri.authority);
    if (!place || !isChangeable(place)) throw FileSystemError.NoPermissions(uri);
    await this.#access.permit(place.engine);
  }

  /** Rejects with a FileSystemError that says what happened, as VS Code shows it. */
  async #reach<T>(
    uri: Uri,
    task: (files: FilesOf, path: string, pathOf: (path: string) => string) => Promise<T>,
    reach: typeof reachFiles = reachFiles,
  ): Promise<T> {
    const place = placeOf(uri.scheme, uri.authority);
    if (!place) throw FileSystemError.FileNotFound(uri);
    try {
      return await reach(this.#access.engine(place.engine), place, (files, pathOf) =>
        task(files, pathOf(uri.path), pathOf),
      );
    } catch (error) {
      throw error instanceof FileSystemError ? error : asFileSystemError(error, uri);
    }
  }
}

function typeOf({ type, isLink }: FileEntry): FileType {
  const plain = type === 'folder' ? FileType.Directory : type === 'file' ? FileType.File : FileType.Unknown;
  return isLink ? plain | FileType.SymbolicLink : plain;
}
