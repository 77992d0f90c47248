import type { Disk, DiskEntry, DockerfileFacts } from '../../workspace.ts';
import type { ProjectFiles, ReadFile } from './files.ts';
import { projectFiles } from './files.ts';

/** Each round finds the files that those of the round before name. */
const maxRounds = 30;

/** Computes things from files that are asked for as it turns out which are needed. */
export interface Gathering {
  /** Computes something again and again, until all files are known that it asks for. */
  settle<Result>(compute: (files: ProjectFiles) => Result): Promise<Result>;
}

/** Begins to gather files. `own` are those that are known in another way. */
export function gathering(disk: Disk, own: ReadonlyMap<string, ReadFile>): Gathering {
  const entries = new Map<string, DiskEntry>();
  const dockerfiles = new Map<string, DockerfileFacts | undefined>();
  return {
    async settle(compute) {
      for (let round = 0; ; round++) {
        const wanted = new Set<string>();
        const wantedDockerfiles = new Set<string>();
        const result = compute(projectFiles({ entries, dockerfiles, own, wanted, wantedDockerfiles }));
        if (wanted.size + wantedDockerfiles.size === 0 || round === maxRounds) return result;
        await Promise.all([
          ...[...wanted].map(async (path) => entries.set(path, await disk.entryAt(path))),
          ...[...wantedDockerfiles].map(async (path) => dockerfiles.set(path, await disk.dockerfileAt(path))),
        ]);
      }
    },
  };
}
