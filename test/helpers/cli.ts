import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';

/** What a run of the command line came to. */
export interface CliRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly input?: string | Buffer;
  readonly env?: Readonly<Record<string, string>>;
}

/** A folder of its own for each test, with the command line that was built into dist/. */
export interface CliFolder {
  readonly path: string;
  write(files: Readonly<Record<string, string | Buffer>>): void;
  run(args: readonly string[], options?: CliOptions): Promise<CliRun>;
}

/** Makes folders that are gone after their test. To be called once in a file. */
export function useCliFolders(): (files?: Readonly<Record<string, string | Buffer>>) => CliFolder {
  const folders: string[] = [];
  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });
  return (files = {}) => {
    const path = mkdtempSync(join(tmpdir(), 'slipway cli '));
    folders.push(path);
    const folder: CliFolder = {
      path,
      write(texts) {
        for (const [name, text] of Object.entries(texts)) {
          mkdirSync(dirname(join(path, name)), { recursive: true });
          writeFileSync(join(path, name), text);
        }
      },
      run: (args, options) => run(path, args, options),
    };
    folder.write(files);
    return folder;
  };
}

function run(cwd: string, args: readonly string[], { input = '', env = {} }: CliOptions = {}): Promise<CliRun> {
  const cli = join(import.meta.dirname, '../../dist/cli.js');
  const child = spawn(process.execPath, [cli, ...args], { cwd, env: { ...process.env, LC_ALL: 'C', ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}
