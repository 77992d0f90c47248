import type { ArchiveCalls } from './archiveCalls.ts';
import type { ConnectionState } from './connectionState.ts';
import type { ContainerCalls } from './containerCalls.ts';
import type { ExecCalls } from './execCalls.ts';
import type { ImageCalls } from './imageCalls.ts';
import type { LogCalls } from './logCalls.ts';
import type { NetworkCalls } from './networkCalls.ts';
import type { Change, Kind, Labels, RegistryCredentials, Resources } from './resources.ts';
import type { SystemCalls } from './systemCalls.ts';

export * from './connectionState.ts';
export * from './resources.ts';
export type { OutputChunk } from './streams.ts';

export interface RunSpec {
  readonly image: string;
  readonly labels?: Labels;
  readonly name?: string;
  readonly command?: readonly string[];
  /** Which host port each exposed port (`80/tcp`) is published on; 0 lets the engine choose. */
  readonly ports: Readonly<Record<string, number>>;
  /** Runs in a terminal that is attached to it, and goes when it ends. */
  readonly interactive?: boolean;
  readonly mounts?: readonly { readonly volume: string; readonly target: string; readonly access: 'read' | 'write' }[];
}

/** A container as the API describes it. Source: Docker Engine API, ContainerCreate. */
export interface ContainerPlan {
  readonly body: object;
  /** Empty where the engine makes one up. */
  readonly name: string;
  /** Empty for that of the engine. */
  readonly platform: string;
}

export interface ApiBuild {
  /** The build context as a tar stream. */
  readonly context: NodeJS.ReadableStream;
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

export interface RemoveOptions {
  /** Removes the anonymous volumes of a container with it. */
  readonly volumes?: boolean;
  /** Removes a running container, or an image that containers or several names still use. */
  readonly force?: boolean;
}

/**
 * A connected engine. Every method rejects with an EngineError and gives up after a time limit of its own, but for
 * those that return streams, which end with their signal.
 */
export interface Engine
  extends ArchiveCalls, ContainerCalls, ExecCalls, ImageCalls, LogCalls, NetworkCalls, SystemCalls {
  readonly version: string;
  readonly apiVersion: string;
  /** Which builder the engine prefers for its own build API. */
  readonly builder: 'buildkit' | 'classic';
  list<K extends Kind>(kind: K): Promise<readonly Resources[K][]>;
  /** Undefined where there is no such thing (any more). */
  get<K extends Kind>(kind: K, id: string): Promise<Resources[K] | undefined>;
  /** The engine's own full description. */
  inspect(kind: Kind, id: string): Promise<unknown>;
  remove(kind: Kind, id: string, options?: RemoveOptions): Promise<void>;
  /** What changes, until the signal or the end of the engine, which rejects. */
  changes(signal: AbortSignal): AsyncIterable<Change>;
  /** The ports that an image exposes, as `80/tcp`. */
  exposedPorts(image: string): Promise<readonly string[]>;
  /** Creates a container and gives its id. */
  create(spec: RunSpec): Promise<string>;
  /** The same of whatever the API can describe. */
  createPlanned(plan: ContainerPlan): Promise<string>;
  /** The messages of the engine's build API as they come. */
  build(build: ApiBuild): AsyncIterable<unknown>;
  /** Ends its connections. */
  close(): void;
}

/** The engine as commands see it: connected when asked for, with a live picture of what it holds. */
export interface LiveEngine {
  /** Tells it from the others that are shown. */
  readonly key: string;
  readonly state: ConnectionState;
  /** The host on which published ports can be reached: `localhost`, or the engine's machine. */
  readonly publishedHost: string;
  /** Rejects with a NoEngineError. */
  engine(): Promise<Engine>;
  /** What there is now, without asking the engine again. Rejects with a NoEngineError. */
  items<K extends Kind>(kind: K): Promise<readonly Resources[K][]>;
  /** How CLI processes are told to use the same engine: to be laid over the environment. */
  cliEnv(): Promise<Readonly<Record<string, string | undefined>>>;
}

/** What of a kind there is, live, for those who show it: kept as long as somebody holds it. */
export interface LiveStore extends LiveEngine {
  /** What is known now. Empty while there is no engine. */
  known<K extends Kind>(kind: K): ReadonlyMap<string, Resources[K]>;
  onChange(listener: (change: { readonly kind: Kind }) => void): { dispose(): unknown };
  onState(listener: () => void): { dispose(): unknown };
  /** Somebody looks, until this is given back. */
  hold(): { dispose(): unknown };
}
