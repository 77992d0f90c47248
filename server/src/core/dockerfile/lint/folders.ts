import { literal } from './literals.ts';
import type { Stage } from '../model.ts';
import type { Instruction } from '../parse/ast.ts';

/** Stages build on stages so deep at most; below that, nothing is known. */
const maxDepth = 32;

/** Visits the instructions of a stage with the working directory that each finds; undefined where the file does not tell it. */
export function eachWithFolder(
  stage: Stage,
  visit: (instruction: Instruction, folder: string | undefined) => void,
): void {
  let folder = folderBefore(stage, 0);
  for (const instruction of stage.instructions) {
    visit(instruction, folder);
    folder = folderAfter(instruction, folder);
  }
}

/** The working directory that the base of a stage leaves. */
function folderBefore({ baseStage, baseName }: Stage, depth: number): string | undefined {
  if (!baseStage || depth >= maxDepth) return baseName === 'scratch' ? '/' : undefined;
  const known = leftFolders.get(baseStage);
  if (known) return known.folder;
  let folder = folderBefore(baseStage, depth + 1);
  for (const instruction of baseStage.instructions) folder = folderAfter(instruction, folder);
  leftFolders.set(baseStage, { folder });
  return folder;
}

/** The working directory that a stage leaves to those that build on it: many may ask. */
const leftFolders = new WeakMap<Stage, { readonly folder: string | undefined }>();

function folderAfter(instruction: Instruction, folder: string | undefined): string | undefined {
  if (instruction.kind !== 'workdir') return folder;
  const path = literal(instruction.value?.text ?? '$');
  return path === undefined ? undefined : resolvePath(folder, path);
}

/** The absolute path that `path` means in `folder`, without `.`, `..` and a slash at its end; undefined where that is not known. */
export function resolvePath(folder: string | undefined, path: string): string | undefined {
  if (!path.startsWith('/') && folder === undefined) return undefined;
  const parts: string[] = [];
  for (const part of (path.startsWith('/') ? path : `${folder}/${path}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Whether a path is the folder or lies in it; both without a slash at their end. */
export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`);
}
