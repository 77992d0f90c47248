import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import type { ConnectionFailure } from './connectionState.ts';
import { objectAt, parseJson, textAt } from './json.ts';

/** What deciding where the engine is needs to know of the machine. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absent on Windows. */
  readonly userId?: number;
  /** Undefined where there is no such file, or it cannot be read. */
  readFile(path: string): Promise<string | undefined>;
}

/** How to reach an engine. */
export type Address =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'tcp'; readonly host: string; readonly port: number; readonly tls?: TlsMaterial }
  | { readonly kind: 'ssh'; readonly destination: string; readonly port?: number; readonly socket?: string };

export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly verify: 'verify' | 'skip';
}

/** An engine to try: where it is, and how the docker CLI is told to use the same one. */
export interface Target {
  readonly address: Address;
  /** For people: the host, or the context's name with its host. */
  readonly label: string;
  /** The docker context it was named by. */
  readonly context?: string;
  /** Laid over the environment of CLI processes; undefined removes a variable. */
  readonly cliEnv: Readonly<Record<string, string | undefined>>;
}

/** The name of the context that is no file: the usual places of the platform. */
export const defaultContext = 'default';

/** Where to look: the targets in the order to try, or why none can be told. */
export type Targets =
  { readonly kind: 'targets'; readonly targets: readonly Target[]; readonly certain: Certainty } | ConnectionFailure;

/** `named`: somebody said which engine; `guessed`: the usual places of this platform. */
export type Certainty = 'named' | 'guessed';

/**
 * Which engine is meant, decided as the docker CLI does: our setting first, then DOCKER_HOST, DOCKER_CONTEXT, the
 * current context of the configuration, and the usual sockets of Docker, Docker Desktop, rootless Docker and Podman.
 * Source: docker/cli, cli/command/cli.go resolveContextName; cli/context/store.
 */
export async function findTargets(machine: Machine, setting: string): Promise<Targets> {
  if (setting.trim() !== '') return named(machine, setting.trim(), 'slipway.engine.host');
  const host = machine.env['DOCKER_HOST']?.trim() ?? '';
  if (host !== '') return named(machine, host, 'DOCKER_HOST');
  const fromEnvironment = machine.env['DOCKER_CONTEXT']?.trim() ?? '';
  const context = fromEnvironment === '' ? await currentContext(machine) : fromEnvironment;
  if (context === '' || context === defaultContext)
    return { kind: 'targets', targets: usualSockets(machine), certain: 'guessed' };
  return contextTarget(machine, context, fromEnvironment === '' ? 'config.json' : 'DOCKER_CONTEXT');
}

/** The folder of the docker CLI's configuration. */
export function configFolder(machine: Machine): string {
  const own = machine.env['DOCKER_CONFIG'] ?? '';
  return own === '' ? paths(machine).join(machine.home, '.docker') : own;
}

/** Understands `unix://`, `npipe://`, `tcp://`, `http(s)://`, `ssh://`, a bare socket path and a bare `host:port`. */
export function parseHost(host: string): Address | undefined {
  const socket = /^(?:unix|npipe):\/\/(.+)$/.exec(host)?.[1] ?? /^(?:\/|\\\\|\/\/\.\/pipe\/).+$/.exec(host)?.[0];
  if (socket !== undefined) return { kind: 'socket', path: socket };
  const url = parseUrl(/^[a-z][a-z0-9+.-]*:\/\//i.test(host) ? host : `tcp://${host}`);
  if (!url || url.hostname === '') return undefined;
  const name = url.hostname.replace(/^\[|\]$/g, '');
  if (url.protocol === 'ssh:') return sshAddress(url, name);
  if (!['tcp:', 'http:', 'https:'].includes(url.protocol)) return undefined;
  const secure = url.protocol === 'https:' || url.port === '2376';
  const port = url.port === '' ? (secure ? 2376 : 2375) : Number(url.port);
  return { kind: 'tcp', host: name, port, ...(secure ? { tls: { verify: 'verify' } } : {}) };
}

/** The machine that an engine publishes its ports on. */
export function hostOf(address: Address): string {
  if (address.kind === 'socket') return 'localhost';
  return address.kind === 'tcp' ? address.host : address.destination.replace(/^.*@/, '');
}

/** What would be taken for an option by ssh is refused: it could run a program of its own. */
function sshAddress(url: URL, name: string): Address | undefined {
  const user = decode(url.username);
  const destination = user === '' ? name : `${user}@${name}`;
  if (!/^[\w.@:%-]+$/.test(destination) || destination.startsWith('-') || name.startsWith('-')) return undefined;
  const socket = url.pathname.length > 1 ? decode(url.pathname) : undefined;
  return {
    kind: 'ssh',
    destination,
    ...(url.port === '' ? {} : { port: Number(url.port) }),
    ...(socket === undefined ? {} : { socket }),
  };
}

/** As it is where it is not encoded as it should be. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function parseUrl(text: string): URL | undefined {
  // `tcp:` is no scheme that URL gives a default port, so the port is always told.
  return URL.canParse(text) ? new URL(text) : undefined;
}

async function named(machine: Machine, host: string, origin: string): Promise<Targets> {
  const address = parseHost(host);
  if (!address) return { kind: 'misconfigured', origin, value: host };
  const reachable = address.kind === 'tcp' ? await withEnvironmentTls(machine, address) : address;
  const dockerHost = address.kind === 'socket' && host === address.path ? socketUrl(machine, host) : host;
  const target = { address: reachable, label: host, cliEnv: { DOCKER_HOST: dockerHost, DOCKER_CONTEXT: undefined } };
  return { kind: 'targets', targets: [target], certain: 'named' };
}

function socketUrl(machine: Machine, path: string): string {
  return machine.platform === 'win32' ? `npipe://${path.replaceAll('\\', '/')}` : `unix://${path}`;
}

type TcpAddress = Extract<Address, { kind: 'tcp' }>;

/** Any DOCKER_TLS_VERIFY but an empty one asks for TLS, as in the CLI. */
async function withEnvironmentTls(machine: Machine, address: TcpAddress): Promise<Address> {
  const wanted = (machine.env['DOCKER_TLS_VERIFY'] ?? '') !== '' || address.tls !== undefined;
  if (!wanted) return address;
  const folder = machine.env['DOCKER_CERT_PATH'] ?? configFolder(machine);
  return { ...address, tls: { ...(await tlsMaterial(machine, folder)), verify: 'verify' } };
}

async function tlsMaterial(machine: Machine, folder: string): Promise<Omit<TlsMaterial, 'verify'>> {
  const read = (name: string): Promise<string | undefined> => machine.readFile(paths(machine).join(folder, name));
  const [ca, cert, key] = await Promise.all([read('ca.pem'), read('cert.pem'), read('key.pem')]);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

async function currentContext(machine: Machine): Promise<string> {
  const text = await machine.readFile(paths(machine).join(configFolder(machine), 'config.json'));
  return textAt(parseJson(text ?? ''), 'currentContext');
}

/** The engine of a docker context. */
export async function contextTarget(machine: Machine, name: string, origin: string): Promise<Targets> {
  if (name === defaultContext) return defaultTarget(machine);
  const path = paths(machine);
  const digest = createHash('sha256').update(name).digest('hex');
  const contexts = path.join(configFolder(machine), 'contexts');
  const meta = parseJson((await machine.readFile(path.join(contexts, 'meta', digest, 'meta.json'))) ?? '');
  const endpoint = objectAt(meta, 'Endpoints', 'docker');
  const host = textAt(endpoint, 'Host');
  const address = parseHost(host);
  if (!address) return { kind: 'misconfigured', origin, value: name };
  const cliEnv = { DOCKER_CONTEXT: name, DOCKER_HOST: undefined };
  const label = `${name} (${host})`;
  const named = { label, cliEnv, context: name };
  if (address.kind !== 'tcp') return { kind: 'targets', targets: [{ address, ...named }], certain: 'named' };
  const material = await tlsMaterial(machine, path.join(contexts, 'tls', digest, 'docker'));
  const secure = address.tls !== undefined || Object.keys(material).length > 0;
  const verify = endpoint['SkipTLSVerify'] === true ? 'skip' : 'verify';
  const target = { address: secure ? { ...address, tls: { ...material, verify } as const } : address, ...named };
  return { kind: 'targets', targets: [target], certain: 'named' };
}

/** The context that every machine has, whatever its environment says. */
function defaultTarget(machine: Machine): Targets {
  const own = { DOCKER_HOST: undefined, DOCKER_CONTEXT: defaultContext };
  const targets = usualSockets(machine).map((target): Target => {
    const { DOCKER_HOST: elsewhere } = target.cliEnv;
    const cliEnv = elsewhere === undefined ? own : { DOCKER_HOST: elsewhere, DOCKER_CONTEXT: undefined };
    return { ...target, context: defaultContext, cliEnv };
  });
  return { kind: 'targets', targets, certain: 'guessed' };
}

function usualSockets(machine: Machine): readonly Target[] {
  return wellKnownSockets(machine).map(({ path }, index) => ({
    address: { kind: 'socket', path },
    label: path,
    // The CLI finds the first by itself; a variable would hide its contexts from it.
    cliEnv: index === 0 ? {} : { DOCKER_HOST: socketUrl(machine, path) },
  }));
}

/** A place where an engine of this name listens, if it is installed. */
export interface WellKnownSocket {
  readonly product: string;
  readonly path: string;
}

function at(product: string, path: string): WellKnownSocket {
  return { product, path };
}

/** The places where engines usually listen on this platform, the likeliest first. */
export function wellKnownSockets(machine: Machine): readonly WellKnownSocket[] {
  const ofHome = (product: string, path: string): WellKnownSocket => at(product, posix.join(machine.home, path));
  if (machine.platform === 'win32') {
    return [
      at('Docker', '//./pipe/docker_engine'),
      at('Docker Desktop', '//./pipe/dockerDesktopLinuxEngine'),
      at('Podman', '//./pipe/podman-machine-default'),
    ];
  }
  if (machine.platform === 'darwin') {
    return [
      at('Docker', '/var/run/docker.sock'),
      ofHome('Docker Desktop', '.docker/run/docker.sock'),
      ofHome('OrbStack', '.orbstack/run/docker.sock'),
      ofHome('Colima', '.colima/default/docker.sock'),
      ofHome('Rancher Desktop', '.rd/docker.sock'),
      ofHome('Podman', '.local/share/containers/podman/machine/podman.sock'),
    ];
  }
  const runtime = machine.env['XDG_RUNTIME_DIR'] ?? `/run/user/${machine.userId ?? 0}`;
  return [
    at('Docker', '/var/run/docker.sock'),
    at('Docker', posix.join(runtime, 'docker.sock')),
    ofHome('Docker Desktop', '.docker/desktop/docker.sock'),
    ofHome('Docker Desktop', '.docker/run/docker.sock'),
    ofHome('Rancher Desktop', '.rd/docker.sock'),
    ofHome('Colima', '.colima/default/docker.sock'),
    at('Podman', posix.join(runtime, 'podman/podman.sock')),
    at('Podman', '/run/podman/podman.sock'),
  ];
}

function paths(machine: Machine): typeof posix {
  return machine.platform === 'win32' ? win32 : posix;
}
