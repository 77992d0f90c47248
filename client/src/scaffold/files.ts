/** The files that are looked at: paths relative to the folder that is searched, with slashes. Pure. */
export interface Files {
  /** What the folder itself is called. */
  readonly name: string;
  readonly paths: readonly string[];
  readonly has: (path: string) => boolean;
  /** Empty where there is no such file, or it was not read. */
  readonly text: (path: string) => string;
}

export function filesFrom(texts: ReadonlyMap<string, string>, name = ''): Files {
  return { name, paths: [...texts.keys()], has: (path) => texts.has(path), text: (path) => texts.get(path) ?? '' };
}

/** The files of one folder and those below it, named from there. */
export function inFolder(files: Files, folder: string): Files {
  if (folder === '') return files;
  const prefix = `${folder}/`;
  return {
    name: nameOf(folder),
    paths: files.paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)),
    has: (path) => files.has(prefix + path),
    text: (path) => files.text(prefix + path),
  };
}

/** The folder of a file; empty for that which is searched. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function firstOf(files: Files, candidates: readonly string[]): string | undefined {
  return candidates.find((path) => files.has(path));
}

/** Those that are there. */
export function present(files: Files, candidates: readonly string[]): readonly string[] {
  return candidates.filter((path) => files.has(path));
}

/** Whether a folder has files in it that are known. */
export function hasFolder(files: Files, folder: string): boolean {
  return files.paths.some((path) => path.startsWith(`${folder}/`));
}
