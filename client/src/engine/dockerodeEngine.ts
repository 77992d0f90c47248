import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Duplex, Readable } from 'node:stream';
import { inspect } from 'node:util';
import Docker from 'dockerode';
import { archiveCalls } from './archiveCalls.ts';
import { type Call, type Calls, headerText } from './calls.ts';
import { containerCalls } from './containerCalls.ts';
import type { Target } from './contexts.ts';
import type { ApiBuild, Change, ContainerPlan, Engine, Kind, Resources, RunSpec } from './engine.ts';
import { EngineError, IncompatibleError, toEngineError } from './errors.ts';
import { changeOf, eventFilters } from './events.ts';
import { execCalls } from './execCalls.ts';
import { imageCalls } from './imageCalls.ts';
import { pathId } from './ids.ts';
import { listAt, objectAt, textAt } from './json.ts';
import { limiter, withTimeLimit } from './limits.ts';
import { logCalls } from './logCalls.ts';
import { networkCalls } from './networkCalls.ts';
import { tellingOwnChanges } from './ownChanges.ts';
import { sshAgent } from './sshAgent.ts';
import { chunksOf, jsonLines } from './streams.ts';
import { systemCalls } from './systemCalls.ts';
import { fromInspection, fromList, wireItems } from './wire.ts';

/** The newest API this client was written against; an older engine's own is used instead. */
const newestApi = '1.51';

/** Docker 17.06: before it, hardly anything here would work. */
const oldestApi = '1.30';

/** Milliseconds that an engine may take for an answer. */
export interface TimeLimits {
  readonly read: number;
  readonly action: number;
}

const usualLimits: TimeLimits = {
  read: 15_000,
  // A container may take its time to stop, and a large one to be removed.
  action: 90_000,
};

const uploadLimit = 600_000;

const concurrentReads = 8;

/** The paths of the API's collections. */
const collections: Readonly<Record<Kind, string>> = {
  container: '/containers',
  image: '/images',
  volume: '/volumes',
  network: '/networks',
};

const listPaths: Readonly<Record<Kind, string>> = {
  container: '/containers/json',
  image: '/images/json',
  volume: '/volumes',
  network: '/networks',
};

/** Says hello to the target and gives its engine. Rejects with an EngineError or an IncompatibleError. */
export async function connectDockerode(target: Target, limits = usualLimits): Promise<Engine> {
  const agent = agentFor(target);
  try {
    const hello = await withTimeLimit(limits.read, (signal) =>
      dial(dockerFor(target, agent), { method: 'GET', path: '/version', signal }),
    );
    const apiVersion = commonApi(hello);
    const engine = engineOf({
      limits,
      docker: dockerFor(target, agent, apiVersion),
      version: textAt(hello, 'Version'),
      apiVersion,
      // Podman answers Docker's API and has Buildah behind it, which speaks the classic stream only.
      builder: isPodman(hello) || !atLeast(apiVersion, '1.39') ? 'classic' : 'buildkit',
      close: () => agent?.destroy(),
    });
    return isPodman(hello) ? tellingOwnChanges(engine) : engine;
  } catch (error) {
    agent?.destroy();
    throw error instanceof IncompatibleError ? error : toEngineError(error);
  }
}

function commonApi(hello: unknown): string {
  const newest = textAt(hello, 'ApiVersion');
  const oldest = textAt(hello, 'MinAPIVersion');
  if (!/^\d+\.\d+$/.test(newest)) throw new IncompatibleError('');
  if (!atLeast(newest, oldestApi)) throw new IncompatibleError(`API ${newest} < ${oldestApi}`);
  if (oldest !== '' && !atLeast(newestApi, oldest)) throw new IncompatibleError(`API ${oldest} > ${newestApi}`);
  return atLeast(newest, newestApi) ? newestApi : newest;
}

function atLeast(version: string, other: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [otherMajor = 0, otherMinor = 0] = other.split('.').map(Number);
  return major > otherMajor || (major === otherMajor && minor >= otherMinor);
}

function isPodman(hello: unknown): boolean {
  return listAt(hello, 'Components').some((component) => /podman/i.test(textAt(component, 'Name')));
}

/** Agents are kept from docker-modem's debug text: it would print them whole, at seconds per hundred requests. */
function agentFor({ address }: Target): HttpAgent | undefined {
  const agent = makeAgent(address);
  return agent && Object.assign(agent, { [inspect.custom]: () => '[Agent]' });
}

function makeAgent(address: Target['address']): HttpAgent | undefined {
  if (address.kind === 'socket') return new HttpAgent({ keepAlive: false });
  if (address.kind === 'ssh') return sshAgent(address, 12);
  if (!address.tls) return new HttpAgent({ keepAlive: true });
  const { ca, cert, key, verify } = address.tls;
  return new HttpsAgent({ keepAlive: true, ca, cert, key, rejectUnauthorized: verify === 'verify' });
}

function dockerFor(target: Target, agent: HttpAgent | undefined, apiVersion?: string): Docker {
  const shared = { agent, ...(apiVersion === undefined ? {} : { version: `v${apiVersion}` }) };
  const { address } = target;
  // docker-modem reads the environment by itself and throws where it does not like it: contexts.ts has read it already.
  return withoutEnvironment(() => {
    if (address.kind === 'socket') {
      return new Docker({ ...shared, socketPath: address.path, host: undefined, protocol: 'http' });
    }
    if (address.kind === 'ssh') return new Docker({ ...shared, host: 'docker', port: 80, protocol: 'http' });
    const host = address.host.includes(':') ? `[${address.host}]` : address.host;
    return new Docker({ ...shared, host, port: address.port, protocol: address.tls ? 'https' : 'http' });
  });
}

function withoutEnvironment<T>(action: () => T): T {
  const names = ['DOCKER_HOST', 'DOCKER_CERT_PATH', 'DOCKER_TLS_VERIFY', 'DOCKER_CLIENT_TIMEOUT'];
  const saved = names.map((name) => [name, process.env[name]] as const);
  for (const name of names) delete process.env[name];
  try {
    return action();
  } finally {
    for (const [name, value] of saved) if (value !== undefined) process.env[name] = value;
  }
}

/** `stream`: the answer itself, when its head has come; `hijack`: the connection, both ways. */
type As = 'json' | 'stream' | 'hijack';

/** One request. All of them go through here, so that each guard stands in one place. */
function dial(docker: Docker, call: Call, as: As = 'json'): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const upload = new AbortController();
    const fail = (error: unknown): void => reject(toEngineError(error));
    // An upload that breaks would leave the request waiting for the rest of it.
    call.upload?.once('error', (error) => {
      upload.abort();
      fail(error);
    });
    docker.modem.dial({ ...requestOf(call, as), ...signalOf(call, upload.signal) }, (error, answer) =>
      error ? fail(error) : resolve(answer),
    );
  });
}

function signalOf({ signal, upload }: Call, broken: AbortSignal): { abortSignal: AbortSignal } | undefined {
  if (!upload) return signal && { abortSignal: signal };
  return { abortSignal: signal ? AbortSignal.any([signal, broken]) : broken };
}

function requestOf(call: Call, as: As): Parameters<Docker['modem']['dial']>[0] {
  const options = call.query || call.body ? { _query: call.query ?? {}, _body: call.body ?? {} } : undefined;
  return {
    path: call.query ? `${call.path}?` : call.path,
    method: call.method,
    statusCodes: accepted,
    isStream: as !== 'json',
    allowEmpty: call.body !== undefined,
    ...(options ? { options } : {}),
    ...(call.upload ? { file: call.upload } : {}),
    ...(call.headers ? { headers: { ...call.headers } } : {}),
    ...(as === 'hijack' ? { hijack: true, openStdin: true } : {}),
  };
}

/** 304: it is so already, and that is what was wanted. */
const accepted = { 200: true, 201: true, 202: true, 204: true, 304: true };

interface Connected {
  readonly limits: TimeLimits;
  readonly docker: Docker;
  readonly version: string;
  readonly apiVersion: string;
  readonly builder: Engine['builder'];
  close(): void;
}

function callsOn(docker: Docker, limits: TimeLimits): Calls {
  const oneOfFew = limiter(concurrentReads);
  return {
    read: (path, query) =>
      oneOfFew(() =>
        withTimeLimit(limits.read, (signal) =>
          dial(docker, { method: 'GET', path, signal, ...(query ? { query } : {}) }),
        ),
      ),
    act: (call) =>
      withTimeLimit(call.upload ? uploadLimit : limits.action, (signal) => dial(docker, { ...call, signal })),
    open: (call) => openStream(docker, call),
    hijack: async (call) => {
      const socket = await withTimeLimit(limits.read, () => dial(docker, call, 'hijack'));
      if (!(socket instanceof Duplex)) throw new EngineError('engine', 'no connection to the program');
      return socket;
    },
    head: async (path, query = {}) => {
      const call: Call = { method: 'HEAD', path, query };
      const answer = await withTimeLimit(limits.read, (signal) => dial(docker, { ...call, signal }, 'stream'));
      if (!isMessage(answer)) throw new EngineError('engine', `no answer from ${path}`);
      answer.resume();
      return answer.headers;
    },
  };
}

function engineOf({ docker, limits, ...connected }: Connected): Engine {
  const calls = callsOn(docker, limits);
  return {
    ...connected,
    ...archiveCalls(calls),
    ...containerCalls(calls),
    ...execCalls(calls),
    ...imageCalls(calls),
    ...logCalls(calls),
    ...networkCalls(calls),
    ...systemCalls(calls),
    list: (kind) => list(calls, kind),
    get: (kind, id) => get(calls, kind, id),
    inspect: async (kind, id) => calls.read(inspectPath(kind, id)),
    remove: async (kind, id, options) => {
      // Anonymous volumes stay, as with `docker rm`: they may be the only copy of somebody's data.
      const query = {
        ...(options?.force === true ? { force: true } : {}),
        ...(options?.volumes === true ? { v: true } : {}),
      };
      await calls.act({ method: 'DELETE', path: `${collections[kind]}/${pathId(kind, id)}`, query });
    },
    changes: (signal) => changes(calls, signal),
    exposedPorts: async (image) =>
      Object.keys(objectAt(await calls.read(inspectPath('image', image)), 'Config', 'ExposedPorts')),
    create: (spec) => create(calls, spec),
    createPlanned: (plan) => createPlanned(calls, plan),
    build: (build) => buildMessages(calls, build),
  };
}

async function list<K extends Kind>(calls: Calls, kind: K): Promise<readonly Resources[K][]> {
  const answer = await calls.read(listPaths[kind], kind === 'container' ? { all: true } : undefined);
  // A proxy's page, or an answer that was cut off: taken for an empty list, it would make everything vanish.
  if (!isList(kind, answer)) throw new EngineError('engine', `no list from ${listPaths[kind]}`);
  return wireItems(kind, answer).map(fromList[kind]);
}

function isList(kind: Kind, answer: unknown): boolean {
  return kind === 'volume' ? typeof answer === 'object' && answer !== null : Array.isArray(answer) || answer === null;
}

async function get<K extends Kind>(calls: Calls, kind: K, id: string): Promise<Resources[K] | undefined> {
  try {
    // Not by a list of one: an engine tells of a change before its lists know of it, and lets only inspections wait.
    return fromInspection[kind](await calls.read(inspectPath(kind, id)));
  } catch (error) {
    if (error instanceof EngineError && error.problem === 'not-found') return undefined;
    throw error;
  }
}

function inspectPath(kind: Kind, id: string): string {
  const inspected = kind === 'container' || kind === 'image';
  return `${collections[kind]}/${pathId(kind, id)}${inspected ? '/json' : ''}`;
}

async function* changes(calls: Calls, signal: AbortSignal): AsyncGenerator<Change> {
  const call: Call = { method: 'GET', path: '/events', query: { filters: eventFilters }, signal };
  for await (const event of jsonLines(await calls.open(call))) {
    const change = changeOf(event);
    if (change) yield change;
  }
}

async function openStream(docker: Docker, call: Call): Promise<AsyncIterable<Buffer>> {
  const answer = await dial(docker, call, 'stream');
  if (!isMessage(answer)) throw new EngineError('engine', `no stream from ${call.path}`);
  return chunksOf(answer, call.signal);
}

function isMessage(answer: unknown): answer is IncomingMessage {
  return answer instanceof Readable;
}

async function create(calls: Calls, spec: RunSpec): Promise<string> {
  const ports = Object.entries(spec.ports);
  const body = {
    Image: spec.image,
    Labels: spec.labels ?? {},
    ...(spec.command ? { Cmd: spec.command } : {}),
    ...(spec.interactive === true ? terminal : {}),
    ExposedPorts: Object.fromEntries(ports.map(([port]) => [port, {}])),
    HostConfig: {
      AutoRemove: spec.interactive === true,
      PortBindings: Object.fromEntries(
        ports.map(([port, host]) => [port, [{ HostPort: host === 0 ? '' : String(host) }]]),
      ),
      ...(spec.mounts ? { Mounts: spec.mounts.map(volumeMount) } : {}),
    },
  };
  const query = spec.name === undefined ? {} : { name: spec.name };
  return textAt(await calls.act({ method: 'POST', path: '/containers/create', query, body }), 'Id');
}

async function createPlanned(calls: Calls, { body, name, platform }: ContainerPlan): Promise<string> {
  const query = { ...(name === '' ? {} : { name }), ...(platform === '' ? {} : { platform }) };
  return textAt(await calls.act({ method: 'POST', path: '/containers/create', query, body }), 'Id');
}

/** As `docker run -it`. */
const terminal = {
  Tty: true,
  OpenStdin: true,
  StdinOnce: true,
  AttachStdin: true,
  AttachStdout: true,
  AttachStderr: true,
};

/** Nothing of the image is copied into an empty volume: it is there to be looked at as it is. */
function volumeMount({ volume, target, access }: NonNullable<RunSpec['mounts']>[number]): object {
  return {
    Type: 'volume',
    Source: volume,
    Target: target,
    ReadOnly: access === 'read',
    VolumeOptions: { NoCopy: true },
  };
}

/**
 * dockerode's own build would open a session that hands the credentials to whichever host asks (research/explorer.md,
 * section 3). BuildKit takes a context by upload without one; credentials go in a header, each for its own registry.
 */
async function* buildMessages(calls: Calls, build: ApiBuild): AsyncGenerator {
  const query = {
    t: build.tag,
    dockerfile: build.dockerfile,
    labels: build.labels ?? {},
    buildargs: build.buildArgs ?? {},
    ...(build.target === undefined ? {} : { target: build.target }),
    ...(build.platform === undefined ? {} : { platform: build.platform }),
    ...(build.noCache ? { nocache: true } : {}),
    ...(build.pull ? { pull: true } : {}),
    rm: true,
    ...(build.builder === 'buildkit' ? { version: 2 } : {}),
  };
  const headers = { 'Content-Type': 'application/x-tar', ...registryHeader(build.credentials ?? {}) };
  const call: Call = { method: 'POST', path: '/build', query, upload: build.context, headers, signal: build.signal };
  yield* jsonLines(await calls.open(call));
}

function registryHeader(credentials: NonNullable<ApiBuild['credentials']>): Record<string, string> {
  return Object.keys(credentials).length === 0 ? {} : { 'X-Registry-Config': headerText(credentials) };
}
