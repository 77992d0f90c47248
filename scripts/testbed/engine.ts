import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, readdir, rm, symlink } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { makeImages } from './images.ts';
import { findProgram, installPackages, packagesUnavailable, run, type Log } from './packages.ts';

/** A private Docker engine that this process started. */
export interface TestEngine {
  /** `unix:///…` */
  readonly host: string;
  /** PATH with the engine's own CLI first, DOCKER_HOST and DOCKER_CONFIG: to be laid over an environment. */
  readonly env: Readonly<Record<string, string>>;
  /** The folder that holds the programs. */
  readonly folder: string;
  /** Stops the engine and its containers, and removes its network and its temporary folder. */
  stop(): Promise<void>;
}

export interface EngineOptions {
  /** Where the programs are kept between runs; `.testbed/engine` of the project unless told. */
  readonly folder?: string;
  /** Where images and containers are kept between runs; a temporary folder, removed at the end, unless told. */
  readonly data?: string;
  readonly log?: Log;
}

const defaultFolder = resolve(import.meta.dirname, '../../.testbed/engine');

/** Why no private engine can be had on this machine, or undefined where it can. */
export function engineAvailable(): Promise<string | undefined> {
  return packagesUnavailable();
}

/**
 * Sets up (once) and starts an engine of our own, and waits until it answers. It shares nothing with the machine's own
 * engine: not its folders, its socket, its bridge, nor its containerd namespace. Rejects with the engine's last words.
 */
export async function startEngine(options: EngineOptions = {}): Promise<TestEngine> {
  const folder = resolve(options.folder ?? defaultFolder);
  await mkdir(folder, { recursive: true });
  await installPackages(folder, options.log ?? (() => undefined));
  // The path of a socket may have 107 characters only: a short folder, whatever the project's is.
  const state = await mkdtemp(join(tmpdir(), 'slipway-engine-'));
  const env = await environment(folder, state);
  const bridge = await createBridge();
  const daemon = await spawnDaemon({ state, env, bridge, data: options.data ?? join(state, 'data') });
  const engine: TestEngine = {
    host: `unix://${join(state, 'docker.sock')}`,
    env,
    folder,
    stop: once(async () => {
      await clean(env).catch(() => undefined);
      await stopDaemon(daemon);
      await run(['ip', 'link', 'delete', bridge]).catch(() => undefined);
      await rm(state, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
    }),
  };
  try {
    await untilAnswers(join(state, 'docker.sock'), daemon);
  } catch (error) {
    const words = await readFile(join(state, 'dockerd.log'), 'utf8').catch(() => '');
    await engine.stop();
    throw new Error(`The private Docker engine did not start.\n${words.slice(-2000)}`, { cause: error });
  }
  return engine;
}

/** Builds stand-ins for the images that a test or a sample names: see images.ts. */
export function makeBaseImages(engine: TestEngine, tags: readonly string[]): Promise<void> {
  return makeImages({ env: engine.env, busybox: join(engine.folder, 'usr/bin/busybox') }, tags);
}

async function environment(folder: string, state: string): Promise<Record<string, string>> {
  const config = join(state, 'config');
  await mkdir(join(config, 'cli-plugins'), { recursive: true });
  const plugins = join(folder, 'usr/libexec/docker/cli-plugins');
  for (const name of await readdir(plugins)) await symlink(join(plugins, name), join(config, 'cli-plugins', name));
  const path = [join(folder, 'usr/bin'), join(folder, 'usr/sbin'), process.env['PATH'], '/usr/sbin', '/sbin'];
  return {
    PATH: path.filter((part) => part !== undefined).join(':'),
    DOCKER_HOST: `unix://${join(state, 'docker.sock')}`,
    DOCKER_CONFIG: config,
  };
}

/** A bridge of our own: two engines on `docker0` would give out the same addresses. */
async function createBridge(): Promise<string> {
  const routes = await run(['ip', 'route']);
  const start = process.pid % 200;
  for (let step = 0; step < 200; step += 1) {
    const net = `10.213.${(start + step) % 200}`;
    if (routes.includes(`${net}.`)) continue;
    const name = `slip${process.pid}x${step}`.slice(0, 15);
    await run(['ip', 'link', 'add', 'name', name, 'type', 'bridge']);
    await run(['ip', 'address', 'add', `${net}.1/24`, 'dev', name]);
    await run(['ip', 'link', 'set', name, 'up']);
    return name;
  }
  throw new Error('No free private network for the engine.');
}

interface DaemonSetup {
  readonly state: string;
  readonly data: string;
  readonly bridge: string;
  readonly env: Readonly<Record<string, string>>;
}

async function spawnDaemon({ state, data, bridge, env }: DaemonSetup): Promise<ChildProcess> {
  await mkdir(data, { recursive: true });
  const namespace = `slipway-${process.pid}-${Date.now().toString(36)}`;
  // Two engines would overwrite each other's packet filter; published ports still work through the proxy.
  const filter = (await anotherEngineRuns()) ? { '--iptables': 'false', '--ip6tables': 'false' } : {};
  const settings = {
    '--data-root': data,
    '--exec-root': join(state, 'exec'),
    '--pidfile': join(state, 'dockerd.pid'),
    '--host': `unix://${join(state, 'docker.sock')}`,
    '--bridge': bridge,
    '--containerd-namespace': namespace,
    '--containerd-plugins-namespace': `${namespace}-plugins`,
    ...filter,
  };
  const argv = ['dockerd', ...Object.entries(settings).map(([flag, value]) => `${flag}=${value}`)];
  // The engine must not outlive us, however we end.
  const guard = findProgram('setpriv') ? ['setpriv', '--pdeathsig', 'TERM'] : [];
  const [program = '', ...rest] = [...guard, ...argv];
  // A file, and no pipe: the engine stands still when its log is not taken off it, as while a test waits for a program.
  const log = await open(join(state, 'dockerd.log'), 'a');
  try {
    return spawn(program, rest, { env: { ...process.env, ...env }, stdio: ['ignore', log.fd, log.fd] });
  } finally {
    await log.close();
  }
}

async function anotherEngineRuns(): Promise<boolean> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(processes.map((id) => readFile(`/proc/${id}/comm`, 'utf8').catch(() => '')));
  return names.some((name) => name.trim() === 'dockerd');
}

async function untilAnswers(socketPath: string, daemon: ChildProcess): Promise<void> {
  for (const end = Date.now() + 60_000; Date.now() < end;) {
    if (daemon.exitCode !== null) throw new Error(`dockerd ended with code ${daemon.exitCode}`);
    if (await answers(socketPath)) return;
    await wait(100);
  }
  throw new Error('no answer within 60 seconds');
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((done) => {
    const ping = request({ socketPath, path: '/_ping', timeout: 2000 }, (response) => {
      response.resume();
      done(response.statusCode === 200);
    });
    ping.on('error', () => done(false));
    ping.on('timeout', () => ping.destroy());
    ping.end();
  });
}

/** Containers and networks leave traces in the kernel that the end of the engine alone would not take away. */
async function clean(env: Readonly<Record<string, string>>): Promise<void> {
  const options = { env: { ...process.env, ...env } };
  const ids = (await run(['docker', 'ps', '--all', '--quiet'], options)).split('\n').filter((id) => id !== '');
  if (ids.length > 0) await run(['docker', 'rm', '--force', ...ids], options);
  await run(['docker', 'network', 'prune', '--force'], options);
}

async function stopDaemon(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return;
  const ended = new Promise<void>((done) => daemon.once('exit', () => done()));
  daemon.kill('SIGTERM');
  const timer = setTimeout(() => daemon.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(timer);
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((done) => {
    setTimeout(done, milliseconds);
  });
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= action());
}

/** `node scripts/testbed/engine.ts start [image…]`: starts an engine with these stand-ins and keeps it until Ctrl+C. */
async function main(): Promise<void> {
  const [command, ...images] = process.argv.slice(2);
  if (command !== 'start') {
    console.error('usage: node scripts/testbed/engine.ts start [image:tag …]');
    process.exitCode = 2;
    return;
  }
  const reason = await engineAvailable();
  if (reason !== undefined) throw new Error(reason);
  const engine = await startEngine({ log: (line) => console.error(line) });
  const stop = (): void => void engine.stop().then(() => process.exit(0));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  await makeBaseImages(engine, images);
  for (const [name, value] of Object.entries(engine.env)) console.log(`export ${name}='${value}'`);
}

if (import.meta.main) await main();
