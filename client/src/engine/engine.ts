/** What a container is doing; `unknown` stands for a state that this client does not know. */
export type ContainerState =
  'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead' | 'unknown';

export type Health = 'healthy' | 'unhealthy' | 'starting';

export interface PortInfo {
  readonly containerPort: number;
  /** Absent where the port is exposed and not published. */
  readonly hostPort?: number;
  /** The address it is published on, as the engine tells it. */
  readonly hostAddress?: string;
  readonly protocol: string;
}

export interface MountInfo {
  readonly type: string;
  /** The volume's name, or the folder of the host. */
  readonly source: string;
  readonly destination: string;
}

export interface ContainerInfo {
  readonly id: string;
  readonly name: string;
  /** The reference it was created from, as the user wrote it. */
  readonly image: string;
  readonly imageId: string;
  readonly state: ContainerState;
  readonly health?: Health;
  /** Of a container that has ended. */
  readonly exitCode?: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly ports: readonly PortInfo[];
  readonly labels: Labels;
  readonly networks: readonly string[];
  readonly mounts: readonly MountInfo[];
}

export interface ImageInfo {
  /** `sha256:…` */
  readonly id: string;
  /** References that lead to it; none where it is dangling. */
  readonly tags: readonly string[];
  readonly digests: readonly string[];
  /** Milliseconds since 1970. */
  readonly created: number;
  /** Bytes. */
  readonly size: number;
  readonly labels: Labels;
}

export interface VolumeInfo {
  /** Its name: volumes have no other identity. */
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** Where the engine keeps it on its own machine. */
  readonly mountpoint: string;
  /** Milliseconds since 1970; 0 where the engine does not say. */
  readonly created: number;
  readonly labels: Labels;
}

export interface NetworkInfo {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly scope: string;
  readonly internal: boolean;
  readonly subnets: readonly string[];
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly labels: Labels;
}

export type Labels = Readonly<Record<string, string>>;

/** Which thing is meant, with the name that people know it by. */
export interface ResourceRef {
  readonly kind: Kind;
  readonly id: string;
  readonly name: string;
}

/** What an engine holds, by kind. */
export interface Resources {
  readonly container: ContainerInfo;
  readonly image: ImageInfo;
  readonly volume: VolumeInfo;
  readonly network: NetworkInfo;
}

export type Kind = keyof Resources;

export const kinds: readonly Kind[] = ['container', 'image', 'volume', 'network'];

/** One thing that changed: it is to be asked for again, or it is gone. */
export interface Change {
  readonly kind: Kind;
  readonly id: string;
  readonly gone: boolean;
}

export interface LogOptions {
  readonly follow: boolean;
  /** How many of the last lines to begin with. */
  readonly tail: number;
  readonly signal: AbortSignal;
}

export interface OutputChunk {
  readonly stream: 'stdout' | 'stderr';
  readonly data: Buffer;
}

export interface ExecOptions {
  readonly command: readonly string[];
  readonly columns: number;
  readonly rows: number;
}

/** A program that runs in a container, with a terminal. */
export interface ExecSession {
  readonly output: AsyncIterable<Buffer>;
  write(data: string): void;
  resize(columns: number, rows: number): Promise<void>;
  /** Undefined where the engine does not know (any more). To be asked when the output has ended. */
  exitCode(): Promise<number | undefined>;
  close(): void;
}

export interface ExecResult {
  readonly exitCode: number | undefined;
  readonly output: string;
}

export interface RunSpec {
  readonly image: string;
  readonly labels?: Labels;
  readonly name?: string;
  readonly command?: readonly string[];
  /** Which host port each exposed port (`80/tcp`) is published on; 0 lets the engine choose. */
  readonly ports: Readonly<Record<string, number>>;
}

export interface ApiBuild {
  /** The build context as a tar stream. */
  readonly context: NodeJS.ReadableStream;
  /** Path of the Dockerfile within the context, with `/`. */
  readonly dockerfile: string;
  readonly tag: string;
  readonly labels?: Labels;
  /** Credentials by registry host, each sent to the engine for that host alone. */
  readonly credentials?: Readonly<Record<string, RegistryCredentials>>;
  /** `buildkit` where the engine has it. */
  readonly builder: 'buildkit' | 'classic';
  readonly signal: AbortSignal;
}

export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
  readonly identitytoken?: string;
}

export interface RemoveOptions {
  /** Removes a running container, or an image that containers or several names still use. */
  readonly force?: boolean;
}

/**
 * A connected engine. Every method rejects with an EngineError and gives up after a time limit of its own, but for
 * those that return streams, which end with their signal.
 */
export interface Engine {
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
  start(id: string): Promise<void>;
  stop(id: string): Promise<void>;
  restart(id: string): Promise<void>;
  unpause(id: string): Promise<void>;
  /** What changes, until the signal or the end of the engine, which rejects. */
  changes(signal: AbortSignal): AsyncIterable<Change>;
  logs(id: string, options: LogOptions): AsyncIterable<OutputChunk>;
  exec(id: string, options: ExecOptions): Promise<ExecSession>;
  /** Runs a short command to its end, without a terminal or input. */
  execToEnd(id: string, command: readonly string[]): Promise<ExecResult>;
  /** The ports that an image exposes, as `80/tcp`. */
  exposedPorts(image: string): Promise<readonly string[]>;
  /** Creates a container and gives its id. */
  create(spec: RunSpec): Promise<string>;
  /** The messages of the engine's build API as they come. */
  build(build: ApiBuild): AsyncIterable<unknown>;
  /** Ends its connections. */
  close(): void;
}

/** The engine as commands see it: connected when asked for, with a live picture of what it holds. */
export interface LiveEngine {
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

/** Where an engine is, or why there is none to talk to. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected'; readonly version: string; readonly apiVersion: string; readonly where: string }
  | ConnectionFailure;

export type ConnectionFailure =
  /** Nothing on this machine looks like an engine. */
  | { readonly kind: 'not-found' }
  /** An engine is installed, and nobody answers. */
  | { readonly kind: 'not-running'; readonly where: string }
  | { readonly kind: 'permission-denied'; readonly where: string }
  /** Something answers whose API this client does not speak. */
  | { readonly kind: 'incompatible'; readonly where: string; readonly detail: string }
  | { readonly kind: 'unreachable'; readonly where: string; readonly detail: string }
  /** The settings or the environment name an engine in a way that cannot be understood. */
  | { readonly kind: 'misconfigured'; readonly origin: string; readonly value: string };
