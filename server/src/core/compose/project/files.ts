import { parseEnv } from '../../dotenv/parse.ts';
import type { EnvFile } from '../../dotenv/parse.ts';
import type { DiskEntry, DockerfileFacts } from '../../workspace.ts';
import type { YamlFile } from '../yaml/yamlFile.ts';
import { parseYaml } from '../yaml/parse.ts';
import { readDocument } from './read.ts';
import type { ReadDocument } from './read.ts';

/** A Compose file as Docker's YAML library reads it. */
export interface ReadFile {
  readonly documents: readonly ReadDocument[];
  /** Whether the text is YAML; what cannot be read is not judged. */
  readonly isValid: boolean;
}

/** The files that a project is read from. */
export interface ProjectFiles {
  /** What lies at an absolute path, as far as it is known already. What is not is asked for, and stands as absent. */
  at(path: string): DiskEntry;
  /** The same as a Compose file. */
  compose(path: string): ReadFile | undefined;
  /** The same as a file with variables. */
  variables(path: string): EnvFile | undefined;
  /** What the Dockerfile at a path offers; undefined where there is none, or it is not known yet. */
  dockerfile(path: string): DockerfileFacts | undefined;
}

/** What was found at paths so far; the Compose file that is looked at in its own model. */
export interface KnownFiles {
  readonly entries: ReadonlyMap<string, DiskEntry>;
  readonly dockerfiles: ReadonlyMap<string, DockerfileFacts | undefined>;
  readonly own: ReadonlyMap<string, ReadFile>;
  /** Collect what is not known yet. */
  readonly wanted: Set<string>;
  readonly wantedDockerfiles: Set<string>;
}

export function projectFiles({ entries, dockerfiles, own, wanted, wantedDockerfiles }: KnownFiles): ProjectFiles {
  const at = (path: string): DiskEntry => {
    if (path === '/dev/null') return nothing;
    const found = entries.get(path);
    if (!found) wanted.add(path);
    return found ?? absent;
  };
  return {
    at,
    compose(path) {
      const mine = own.get(path);
      if (mine) return mine;
      const entry = at(path);
      return entry.kind === 'file' ? readOnce(entry, path) : undefined;
    },
    variables(path) {
      const entry = at(path);
      return entry.kind === 'file' ? parsedOnce(entry) : undefined;
    },
    dockerfile(path) {
      if (!dockerfiles.has(path)) wantedDockerfiles.add(path);
      return dockerfiles.get(path);
    },
  };
}

const absent: DiskEntry = { kind: 'absent' };

/** Where a file must be named and none is wanted. */
const nothing: DiskEntry = { kind: 'file', text: '' };

type File = Extract<DiskEntry, { readonly kind: 'file' }>;

/** An entry stays the same object as long as its file does: it is read once. */
const read = new WeakMap<File, ReadFile>();
const parsed = new WeakMap<File, EnvFile>();

function readOnce(file: File, path: string): ReadFile {
  const known = read.get(file) ?? readYaml(parseYaml(file.text), path);
  read.set(file, known);
  return known;
}

function parsedOnce(file: File): EnvFile {
  const known = parsed.get(file) ?? parseEnv(file.text);
  parsed.set(file, known);
  return known;
}

/** What a parsed file holds. The nodes may move on: the spans are copies. */
export function readYaml({ documents, errors }: YamlFile, path: string): ReadFile {
  return { documents: documents.map(({ root }) => readDocument(root, path)), isValid: errors.length === 0 };
}
