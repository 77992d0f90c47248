import type { Disk, Workspace } from '../../workspace.ts';
import type { ComposeModel } from '../model.ts';
import { evaluate } from './evaluate.ts';
import type { Effective } from './evaluate.ts';
import type { ProjectFiles, ReadFile } from './files.ts';
import { readYaml } from './files.ts';
import { gathering } from './gather.ts';
import type { Gathering } from './gather.ts';
import { folderOf, joinPath } from './paths.ts';
import { isMainName, mainFileIn, startOf } from './start.ts';

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
  const effective = (await owner(disk, path, gathered)) ?? (await alone(disk, path, gathered));
  return { effective, made: await gathered.settle((files) => make(effective, files, disk)), path };
}

/** The project that a file begins or overrides. */
async function alone(disk: Disk, path: string, gathered: Gathering): Promise<Effective> {
  const start = await gathered.settle((files) => startOf(path, disk.environment, files));
  return gathered.settle((files) => evaluate(start, files, disk.home));
}

/** So many folders above a file are looked for a project that includes it. */
const maxLevels = 4;

/**
 * The project that a file is a part of, which stands in its folder or in one above: it includes the file, lays it over
 * its own, or takes services out of it.
 */
async function owner(disk: Disk, path: string, gathered: Gathering): Promise<Effective | undefined> {
  let folder = folderOf(path);
  for (let level = 0; level < maxLevels; level++) {
    const around = folder;
    const main = await gathered.settle((files) => mainFileIn(around, disk.environment, files));
    if (main !== undefined && main !== path) {
      const start = await gathered.settle((files) => startOf(main, disk.environment, files));
      // In its own folder, a file that overrides another is where its project starts.
      const isOwn = level === 0 && start.files.includes(path);
      const found = isOwn ? undefined : await gathered.settle((files) => evaluate(start, files, disk.home));
      if (found && (found.included.has(path) || start.files.includes(path))) return found;
      if (found?.read.has(path) === true && !isMainName(path)) return found;
    }
    const above = folderOf(folder);
    if (above === folder || above === '.') return undefined;
    folder = above;
  }
  return undefined;
}
