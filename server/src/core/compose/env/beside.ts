import type { Workspace } from '../../workspace.ts';
import { evaluate } from '../project/evaluate.ts';
import type { Effective } from '../project/evaluate.ts';
import { gathering } from '../project/gather.ts';
import type { Gathering } from '../project/gather.ts';
import { mainFileIn, startOf } from '../project/start.ts';

/** The project in the folder of a file, and its files. */
export interface Beside {
  readonly project: Effective;
  readonly gathered: Gathering;
}

/** Reads the project beside a file with variables; undefined where there is none. */
export async function besideOf({ disk }: Workspace): Promise<Beside | undefined> {
  if (!disk) return undefined;
  const { folder, environment, home } = disk;
  const gathered = gathering(disk, new Map());
  const main = await gathered.settle((files) => mainFileIn(folder, environment, files));
  if (main === undefined) return undefined;
  const start = await gathered.settle((files) => startOf(main, environment, files));
  return { project: await gathered.settle((files) => evaluate(start, files, home)), gathered };
}
