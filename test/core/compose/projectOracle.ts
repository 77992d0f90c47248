import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { batteryCases } from './battery.ts';
import { projectCases } from './projectCases.ts';

// `node test/core/compose/projectOracle.ts` writes projects.json and battery.json anew, with the `docker compose` on the
// PATH.

/** What is recorded of a project: what was printed, or that it was refused. */
export type Recorded = string | null;

/** Where the recorded projects lie. */
export const recordedFolder = '/work/project';

interface Asked {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
}

/** In milliseconds: what takes longer has hung. */
const longestAnswer = 10_000;

function askCompose(cases: readonly Asked[]): Readonly<Record<string, Recorded>> {
  const recorded: Record<string, Recorded> = {};
  for (const { name, files } of cases) {
    const root = mkdtempSync(join(tmpdir(), 'slipway-project-'));
    const folder = join(root, 'project');
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const { PATH, DOCKER_CONFIG } = process.env;
    const env = { PATH, DOCKER_CONFIG, HOME: '/root' };
    const how = { cwd: folder, env, encoding: 'utf8', timeout: longestAnswer, killSignal: 'SIGKILL' } as const;
    const { status, signal, stdout, error } = spawnSync('docker', ['compose', 'config'], how);
    rmSync(root, { recursive: true });
    // What makes it hang is not accepted either.
    if (error && status === null && signal === null) throw error;
    recorded[name] = status === 0 ? stdout.replaceAll(folder, recordedFolder) : null;
  }
  return recorded;
}

if (import.meta.main) {
  for (const [file, cases] of [
    ['projects.json', projectCases],
    ['battery.json', batteryCases()],
  ] as const) {
    writeFileSync(new URL(file, import.meta.url), `${JSON.stringify(askCompose(cases), undefined, 2)}\n`);
  }
}
