import { shellLine } from '../ui/shellLine.ts';

/** What a build is told, as the flags of `docker buildx build` have it. Absent means: as the builder does by itself. */
export interface BuildOptions {
  /** Absolute. */
  readonly dockerfile: string;
  /** A folder, absolute. */
  readonly context: string;
  readonly tag: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** The stage to build; the last one where there is none. */
  readonly target?: string;
  readonly buildArgs?: Readonly<Record<string, string>>;
  /** Such as `linux/arm64`. */
  readonly platform?: string;
  /** Such as `id=token,src=token.txt` or `id=token,env=TOKEN`: never the value itself. */
  readonly secrets?: readonly string[];
  /** Such as `default`. */
  readonly ssh?: readonly string[];
  readonly cacheFrom?: readonly string[];
  readonly cacheTo?: readonly string[];
  readonly noCache?: boolean;
  /** Whether base images are pulled even where the engine has them. */
  readonly pull?: boolean;
  readonly builder?: string;
}

/** What only a builder with a session can do: the engine's own API has none of it. */
export function needsCli({ secrets, ssh, cacheFrom, cacheTo, builder }: BuildOptions): boolean {
  return [secrets, ssh, cacheFrom, cacheTo, builder].some((value) => value !== undefined && value.length > 0);
}

/** The arguments of the docker CLI. `--load`: with a builder in a container, the image would stay in its cache. */
export function buildArgv(options: BuildOptions): readonly string[] {
  return ['buildx', 'build', '--progress=rawjson', '--load', ...flagsOf(options), '--', options.context];
}

/** The same for people, to be pasted into a POSIX shell. */
export function buildCommandLine(options: BuildOptions): string {
  return shellLine(['docker', 'buildx', 'build', '--load', ...flagsOf(options), options.context]);
}

function flagsOf(options: BuildOptions): readonly string[] {
  return [
    `--file=${options.dockerfile}`,
    `--tag=${options.tag}`,
    ...one('target', options.target),
    ...pairs('build-arg', options.buildArgs),
    ...one('platform', options.platform),
    ...several('secret', options.secrets),
    ...several('ssh', options.ssh),
    ...several('cache-from', options.cacheFrom),
    ...several('cache-to', options.cacheTo),
    ...(options.noCache ? ['--no-cache'] : []),
    ...(options.pull ? ['--pull'] : []),
    ...pairs('label', options.labels),
    ...one('builder', options.builder),
  ];
}

function one(flag: string, value: string | undefined): readonly string[] {
  return value === undefined || value === '' ? [] : [`--${flag}=${value}`];
}

function several(flag: string, values: readonly string[] = []): readonly string[] {
  return values.map((value) => `--${flag}=${value}`);
}

function pairs(flag: string, values: Readonly<Record<string, string>> = {}): readonly string[] {
  return Object.entries(values).map(([name, value]) => `--${flag}=${name}=${value}`);
}
