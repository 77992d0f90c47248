// Runs a script of the project: `node scripts/run.mjs NAME [ARGUMENTS]`, with any Node from 18 on.
// It installs the packages where they are missing or older than the lock file, then runs scripts/NAME.ts
// with the Node that the project brings along, which is also first on the PATH of everything the script starts.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import process from 'node:process';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const modules = join(root, 'node_modules');
const [name, ...args] = process.argv.slice(2);

install();
process.exitCode = run();

function install() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const mark = join(modules, '.slipway-lock.json');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === lock) return;
  console.error('Installing packages…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    console.error('The packages could not be installed: see above.');
    process.exit(1);
  }
  writeFileSync(mark, lock);
}

function run() {
  const bin = join(modules, '.bin');
  const env = { ...process.env, PATH: `${bin}${process.platform === 'win32' ? ';' : ':'}${process.env['PATH']}` };
  const { status, signal } = spawnSync(projectNode(), [join(root, 'scripts', `${name}.ts`), ...args], {
    cwd: root,
    stdio: 'inherit',
    env,
  });
  return status ?? (signal === 'SIGINT' ? 130 : 1);
}

function projectNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  const own = join(modules, `node-${platform}-${process.arch}`, 'bin', executable);
  return existsSync(own) ? own : process.execPath;
}
