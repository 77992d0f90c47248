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
