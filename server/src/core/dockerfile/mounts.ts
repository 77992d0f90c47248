import type { Message } from '../text/message.ts';
import { message } from '../text/message.ts';

/** What `RUN --mount` can mount. */
export type MountType = 'bind' | 'cache' | 'tmpfs' | 'secret' | 'ssh';

/** A type of `RUN --mount`. Source: BuildKit's commands_runmount.go and the Dockerfile reference. */
export interface MountTypeSpec {
  readonly type: MountType;
  readonly summary: Message;
  /** The keys that make sense with it; the builder parses more. */
  readonly keys: readonly string[];
  readonly snippet: string;
}

/** A key of `RUN --mount=key=value,…`. */
export interface MountKeySpec {
  readonly key: string;
  /** Other names for the same setting. */
  readonly aliases: readonly string[];
  readonly summary: Message;
  readonly value: 'path' | 'boolean' | 'choice' | 'stage' | 'text' | 'number' | 'mode' | 'size';
  readonly values?: readonly string[];
}

/** All types of mounts, the default first. */
export const mountTypes: readonly MountTypeSpec[] = [
  {
    type: 'bind',
    summary: message(
      'Shows files of the build context, of a stage or of an image while the command runs. Changes are thrown away. This is the default type.',
    ),
    keys: ['type', 'target', 'source', 'from', 'rw'],
    snippet: 'type=bind,source=${1:package.json},target=${2:package.json}',
  },
  {
    type: 'cache',
    summary: message('A directory that is kept from build to build: for package managers and compilers.'),
    keys: ['type', 'target', 'id', 'sharing', 'from', 'source', 'mode', 'uid', 'gid', 'ro'],
    snippet: 'type=cache,target=${1:/root/.cache}',
  },
  {
    type: 'tmpfs',
    summary: message('An empty directory in memory.'),
    keys: ['type', 'target', 'size'],
    snippet: 'type=tmpfs,target=${1:/tmp}',
  },
  {
    type: 'secret',
    summary: message(
      'A secret of `docker build --secret`, as a file or as an environment variable. It never becomes part of the image.',
    ),
    keys: ['type', 'id', 'target', 'env', 'required', 'mode', 'uid', 'gid'],
    snippet: 'type=secret,id=${1:token}',
  },
  {
    type: 'ssh',
    summary: message('The SSH agent of `docker build --ssh`, to fetch private repositories.'),
    keys: ['type', 'id', 'target', 'required', 'mode', 'uid', 'gid'],
    snippet: 'type=ssh',
  },
];

/** All keys of mounts. */
export const mountKeys: readonly MountKeySpec[] = [
  {
    key: 'type',
    aliases: [],
    summary: message('What is mounted.'),
    value: 'choice',
    values: ['bind', 'cache', 'tmpfs', 'secret', 'ssh'],
  },
  {
    key: 'target',
    aliases: ['dst', 'destination'],
    summary: message('Where it appears while the command runs. A relative path starts at WORKDIR.'),
    value: 'path',
  },
  {
    key: 'source',
    aliases: ['src'],
    summary: message('The path within `from`; its root by default.'),
    value: 'path',
  },
  {
    key: 'from',
    aliases: [],
    summary: message('The stage, image or named context that it comes from; the build context by default.'),
    value: 'stage',
  },
  {
    key: 'id',
    aliases: [],
    summary: message(
      'The name of the cache, secret or SSH agent. A cache has its target as name by default; mounts of one name share it.',
    ),
    value: 'text',
  },
  {
    key: 'readonly',
    aliases: ['ro'],
    summary: message('Forbids writing.'),
    value: 'boolean',
    values: ['true', 'false'],
  },
  {
    key: 'readwrite',
    aliases: ['rw'],
    summary: message('Allows writing. What is written to a bind mount is thrown away afterwards.'),
    value: 'boolean',
    values: ['true', 'false'],
  },
  {
    key: 'sharing',
    aliases: [],
    summary: message(
      'What happens when two builds use the cache at once: `shared` lets both write, `private` gives the second one a new cache, `locked` makes it wait.',
    ),
    value: 'choice',
    values: ['shared', 'private', 'locked'],
  },
  {
    key: 'required',
    aliases: [],
    summary: message('Fails the build when the secret or SSH agent is missing. It must stand behind `type`.'),
    value: 'boolean',
    values: ['true', 'false'],
  },
  {
    key: 'env',
    aliases: [],
    summary: message('The environment variable that holds the secret while the command runs.'),
    value: 'text',
  },
  {
    key: 'size',
    aliases: [],
    summary: message('How large the directory in memory may grow, such as `64m`.'),
    value: 'size',
    values: ['64m', '256m', '1g'],
  },
  {
    key: 'mode',
    aliases: [],
    summary: message('The permissions of the new file or directory, as octal number.'),
    value: 'mode',
    values: ['0755', '0700', '0644', '0400'],
  },
  {
    key: 'uid',
    aliases: [],
    summary: message('The number of the user that owns the new file or directory; 0 by default.'),
    value: 'number',
  },
  {
    key: 'gid',
    aliases: [],
    summary: message('The number of the group that owns the new file or directory; 0 by default.'),
    value: 'number',
  },
];

/** The key that a name stands for, in any case. */
export function mountKey(name: string): MountKeySpec | undefined {
  return keysByName.get(name.toLowerCase());
}

const keysByName: ReadonlyMap<string, MountKeySpec> = new Map(
  mountKeys.flatMap((spec) => [spec.key, ...spec.aliases].map((name) => [name, spec])),
);
