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

export interface RegistryCredentials {
  readonly username: string;
  readonly password: string;
  readonly identitytoken?: string;
}
