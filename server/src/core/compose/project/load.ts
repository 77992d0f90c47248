import { message } from '../../text/message.ts';
import { canonical } from './canonical.ts';
import { withAbsolutePaths, withDefaults, withEnvironment } from './defaults.ts';
import type { Environment } from './environment.ts';
import { withExtends } from './extends.ts';
import type { ProjectFiles, ReadFile } from './files.ts';
import { withIncludes } from './include.ts';
import { interpolate } from './interpolate.ts';
import { mergeConfigs } from './merge.ts';
import type { Problems } from './problems.ts';
import type { ReadDocument } from './read.ts';
import { withoutResets } from './resets.ts';
import { withoutRepeats } from './unique.ts';
import type { MapValue, Origin } from './value.ts';
import { mapValue, nowhere } from './value.ts';

/** What all parts of one project share while it is read. */
export interface Loading {
  readonly files: ProjectFiles;
  readonly problems: Problems;
  readonly home: string | undefined;
  /** The paths of the files that were read, in the order of their first use. */
  readonly read: Set<string>;
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

/** Lays files over each other and makes the result whole: defaults, absolute paths, variables (`loadYamlModel`). */
export function loadFiles(paths: readonly NamedFile[], scope: Scope): MapValue {
  let config = emptyConfig;
  for (const named of paths) config = loadFile(named, config, scope);
  const complete = withAbsolutePaths(withDefaults(config), scope.folder, scope.loading.home);
  return withEnvironment(complete, (name) => scope.environment.get(name)?.value);
}

const emptyConfig = mapValue(new Map(), nowhere);

/** Lays the documents of a file over what was read before it (`loadYamlFile`). */
function loadFile(named: NamedFile, before: MapValue, scope: Scope): MapValue {
  const file = readCompose(named, scope.loading);
  let config = before;
  for (const document of file?.documents ?? []) config = loadDocument(document, config, { ...scope, path: named.path });
  return config;
}

/** The file at a path; a problem where there is none. */
export function readCompose({ path, origin }: NamedFile, loading: Loading): ReadFile | undefined {
  const file = loading.files.compose(path);
  if (!file) {
    loading.isIncomplete = true;
    loading.problems.error('missing-file', origin, message('The file {0} is not there.', path));
    return undefined;
  }
  loading.read.add(path);
  if (!file.isValid) loading.isIncomplete = true;
  return file;
}

interface FileScope extends Scope {
  readonly path: string;
}

function loadDocument({ root, resets }: ReadDocument, before: MapValue, scope: FileScope): MapValue {
  if (root?.kind !== 'map') return before;
  const { problems } = scope.loading;
  const filled = interpolate(root, (name) => scope.environment.get(name)?.value, problems);
  const extended = withExtends(filled, resets, scope);
  const kept = withoutResets(before, resets);
  const whole = withIncludes(extended, scope, loadFiles);
  return tidy(mergeConfigs(kept, whole, problems), problems);
}

/** Short forms made long, things declared twice dropped, before and after since either shows new ones. */
export function tidy(config: MapValue, problems: Problems): MapValue {
  const fields = new Map(config.fields);
  fields.delete('version');
  return withoutRepeats(canonical(withoutRepeats({ ...config, fields }), problems));
}
