// `npm start`: builds Slipway and opens a real VS Code with it on samples/. The desktop VS Code where there is a
// display and one can be had, else VS Code in the browser. `--browser` always takes the browser; `--no-engine`
// starts no private Docker engine where none answers.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { inRoot, run } from './project.ts';
import { engineAvailable, makeBaseImages, startEngine, type TestEngine } from './testbed/engine.ts';
import { hostUnavailable, startHost } from './testbed/vscodeHost.ts';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';

const samples = inRoot('samples');
const wants = new Set(process.argv.slice(2));
const unknown = [...wants].filter((option) => option !== '--browser' && option !== '--no-engine');
if (unknown.length > 0) {
  console.error(`Unknown option: ${unknown.join(' ')}. There are --browser and --no-engine.`);
  process.exit(2);
}

const stops: (() => Promise<void>)[] = [];
const ended = new Promise<void>((resolve) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
});
try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  for (const stop of stops.toReversed()) await stop().catch((error: unknown) => console.error(error));
}

async function start(): Promise<void> {
  const engine = await privateEngine();
  const env = engine?.env ?? {};
  const executable = hasDisplay() && !wants.has('--browser') ? await desktopVscode() : undefined;
  if (executable === undefined) await openInBrowser(env);
  else await openOnDesktop(executable, env);
}

/** Starts a Docker engine of our own where none answers, and it can be done. */
async function privateEngine(): Promise<TestEngine | undefined> {
  if (await anEngineAnswers()) return undefined;
  if (wants.has('--no-engine')) {
    console.log('No Docker engine answers: Slipway will say what to do about it.');
    return undefined;
  }
  const reason = await engineAvailable();
  if (reason !== undefined) {
    console.log(`No Docker engine answers (${reason}): Slipway will say what to do about it.`);
    return undefined;
  }
  console.log('No Docker engine answers: starting a private one, which stops with this command.');
  const engine = await startEngine({ log: (line) => console.log(line) });
  stops.push(() => engine.stop());
  await makeBaseImages(engine, ['busybox:1.37']);
  console.log(`Docker engine: ${engine.host}`);
  return engine;
}

async function anEngineAnswers(): Promise<boolean> {
  const host = process.env['DOCKER_HOST'];
  if (host !== undefined && !host.startsWith('unix://')) return true;
  const sockets = [
    '/var/run/docker.sock',
    join(homedir(), '.docker/run/docker.sock'),
    join(homedir(), '.docker/desktop/docker.sock'),
    join(process.env['XDG_RUNTIME_DIR'] ?? `/run/user/${process.getuid?.() ?? 0}`, 'docker.sock'),
    String.raw`\\.\pipe\docker_engine`,
  ];
  for (const socket of host === undefined ? sockets : [host.slice('unix://'.length)]) {
    if (await accepts(socket)) return true;
  }
  return false;
}

function accepts(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    const end = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', end(true));
    socket.once('error', end(false));
    socket.setTimeout(2_000, end(false));
  });
}

function hasDisplay(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

/** The VS Code of this machine, else a downloaded one, else undefined. */
async function desktopVscode(): Promise<string | undefined> {
  const name = process.platform === 'win32' ? 'code.cmd' : 'code';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const own = folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  if (own !== undefined) return own;
  console.log('Downloading VS Code…');
  return downloadAndUnzipVSCode().catch((error: unknown) => {
    console.log(`VS Code could not be downloaded (${String(error)}).`);
    return undefined;
  });
}

async function openOnDesktop(executable: string, env: Readonly<Record<string, string>>): Promise<void> {
  if ((await run(process.execPath, [inRoot('scripts/build.ts')])) !== 0) throw new Error('The build failed.');
  const data = inRoot('.vscode-test', 'desktop');
  const args = [
    `--extensionDevelopmentPath=${inRoot()}`,
    `--user-data-dir=${join(data, 'user')}`,
    `--extensions-dir=${join(data, 'extensions')}`,
    // The sample is ours: nobody has to say that it can be trusted.
    '--disable-workspace-trust',
    '--new-window',
    '--wait',
    samples,
  ];
  console.log('VS Code opens. Close its window to end.');
  const shell = process.platform === 'win32' && executable.endsWith('.cmd');
  await Promise.race([ended, run(executable, args, { env: { ...process.env, ...env }, shell })]);
}

async function openInBrowser(env: Readonly<Record<string, string>>): Promise<void> {
  const reason = hostUnavailable();
  if (reason !== undefined) throw new Error(`VS Code cannot be opened: ${reason}.`);
  if ((await run(process.execPath, [inRoot('scripts/package.ts')])) !== 0) throw new Error('The package failed.');
  const { version } = JSON.parse(await readFile(inRoot('package.json'), 'utf8')) as { version: string };
  const host = await startHost({
    dataFolder: inRoot('.vscode-test', 'browser'),
    extensions: [inRoot('slipway.vsix')],
    env,
  });
  stops.push(() => host.stop());
  console.log(`\nVS Code with Slipway ${version} on samples/:\n\n  ${host.url(samples)}\n\nCtrl+C ends it.`);
  await ended;
}
