import { type Call, type Calls, headerText } from './calls.ts';
import type { Labels, RegistryCredentials } from './resources.ts';
import { jsonLines } from './streams.ts';

interface ApiBuild {
  /** The build context as a tar stream; or the address that the engine fetches it from. */
  readonly context: NodeJS.ReadableStream | string;
  /** Path of the Dockerfile within the context, with `/`. */
  readonly dockerfile: string;
  readonly tag: string;
  readonly labels?: Labels;
  /** The stage to build; the last one where there is none. */
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly platform?: string;
  readonly noCache?: boolean;
  readonly pull?: boolean;
  /** Credentials by registry host, each sent to the engine for that host alone. */
  readonly credentials?: Readonly<Record<string, RegistryCredentials>>;
  /** `buildkit` where the engine has it. */
  readonly builder: 'buildkit' | 'classic';
  readonly signal: AbortSignal;
}

/** The engine's own builder. */
export interface BuildCalls {
  /** The messages of the engine's build API as they come. */
  build(build: ApiBuild): AsyncIterable<unknown>;
}

export function buildCalls(calls: Calls): BuildCalls {
  return { build: (build) => buildMessages(calls, build) };
}

/**
 * dockerode's own build would open a session that hands the credentials to whichever host asks (research/explorer.md,
 * section 3). BuildKit takes a context by upload without one; credentials go in a header, each for its own registry.
 */
async function* buildMessages(calls: Calls, build: ApiBuild): AsyncGenerator {
  const { context } = build;
  const query = {
    ...(typeof context === 'string' ? { remote: context } : {}),
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
  const upload = typeof context === 'string' ? {} : { upload: context };
  const call: Call = { method: 'POST', path: '/build', query, ...upload, headers, signal: build.signal };
  yield* jsonLines(await calls.open(call));
}

function registryHeader(credentials: NonNullable<ApiBuild['credentials']>): Record<string, string> {
  return Object.keys(credentials).length === 0 ? {} : { 'X-Registry-Config': headerText(credentials) };
}
