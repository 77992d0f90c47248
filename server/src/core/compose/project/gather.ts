import type { Disk, DiskEntry } from '../../workspace.ts';
import type { ProjectFiles, ReadFile } from './files.ts';
import { projectFiles } from './files.ts';

/** Each round finds the files that those of the round before name. */
const maxRounds = 30;

/** Computes something from files that are asked for as it turns out which are needed. */
export async function withFiles<Result>(
  disk: Disk,
  own: ReadonlyMap<string, ReadFile>,
  compute: (files: ProjectFiles) => Result,
): Promise<Result> {
  const entries = new Map<string, DiskEntry>();
  for (let round = 0; ; round++) {
    const wanted = new Set<string>();
    const result = compute(projectFiles({ entries, own, wanted }));
    if (wanted.size === 0 || round === maxRounds) return result;
    await Promise.all([...wanted].map(async (path) => entries.set(path, await disk.entryAt(path))));
  }
}
