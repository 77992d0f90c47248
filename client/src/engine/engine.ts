import type { ArchiveCalls } from './archiveCalls.ts';
import type { BuildCalls } from './buildCalls.ts';
import type { ConnectionState } from './connectionState.ts';
import type { ContainerCalls } from './containerCalls.ts';
import type { CreateCalls } from './createCalls.ts';
import type { ExecCalls } from './execCalls.ts';
import type { ImageCalls } from './imageCalls.ts';
import type { LogCalls } from './logCalls.ts';
import type { NetworkCalls } from './networkCalls.ts';
import type { ResourceCalls } from './resourceCalls.ts';
import type { Kind, Resources } from './resources.ts';
import type { SystemCalls } from './systemCalls.ts';

export * from './connectionState.ts';
export * from './resources.ts';
export type { OutputChunk } from './streams.ts';

/**
 * A connected engine. Every method rejects with an EngineError and gives up after a time limit of its own, but for
 * those that return streams, which end with their signal.
 */
export interface Engine
  extends
    ArchiveCalls,
    BuildCalls,
    ContainerCalls,
    CreateCalls,
    ExecCalls,
    ImageCalls,
    LogCalls,
    NetworkCalls,
    ResourceCalls,
    SystemCalls {
  readonly version: string;
  readonly apiVersion: string;
  /** Which builder the engine prefers for its own build API. */
  readonly builder: 'buildkit' | 'classic';
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
