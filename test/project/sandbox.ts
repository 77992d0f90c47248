import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { steps } from '../../scripts/check.ts';
import { root } from '../../scripts/project.ts';

/** A copy of the repository's sources, to plant violations in. */
export interface Sandbox {
  /** Runs a step of `npm run check` there: its output, and whether it passed. */
  check(step: string): { readonly passed: boolean; readonly output: string };
  /** Writes a file, runs the body and takes the file back. */
  withFile<T>(file: string, content: string, body: () => T): T;
  read(file: string): string;
  remove(): void;
}

export function createSandbox(): Sandbox {
  // Outside of the repository: the linter would skip a folder that the repository's .gitignore names.
  const folder = mkdtempSync(join(tmpdir(), 'slipway-sandbox-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  for (const file of files.split('\n').filter(Boolean)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const read = (file: string): string => readFileSync(join(folder, file), 'utf8');
  return {
    read,
    check(name) {
      const command = steps.find((step) => step.name === name)?.command ?? [];
      const [program = '', ...args] = command;
      const executable = program === 'node' ? process.execPath : join(root, 'node_modules', '.bin', program);
      const { status, stdout, stderr } = spawnSync(executable, args, { cwd: folder, encoding: 'utf8' });
      return { passed: status === 0, output: `${stdout}${stderr}` };
    },
    withFile(file, content, body) {
      const path = join(folder, file);
      let old: string | undefined;
      try {
        old = read(file);
      } catch {
        mkdirSync(dirname(path), { recursive: true });
      }
      writeFileSync(path, content);
      try {
        return body();
      } finally {
        if (old === undefined) rmSync(path);
        else writeFileSync(path, old);
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
