import type { LinePosition } from './text/lineIndex.ts';
import type { Span } from './text/span.ts';

/**
 * What a feature may ask of the world around a document. Paths are relative to the folder of the document and parted by
 * `/`; the empty path is that folder. Every answer may be absent: a file that is not there, an unsaved document, a
 * workspace without a file system. Nothing is thrown.
 */
export interface Workspace {
  /** The name of the document's own file, without its folder. */
  readonly fileName: string;
  /** The text of a file, as the editor has it where it is open. */
  readFile(path: string): Promise<string | undefined>;
  listFolder(path: string): Promise<Folder | undefined>;
  /** The images of the engine; none where there is no engine, or nobody who knows it. */
  localImages(): Promise<readonly LocalImage[]>;
  /** What the engine knows of one of its images; undefined where it has none of that name. */
  imageFacts(name: string): Promise<ImageFacts | undefined>;
  /** What ShellCheck says of a script; nothing where there is no ShellCheck, or the user does not want it. */
  shellcheck(script: ShellScript): Promise<readonly ShellComment[]>;
  /** The tags of an image at its registry, the newest first; none where the user has not allowed to ask. */
  imageTags(image: RemoteImage): Promise<readonly string[]>;
  /** The digest that a tag stands for at its registry; undefined where the user has not allowed to ask. */
  imageDigest(image: RemoteImage, tag: string): Promise<string | undefined>;
  /** All files of the machine; absent for an unsaved document, and where there is no file system. */
  readonly disk?: Disk;
}

/** The files of the machine, by absolute paths whose steps are parted by `/`. */
export interface Disk {
  /** The folder of the document. */
  readonly folder: string;
  /** The folder that `~` stands for. */
  readonly home: string | undefined;
  /** The environment variables that a program started by the editor has. */
  readonly environment: ReadonlyMap<string, string>;
  /** What lies at a path, open files as the editor has them. The same object as long as a file is the same. */
  entryAt(path: string): Promise<DiskEntry>;
  /** What the Dockerfile at a path offers to those who build it; undefined where there is no file. */
  dockerfileAt(path: string): Promise<DockerfileFacts | undefined>;
}

/** What others may want to know of a Dockerfile. */
export interface DockerfileFacts {
  /** The names of its stages, as written, in the order of the text. */
  readonly stages: readonly string[];
  /** How many stages it has: a stage can be named by its number. */
  readonly stageCount: number;
  /** The names of its build arguments, each once. */
  readonly args: readonly string[];
  /** Whether one of its stages has a health check. */
  readonly hasHealthcheck: boolean;
  /** Where its stages and build arguments get their names. */
  readonly declarations: readonly DockerfileDeclaration[];
}

export interface DockerfileDeclaration {
  readonly kind: 'stage' | 'arg';
  readonly name: string;
  readonly span: Span;
}

export type DiskEntry =
  { readonly kind: 'file'; readonly text: string } | { readonly kind: 'folder' } | { readonly kind: 'absent' };

/** What an image brings along. Texts are empty, and lists too, where it says nothing. */
export interface ImageFacts {
  /** Such as `linux/amd64`. */
  readonly platform: string;
  readonly user: string;
  readonly workdir: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** Such as `80/tcp`. */
  readonly ports: readonly string[];
  /** The names of its variables, without their values. */
  readonly variables: readonly string[];
}

/** The shells that ShellCheck knows. */
export type ShellDialect = 'sh' | 'bash' | 'dash' | 'ksh';

export interface ShellScript {
  readonly text: string;
  readonly dialect: ShellDialect;
}

/** A comment of ShellCheck; its places are in the script. */
export interface ShellComment {
  readonly start: LinePosition;
  readonly end: LinePosition;
  /** Such as `SC2086`. */
  readonly code: string;
  readonly level: 'error' | 'warning' | 'info' | 'style';
  /** In English, as ShellCheck has it. */
  readonly message: string;
}

/** An image of the engine. */
export interface LocalImage {
  /** Its names with tags, such as `node:22`. */
  readonly tags: readonly string[];
  /** Its names with digests, such as `node@sha256:…`. */
  readonly digests: readonly string[];
  /** For people, such as `143 MB`. */
  readonly size: string;
  /** The day it was made, such as `2026-01-31`. */
  readonly created: string;
  /** The names of the containers made from it. */
  readonly containers: readonly string[];
}

/** A repository of a registry. */
export interface RemoteImage {
  /** The registry's host, with port where there is one. */
  readonly domain: string;
  /** Such as `library/alpine`. */
  readonly path: string;
}

/** What lies in a folder. */
export interface Folder {
  /** In no order. */
  readonly entries: readonly FolderEntry[];
  /** Whether that is all: very large folders are cut off. */
  readonly isComplete: boolean;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
}

/** What lies at a path; undefined where nothing does, or where that cannot be known. */
export async function entryAt(workspace: Workspace, path: string): Promise<FolderEntry | undefined> {
  const slash = path.lastIndexOf('/');
  const folder = await workspace.listFolder(path.slice(0, Math.max(slash, 0)));
  return folder?.entries.find(({ name }) => name === path.slice(slash + 1));
}
