import type { Disk, Workspace } from '../../workspace.ts';
import type { ComposeModel } from '../model.ts';
import { evaluate } from './evaluate.ts';
import type { Effective } from './evaluate.ts';
import type { ProjectFiles, ReadFile } from './files.ts';
import { readYaml } from './files.ts';
import { gathering } from './gather.ts';
import { joinPath } from './paths.ts';
import { startOf } from './start.ts';

/** The project of a file, and what was made of it while its files were at hand. */
export interface Reading<Made> {
  readonly effective: Effective;
  readonly made: Made;
  /** The absolute path of the file itself. */
  readonly path: string;
}

/**
 * Reads the project that a file belongs to; undefined where there is no file system. The file itself is read before
 * anything is waited for: its model may move on meanwhile. `make` may ask for further files.
 */
export function effectiveOf<Made>(
  model: ComposeModel,
  { disk, fileName }: Workspace,
  make: (effective: Effective, files: ProjectFiles, disk: Disk) => Made,
): Promise<Reading<Made>> | undefined {
  if (!disk) return undefined;
  const path = joinPath(disk.folder, fileName);
  const own = new Map([[path, readYaml(model.yaml, path)]]);
  return read(disk, path, own, make);
}

/** One after the other: what is settled is not computed again. */
async function read<Made>(
  disk: Disk,
  path: string,
  own: ReadonlyMap<string, ReadFile>,
  make: (effective: Effective, files: ProjectFiles, disk: Disk) => Made,
): Promise<Reading<Made>> {
  const gathered = gathering(disk, own);
  const start = await gathered.settle((files) => startOf(path, disk.environment, files));
  const effective = await gathered.settle((files) => evaluate(start, files, disk.home));
  return { effective, made: await gathered.settle((files) => make(effective, files, disk)), path };
}
