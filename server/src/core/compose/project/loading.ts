import { message } from '../../text/message.ts';
import { canonical } from './canonical.ts';
import type { Environment } from './environment.ts';
import type { ProjectFiles, ReadFile } from './files.ts';
import type { Problems } from './problems.ts';
import { withoutRepeats } from './unique.ts';
import type { MapValue, Origin } from './value.ts';

/** What all parts of one project share while it is read. */
export interface Loading {
  readonly files: ProjectFiles;
  readonly problems: Problems;
  readonly home: string | undefined;
  /** The paths of the files that were read, in the order of their first use. */
  readonly read: Set<string>;
  /** Where a file was named that was read: by an \`include\` or \`extends\` of another. */
  readonly namedBy: Map<string, Origin>;
  /** The files that came in by an `include`. */
  readonly included: Set<string>;
  /** The names of the variables that were filled in, or asked for. */
  readonly used: Set<string>;
  /** Whether something could not be read: addresses of other machines, files that are no YAML. */
  isIncomplete: boolean;
}

/** A group of files that are laid over each other: the project's own, or those of an `include`. */
export interface Scope {
  readonly loading: Loading;
  /** Where relative paths start. */
  readonly folder: string;
  readonly environment: Environment;
  /** The files that include this one, the outermost first. */
  readonly includedBy: readonly string[];
}

/** A file that a configuration names, and where it does so. */
export interface NamedFile {
  readonly path: string;
  readonly origin: Origin;
}

/** The file that is read in its group. */
export interface FileScope extends Scope {
  readonly path: string;
}

/** The file at a path; a problem where there is none. */
export function readCompose({ path, origin }: NamedFile, loading: Loading): ReadFile | undefined {
  const file = loading.files.compose(path);
  if (!file) {
    loading.isIncomplete = true;
    loading.problems.error('missing-file', origin, message('The file {0} is not there.', path));
    return undefined;
  }
  if (!loading.read.has(path)) loading.namedBy.set(path, origin);
  loading.read.add(path);
  if (!file.isValid) {
    loading.isIncomplete = true;
    loading.problems.error('yaml-syntax', origin, message('The file {0} cannot be read: it is no YAML.', path));
  }
  return file;
}

/** Leaves out what lies on another machine, and says so quietly: no file is fetched while someone types. */
export function skipRemote(origin: Origin, loading: Loading): void {
  loading.isIncomplete = true;
  const words = message(
    'This lies on another machine, and is not read here: what it declares is unknown until Compose fetches it.',
  );
  loading.problems.note('remote-file', origin, words);
}

/** Short forms made long, things declared twice dropped, before and after since either shows new ones. */
export function tidy(config: MapValue, problems: Problems): MapValue {
  const fields = new Map(config.fields);
  fields.delete('version');
  return withoutRepeats(canonical(withoutRepeats({ ...config, fields }), problems));
}

/** Looks up the variables of a group of files, and remembers which were asked for. */
export function lookupIn({ environment, loading }: Scope): (name: string) => string | undefined {
  return (name) => {
    loading.used.add(name);
    return environment.get(name)?.value;
  };
}
