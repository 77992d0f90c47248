import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type Log = (line: string) => void;

const execute = promisify(execFile);

/** The Docker packages by distribution, and where a newer set of them comes from. */
const distributions: Readonly<Record<string, Distribution>> = {
  debian: {
    suites: ['unstable', 'trixie'],
    packages: ['docker.io', 'docker-cli', 'docker-buildx', 'docker-compose', 'containerd', 'busybox-static'],
  },
  ubuntu: { suites: [], packages: ['docker.io', 'docker-buildx', 'docker-compose-v2', 'containerd', 'busybox-static'] },
};

interface Distribution {
  /** Suites to try in this order; none means the machine's own. */
  readonly suites: readonly string[];
  readonly packages: readonly string[];
}

/** Programs that must be the machine's own: the newer ones want a newer libc or match the running kernel's tools. */
const systemPrograms: readonly { program: string; package: string }[] = [
  { program: 'runc', package: 'runc' },
  { program: 'iptables', package: 'iptables' },
  { program: 'ip', package: 'iproute2' },
];

/** Runs a program without a shell. Rejects with the program's own words. */
export async function run(argv: readonly string[], options: RunOptions = {}): Promise<string> {
  const [program = '', ...rest] = argv;
  const { stdout } = await execute(program, rest, { maxBuffer: 64 << 20, ...options });
  return stdout;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Where a program is on this machine's usual paths. */
export function findProgram(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  const folders = [...path.split(':'), '/usr/sbin', '/sbin', '/usr/bin', '/bin'];
  return folders
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

/** Why Docker's packages cannot be had here, or undefined where they can. */
export async function packagesUnavailable(): Promise<string | undefined> {
  if (process.platform !== 'linux') return `a private engine needs Linux, this is ${process.platform}`;
  if (process.getuid?.() !== 0) return 'a private engine needs root';
  if (!findProgram('apt-get') || !findProgram('dpkg')) return 'a private engine needs apt-get and dpkg';
  return (await distribution()) ? undefined : 'a private engine needs Debian or Ubuntu';
}

/**
 * Puts a Docker engine, its CLI and plugins, and a static busybox below `root` (as `usr/bin`, `usr/sbin`, …) without
 * installing them, and installs what must be the machine's own. Does nothing where all of it is there.
 */
export async function installPackages(root: string, log: Log): Promise<void> {
  await installSystemPrograms(log);
  if (existsSync(join(root, 'complete'))) return;
  const wanted = await distribution();
  if (!wanted) throw new Error('No Docker packages are known for this distribution.');
  const suites = wanted.suites.length > 0 ? wanted.suites : [undefined];
  const failures: string[] = [];
  for (const suite of suites) {
    try {
      return await unpackFrom(suite, wanted.packages, { root, log });
    } catch (error) {
      failures.push(`${suite ?? 'own suite'}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  throw new Error(`Docker's packages could not be fetched.\n${failures.join('\n')}`);
}

async function distribution(): Promise<Distribution | undefined> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return distributions[/^ID="?([\w-]+)"?$/m.exec(release)?.[1] ?? ''];
}

async function installSystemPrograms(log: Log): Promise<void> {
  const missing = systemPrograms.filter(({ program }) => !findProgram(program)).map((entry) => entry.package);
  if (missing.length === 0) return;
  log(`installing ${missing.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...missing];
  // The package lists may be stale or absent: only then are they worth the wait.
  await run(install, { env }).catch(async () => {
    await run(['apt-get', 'update', '-qq'], { env });
    await run(install, { env });
  });
}

async function unpackFrom(
  suite: string | undefined,
  packages: readonly string[],
  { root, log }: { root: string; log: Log },
): Promise<void> {
  // By process: two runs may set up the same folder at the same time.
  const apt = join(root, `apt-${process.pid}`);
  const staging = join(root, `staging-${process.pid}`);
  await rm(staging, { recursive: true, force: true });
  for (const folder of ['lists/partial', 'cache/archives/partial', 'debs']) {
    await rm(join(apt, folder), { recursive: true, force: true });
    await mkdir(join(apt, folder), { recursive: true });
  }
  await mkdir(staging, { recursive: true });
  const options = suite === undefined ? [] : await privateSource(apt, suite);
  log(`fetching ${packages.join(', ')}${suite === undefined ? '' : ` (${suite})`}`);
  await run(['apt-get', 'update', '-qq', ...options]);
  await run(['apt-get', 'download', '-qq', ...options, ...packages], { cwd: join(apt, 'debs') });
  for (const name of await readdir(join(apt, 'debs'))) await run(['dpkg', '-x', join(apt, 'debs', name), staging]);
  // A newer runc wants a newer libc than the machine's; its own one is installed instead.
  for (const folder of ['bin', 'sbin']) await rm(join(staging, 'usr', folder, 'runc'), { force: true });
  for (const name of await readdir(staging)) await mergeTopFolder(join(staging, name), join(staging, 'usr', name));
  await run([join(staging, 'usr/sbin/dockerd'), '--version']);
  if (!existsSync(join(root, 'complete'))) {
    await rm(join(root, 'usr'), { recursive: true, force: true });
    await rename(join(staging, 'usr'), join(root, 'usr'));
    await writeFile(join(root, 'complete'), `${suite ?? 'own suite'}\n`);
  }
  await rm(staging, { recursive: true, force: true });
  await rm(apt, { recursive: true, force: true });
}

/** Older packages still have `/bin` and `/sbin` beside `/usr`. */
async function mergeTopFolder(from: string, to: string): Promise<void> {
  if (!['bin', 'sbin'].includes(from.slice(from.lastIndexOf('/') + 1))) return;
  await mkdir(to, { recursive: true });
  for (const name of await readdir(from)) await rename(join(from, name), join(to, name));
}

/** apt's options for a private source list: the machine's own first source with another suite. */
async function privateSource(apt: string, suite: string): Promise<string[]> {
  const file = join(apt, 'suite.sources');
  await writeFile(file, await ownSource(suite));
  return [
    `-oDir::Etc::sourcelist=${file}`,
    '-oDir::Etc::sourceparts=/dev/null',
    `-oDir::State::lists=${join(apt, 'lists')}`,
    `-oDir::Cache=${join(apt, 'cache')}`,
    '-oAPT::Get::List-Cleanup=0',
    '-oAPT::Sandbox::User=root',
  ];
}

/** The machine's first package source that is not its security archive, in deb822 form, with its suites replaced. */
async function ownSource(suite: string): Promise<string> {
  const parts = '/etc/apt/sources.list.d';
  const names = (await readdir(parts).catch(() => [])).filter((name) => name.endsWith('.sources'));
  for (const name of names.sort()) {
    const stanzas = (await readFile(join(parts, name), 'utf8')).split(/\n\s*\n/);
    const own = stanzas.find((stanza) => isDistributionSource(/^Suites:(.*)$/m.exec(stanza)?.[1]));
    if (own) return `${own.replace(/^#.*\n/gm, '').replace(/^Suites:.*$/m, `Suites: ${suite}`)}\n`;
  }
  const classic = await readFile('/etc/apt/sources.list', 'utf8').catch(() => '');
  for (const line of classic.split('\n')) {
    const [, options, uri, suites, components] = /^deb\s+(\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.+)$/.exec(line) ?? [];
    if (!uri || !isDistributionSource(suites)) continue;
    const signedBy = /signed-by=([^\s\]]+)/.exec(options ?? '')?.[1];
    const fields = ['Types: deb', `URIs: ${uri}`, `Suites: ${suite}`, `Components: ${components ?? 'main'}`];
    return `${[...fields, ...(signedBy ? [`Signed-By: ${signedBy}`] : [])].join('\n')}\n`;
  }
  throw new Error('no usable package source was found in /etc/apt');
}

function isDistributionSource(suites: string | undefined): boolean {
  return (
    suites !== undefined &&
    /^\s*[a-z]+(?:\s|$)/.test(suites) &&
    !/security|nodistro/.test(suites.trim().split(/\s/)[0] ?? '')
  );
}
