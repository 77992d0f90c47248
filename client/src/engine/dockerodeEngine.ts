import { Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Duplex, Readable } from 'node:stream';
import { inspect } from 'node:util';
import Docker from 'dockerode';
import { archiveCalls } from './archiveCalls.ts';
import { buildCalls } from './buildCalls.ts';
import type { Call, Calls } from './calls.ts';
import { containerCalls } from './containerCalls.ts';
import type { Target } from './contexts.ts';
import { createCalls } from './createCalls.ts';
import type { Engine } from './engine.ts';
import { EngineError, IncompatibleError, toEngineError } from './errors.ts';
import { execCalls } from './execCalls.ts';
import { imageCalls } from './imageCalls.ts';
import { listAt, parseJson, textAt } from './json.ts';
import { limiter, withTimeLimit } from './limits.ts';
import { logCalls } from './logCalls.ts';
import { networkCalls } from './networkCalls.ts';
import { tellingOwnChanges } from './ownChanges.ts';
import { sshAgent } from './sshAgent.ts';
import { resourceCalls } from './resourceCalls.ts';
import { chunksOf } from './streams.ts';
import { systemCalls } from './systemCalls.ts';

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
    docker.modem.dial({ ...requestOf(call, as), ...signalOf(call, upload.signal) }, (error, answer) => {
      if (error) fail(error);
      else resolve(as === 'json' && isMessage(answer) ? bodyOf(answer) : answer);
    });
  });
}

/** Read by us: docker-modem would wait for ever for the rest of an answer that was cut off. */
async function bodyOf(answer: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of chunksOf(answer, undefined)) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString('utf8');
  return parseJson(text) ?? text;
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
    isStream: true,
    allowEmpty: call.body !== undefined,
    ...(options ? { options } : {}),
    ...(call.upload ? { file: call.upload } : {}),
    ...(call.headers ? { headers: { ...call.headers } } : {}),
    ...(as === 'hijack' ? { hijack: true, openStdin: true } : {}),
    // Podman reads no body of a request to attach: the program would get it as if it had been typed.
    ...(as === 'hijack' && !call.body ? { file: Buffer.alloc(0) } : {}),
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
    ...buildCalls(calls),
    ...containerCalls(calls),
    ...createCalls(calls),
    ...execCalls(calls),
    ...imageCalls(calls),
    ...logCalls(calls),
    ...networkCalls(calls),
    ...resourceCalls(calls),
    ...systemCalls(calls),
  };
}

async function openStream(docker: Docker, call: Call): Promise<AsyncIterable<Buffer>> {
  const answer = await dial(docker, call, 'stream');
  if (!isMessage(answer)) throw new EngineError('engine', `no stream from ${call.path}`);
  return chunksOf(answer, call.signal);
}

function isMessage(answer: unknown): answer is IncomingMessage {
  return answer instanceof Readable;
}
