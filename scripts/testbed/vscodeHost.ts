// A real VS Code without a download: the npm package code-server carries VS Code built as a server, which runs
// on the Node package that the project has already. Its workbench opens in any browser.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inRoot, output } from '../project.ts';

/** code-server 4.139.1 is VS Code 1.139.1. */
const codeServer = 'code-server@4.139.1';

const hostFolder = inRoot('.vscode-test', 'host', codeServer.replace('@', '-'));
const vscodeFolder = join(hostFolder, 'node_modules', 'code-server', 'lib', 'vscode');
const installed = join(hostFolder, 'installed');

export interface HostOptions {
  /** The folder for this run's settings, extensions and state; a temporary one where it is left out. */
  readonly dataFolder?: string;
  /** User settings of VS Code. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** `.vsix` files to install before the start, as a user would. */
  readonly extensions?: readonly string[];
  /** The environment of the extension host; the process's own where it is left out. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether tests can be passed to the window by its address. VS Code shows no notifications then. */
  readonly testDriver?: boolean;
  /** The display language; English where it is left out. */
  readonly locale?: string;
  /** Asks for trust before it runs anything of a folder, as VS Code does; tests leave it out. */
  readonly workspaceTrust?: boolean;
}

/** A running VS Code server. */
export interface VscodeHost {
  readonly port: number;
  /** The address of the workbench with a folder open; `payload` is VS Code's own way to pass test options. */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** The resource of a file on this host, as the workbench names it. */
  remoteUri(path: string): string;
  stop(): Promise<void>;
}

/** Why the host cannot be had on this machine, or undefined. */
export function hostUnavailable(): string | undefined {
  return process.platform === 'win32' ? 'the browser host of VS Code is not tried on Windows' : undefined;
}

/** Installs VS Code for the browser once, about 20 seconds and 750 MB. */
async function installHost(): Promise<void> {
  if (existsSync(installed)) return;
  console.error('Installing VS Code for the browser…');
  await rm(hostFolder, { recursive: true, force: true });
  await mkdir(hostFolder, { recursive: true });
  await writeFile(join(hostFolder, 'package.json'), '{ "private": true }\n');
  const npm = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  await output('npm', [...npm, codeServer], { cwd: hostFolder });
  await output('npm', [...npm, '--omit=dev'], { cwd: vscodeFolder });
  await writeFile(installed, '');
}

export async function startHost(options: HostOptions = {}): Promise<VscodeHost> {
  await installHost();
  const data = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'slipway-vscode-')));
  const user = join(data, 'server', 'data', 'User');
  const extensions = join(data, 'extensions');
  await mkdir(user, { recursive: true });
  await mkdir(extensions, { recursive: true });
  await writeFile(join(user, 'settings.json'), JSON.stringify({ ...quietSettings, ...options.settings }));
  const common = ['--server-data-dir', join(data, 'server'), '--extensions-dir', extensions];
  if (options.locale !== undefined) await writeLanguagePack(join(data, 'server', 'data'), options.locale);
  for (const file of options.extensions ?? []) {
    await output(process.execPath, ['out/server-main.js', '--install-extension', file, ...common], {
      cwd: vscodeFolder,
    });
  }
  const port = await freePort();
  const args = ['out/server-main.js', ...common, ...serverArguments(port, options)];
  const child = spawn(process.execPath, args, {
    cwd: vscodeFolder,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await ready(child, port);
  return {
    port,
    url: (folder, payload) => workbenchUrl(port, folder, payload),
    remoteUri: (path) => `vscode-remote://127.0.0.1:${port}${path}`,
    async stop() {
      await stopChild(child);
      if (options.dataFolder === undefined) await rm(data, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Nothing that looks things up online or covers the editor. */
const quietSettings = {
  'telemetry.telemetryLevel': 'off',
  'workbench.startupEditor': 'none',
  'workbench.enableExperiments': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'git.openRepositoryInParentFolders': 'never',
};

/**
 * A language pack without texts: VS Code itself stays English, but runs in the language, and so do its extensions.
 * The real packs are published in no package registry.
 */
async function writeLanguagePack(folder: string, locale: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const vscode = join(folder, 'language-pack.json');
  await writeFile(vscode, JSON.stringify({ version: '1.0.0', contents: {} }));
  const extension = { extensionIdentifier: { id: 'slipway-test.language-pack' }, version: '1.0.0' };
  const pack = { hash: 'slipway', extensions: [extension], translations: { vscode }, label: locale };
  await writeFile(join(folder, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

function serverArguments(port: number, { workspaceTrust, locale, testDriver }: HostOptions): readonly string[] {
  return [
    '--host=127.0.0.1',
    `--port=${port}`,
    '--without-connection-token',
    '--accept-server-license-terms',
    '--telemetry-level=off',
    ...(testDriver ? ['--enable-smoke-test-driver'] : []),
    ...(locale === undefined ? [] : [`--locale=${locale}`]),
    ...(workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
}

function workbenchUrl(port: number, folder: string, payload: readonly (readonly [string, string])[] = []): string {
  const query = new URLSearchParams({ folder });
  if (payload.length > 0) query.set('payload', JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query.toString()}`;
}

async function ready(child: ChildProcess, port: number): Promise<void> {
  let log = '';
  child.stdout?.on('data', (data: Buffer) => (log += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (log += data.toString()));
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`VS Code ended at its start:\n${log}`);
    const response = await fetch(`http://127.0.0.1:${port}/version`).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  child.kill();
  throw new Error(`VS Code did not start within a minute:\n${log}`);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await closed;
  clearTimeout(timer);
}

/** A TCP port on this machine that nothing listens on. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('No port could be had.');
  return address.port;
}
