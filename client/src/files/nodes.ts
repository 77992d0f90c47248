import type { FileEntry } from './listing.ts';
import type { FilePlace } from './places.ts';

/** A container, image or volume whose files are shown. */
export interface FileRoot {
  readonly type: 'root';
  readonly place: FilePlace;
  readonly label: string;
  /** All files, or those only that differ from the image. */
  readonly shows: 'all' | 'changes';
}

/** A file or a folder in the view. */
export interface FileNode {
  readonly type: 'file' | 'folder' | 'other';
  readonly root: FileRoot;
  readonly path: string;
  readonly entry?: FileEntry;
}

/** What a row of the view stands for, as long as it is shown. */
export function keyOf({ place }: FileRoot): string {
  return placeKey(place);
}

export function placeKey({ kind, id, engine }: FilePlace): string {
  return [kind, id, engine].join(' ');
}

export function isFile(node: unknown): node is FileNode {
  return typeof node === 'object' && node !== null && 'root' in node && 'path' in node;
}

export function isRoot(node: unknown): node is FileRoot {
  return typeof node === 'object' && node !== null && 'place' in node && 'shows' in node;
}
