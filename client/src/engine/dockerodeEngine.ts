import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Duplex, Readable } from 'node:stream';
import { inspect } from 'node:util';
import Docker from 'dockerode';
import type { Target } from './contexts.ts';
import type { ApiBuild, Change, Engine, ExecOptions, ExecResult, ExecSession, Kind } from './engine.ts';
import type { LogOptions, OutputChunk, Resources, RunSpec } from './engine.ts';
import { EngineError, IncompatibleError, toEngineError } from './errors.ts';
import { changeOf, eventFilters } from './events.ts';
import { pathId } from './ids.ts';
import { listAt, numberAt, objectAt, textAt } from './json.ts';
import { limiter, withTimeLimit } from './limits.ts';
import { sshAgent } from './sshAgent.ts';
import { asStdout, demultiplex, jsonLines } from './streams.ts';
import { fromInspection, fromList, wireItems } from './wire.ts';

/** The newest API this client was written against; an older engine's own is used instead. */
const newestApi = '1.51';

/** Docker 17.06: before it, hardly anything here would work. */
const oldestApi = '1.30';

const readLimit = 15_000;

/** A container may take its time to stop, and a large one to be removed. */
const actionLimit = 90_000;

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

interface Call {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: object;
  /** A request body that is not JSON. */
  readonly upload?: NodeJS.ReadableStream;
  readonly headers?: Readonly<Record<string, string>>;
  /** `stream`: the answer's body; `hijack`: the connection itself, both ways. */
  readonly as?: 'stream' | 'hijack';
  readonly signal?: AbortSignal;
}

/** Says hello to the target and gives its engine. Rejects with an EngineError or an IncompatibleError. */
export async function connectDockerode(target: Target): Promise<Engine> {
  const agent = agentFor(target);
  try {
    const hello = await withTimeLimit(readLimit, (signal) =>
      dial(dockerFor(target, agent), { method: 'GET', path: '/version', signal }),
    );
    const apiVersion = commonApi(hello);
    return engineOf({
      docker: dockerFor(target, agent, apiVersion),
      version: textAt(hello, 'Version'),
      apiVersion,
      // Podman answers Docker's API and has Buildah behind it, which speaks the classic stream only.
      builder: isPodman(hello) || !atLeast(apiVersion, '1.39') ? 'classic' : 'buildkit',
      close: () => agent?.destroy(),
    });
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

/** One request. All of them go through here, so that each guard stands in one place. */
function dial(docker: Docker, call: Call): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = call.query || call.body ? { _query: call.query ?? {}, _body: call.body ?? {} } : undefined;
    docker.modem.dial(
      {
        path: call.query ? `${call.path}?` : call.path,
        method: call.method,
        statusCodes: accepted,
        isStream: call.as !== undefined,
        allowEmpty: call.body !== undefined,
        ...(options ? { options } : {}),
        ...(call.upload ? { file: call.upload } : {}),
        ...(call.headers ? { headers: { ...call.headers } } : {}),
        ...(call.as === 'hijack' ? { hijack: true, openStdin: true } : {}),
        ...(call.signal ? { abortSignal: call.signal } : {}),
      },
      (error, answer) => (error ? reject(toEngineError(error)) : resolve(answer)),
    );
  });
}

/** 304: it is so already, and that is what was wanted. */
const accepted = { 200: true, 201: true, 202: true, 204: true, 304: true };

interface Connected {
  readonly docker: Docker;
  readonly version: string;
  readonly apiVersion: string;
  readonly builder: Engine['builder'];
  close(): void;
}

function engineOf({ docker, ...connected }: Connected): Engine {
  const oneOfFew = limiter(concurrentReads);
  const read = (path: string, query?: Call['query']): Promise<unknown> =>
    oneOfFew(() =>
      withTimeLimit(readLimit, (signal) => dial(docker, { method: 'GET', path, signal, ...(query ? { query } : {}) })),
    );
  const act = (call: Call): Promise<unknown> =>
    withTimeLimit(actionLimit, (signal) => dial(docker, { ...call, signal }));
  const post = async (id: string, verb: string): Promise<void> => {
    await act({ method: 'POST', path: `/containers/${pathId('container', id)}/${verb}` });
  };
  return {
    ...connected,
    list: (kind) => list(read, kind),
    get: (kind, id) => get(read, kind, id),
    inspect: async (kind, id) => read(inspectPath(kind, id)),
    remove: async (kind, id, options) => {
      // Anonymous volumes stay, as with `docker rm`: they may be the only copy of somebody's data.
      const query = options?.force === true ? { force: true } : {};
      await act({ method: 'DELETE', path: `${collections[kind]}/${pathId(kind, id)}`, query });
    },
    start: (id) => post(id, 'start'),
    stop: (id) => post(id, 'stop'),
    restart: (id) => post(id, 'restart'),
    unpause: (id) => post(id, 'unpause'),
    changes: (signal) => changes(docker, signal),
    logs: (id, options) => logs({ docker, read }, id, options),
    exec: (id, options) => exec({ docker, read, act }, id, options),
    execToEnd: (id, command) => execToEnd({ docker, read, act }, id, command),
    exposedPorts: async (image) =>
      Object.keys(objectAt(await read(inspectPath('image', image)), 'Config', 'ExposedPorts')),
    create: (spec) => create(act, spec),
    build: (build) => buildMessages(docker, build),
  };
}

type Read = (path: string, query?: Call['query']) => Promise<unknown>;
type Act = (call: Call) => Promise<unknown>;

interface Access {
  readonly docker: Docker;
  readonly read: Read;
  readonly act: Act;
}

async function list<K extends Kind>(read: Read, kind: K): Promise<readonly Resources[K][]> {
  const answer = await read(listPaths[kind], kind === 'container' ? { all: true } : undefined);
  return wireItems(kind, answer).map(fromList[kind]);
}

async function get<K extends Kind>(read: Read, kind: K, id: string): Promise<Resources[K] | undefined> {
  try {
    // Not by a list of one: an engine tells of a change before its lists know of it, and lets only inspections wait.
    return fromInspection[kind](await read(inspectPath(kind, id)));
  } catch (error) {
    if (error instanceof EngineError && error.problem === 'not-found') return undefined;
    throw error;
  }
}

function inspectPath(kind: Kind, id: string): string {
  const inspected = kind === 'container' || kind === 'image';
  return `${collections[kind]}/${pathId(kind, id)}${inspected ? '/json' : ''}`;
}

async function* changes(docker: Docker, signal: AbortSignal): AsyncGenerator<Change> {
  const call: Call = { method: 'GET', path: '/events', query: { filters: eventFilters }, as: 'stream', signal };
  for await (const event of jsonLines(await openStream(docker, call))) {
    const change = changeOf(event);
    if (change) yield change;
  }
}

/** The body of an answer, as the chunks of it come. The request ends with the reading. */
async function openStream(docker: Docker, call: Call): Promise<AsyncIterable<Buffer>> {
  const answer = await dial(docker, call);
  if (!isMessage(answer)) throw new EngineError('engine', `no stream from ${call.path}`);
  return chunksOf(answer, call.signal);
}

/** A stream that its reader has left just ends. */
async function* chunksOf(stream: Readable, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) if (Buffer.isBuffer(chunk)) yield chunk;
  } catch (error) {
    if (signal?.aborted !== true) throw toEngineError(error);
  } finally {
    stream.destroy();
  }
}

function isMessage(answer: unknown): answer is IncomingMessage {
  return answer instanceof Readable;
}

async function* logs(
  { docker, read }: Pick<Access, 'docker' | 'read'>,
  id: string,
  { follow, tail, signal }: LogOptions,
): AsyncGenerator<OutputChunk> {
  const path = `/containers/${pathId('container', id)}`;
  const terminal = objectAt(await read(`${path}/json`), 'Config')['Tty'] === true;
  const query = { stdout: true, stderr: true, follow, tail };
  const source = await openStream(docker, { method: 'GET', path: `${path}/logs`, query, as: 'stream', signal });
  yield* terminal ? asStdout(source) : demultiplex(source);
}

async function exec(access: Access, id: string, options: ExecOptions): Promise<ExecSession> {
  const { docker, read, act } = access;
  const size = { ConsoleSize: [options.rows, options.columns] };
  const settings = { AttachStdin: true, AttachStdout: true, AttachStderr: true, Tty: true, ...size };
  const path = await createExec(act, id, { ...settings, Env: ['TERM=xterm-256color'], Cmd: options.command });
  // The terminal is told again at the start: without it the stream would come framed.
  const body = { Detach: false, Tty: true, ...size };
  const socket = await dial(docker, { method: 'POST', path: `${path}/start`, body, as: 'hijack' });
  if (!(socket instanceof Duplex)) throw new EngineError('engine', 'no connection to the program');
  const left = new AbortController();
  const resize = async (w: number, h: number): Promise<void> => {
    await act({ method: 'POST', path: `${path}/resize`, query: { w, h } });
  };
  // Podman does not look at the size that the start was given.
  void resize(options.columns, options.rows).catch(() => undefined);
  return {
    output: chunksOf(socket, left.signal),
    write: (data) => {
      if (socket.writable) socket.write(data);
    },
    resize,
    exitCode: () => exitCodeOf(read, path),
    close: () => {
      left.abort();
      socket.destroy();
    },
  };
}

async function execToEnd(access: Access, id: string, command: readonly string[]): Promise<ExecResult> {
  const { docker, read, act } = access;
  const path = await createExec(act, id, { AttachStdout: true, AttachStderr: true, Cmd: command });
  const output = await withTimeLimit(readLimit, async (signal) => {
    const body = { Detach: false, Tty: false };
    const stream = await openStream(docker, { method: 'POST', path: `${path}/start`, body, as: 'stream', signal });
    const parts: Buffer[] = [];
    let size = 0;
    for await (const { data } of demultiplex(stream)) {
      size += data.length;
      if (size <= 1 << 20) parts.push(data);
    }
    return Buffer.concat(parts).toString('utf8');
  });
  return { output, exitCode: await exitCodeOf(read, path) };
}

async function createExec(act: Act, id: string, body: object): Promise<string> {
  const path = `/containers/${pathId('container', id)}/exec`;
  const execId = textAt(await act({ method: 'POST', path, body }), 'Id');
  return `/exec/${pathId('container', execId)}`;
}

async function exitCodeOf(read: Read, path: string): Promise<number | undefined> {
  const state = await read(`${path}/json`).catch(() => undefined);
  return typeof objectAt(state)['ExitCode'] === 'number' ? numberAt(state, 'ExitCode') : undefined;
}

async function create(act: Act, spec: RunSpec): Promise<string> {
  const ports = Object.entries(spec.ports);
  const body = {
    Image: spec.image,
    Labels: spec.labels ?? {},
    ...(spec.command ? { Cmd: spec.command } : {}),
    ExposedPorts: Object.fromEntries(ports.map(([port]) => [port, {}])),
    HostConfig: {
      PortBindings: Object.fromEntries(
        ports.map(([port, host]) => [port, [{ HostPort: host === 0 ? '' : String(host) }]]),
      ),
    },
  };
  const query = spec.name === undefined ? {} : { name: spec.name };
  return textAt(await act({ method: 'POST', path: '/containers/create', query, body }), 'Id');
}

/**
 * dockerode's own build would open a session that hands the credentials to whichever host asks (research/explorer.md,
 * section 3). BuildKit takes a context by upload without one; credentials go in a header, each for its own registry.
 */
async function* buildMessages(docker: Docker, build: ApiBuild): AsyncGenerator {
  const query = {
    t: build.tag,
    dockerfile: build.dockerfile,
    labels: build.labels ?? {},
    rm: true,
    ...(build.builder === 'buildkit' ? { version: 2 } : {}),
  };
  const headers = { 'Content-Type': 'application/x-tar', ...registryHeader(build.credentials ?? {}) };
  const call: Call = { method: 'POST', path: '/build', query, upload: build.context, headers, as: 'stream' };
  yield* jsonLines(await openStream(docker, { ...call, signal: build.signal }));
}

/** In the URL alphabet and padded: engines are strict about both. */
function registryHeader(credentials: NonNullable<ApiBuild['credentials']>): Record<string, string> {
  if (Object.keys(credentials).length === 0) return {};
  const text = Buffer.from(JSON.stringify(credentials)).toString('base64');
  return { 'X-Registry-Config': text.replaceAll('+', '-').replaceAll('/', '_') };
}
