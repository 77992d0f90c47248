import { message } from '../../text/message.ts';
import type { Environment } from './environment.ts';
import { withEnvFile } from './environment.ts';
import { loadOnce } from './includeMemo.ts';
import type { FileScope, NamedFile, Scope } from './loading.ts';
import { skipRemote } from './loading.ts';
import { folderOf, isRemote, joinPath, withHome } from './paths.ts';
import type { Field, MapValue, Value } from './value.ts';
import { itemsOf, mapValue, sameValue, textOf, valueAt } from './value.ts';

/** Reads the files of an `include`: handed in, since these may include others. */
type Load = (paths: readonly NamedFile[], scope: Scope) => MapValue;

/** A configuration with the services and other things of the files that it includes (compose-go `loader/include.go`). */
export function withIncludes(config: MapValue, scope: FileScope, load: Load): MapValue {
  const include = config.fields.get('include')?.value;
  if (!include) return config;
  const fields = new Map(config.fields);
  fields.delete('include');
  let result: MapValue = { ...config, fields };
  for (const item of itemsOf(include)) {
    const included = loadIncluded(item, scope, load);
    if (included) result = imported(result, included, { item, scope });
  }
  return result;
}

function loadIncluded(item: Value, scope: FileScope, load: Load): MapValue | undefined {
  const paths = pathsOf(item, scope);
  const [main] = paths;
  if (!main) return undefined;
  const includedBy = [...scope.includedBy, scope.path];
  if (includedBy.includes(main.path)) {
    const circle = [...includedBy.slice(includedBy.indexOf(main.path)), main.path];
    const words = message('The files include each other in a circle: {0}.', circle.join(' → '));
    scope.loading.problems.error('dependency-cycle', main.origin, words);
    return undefined;
  }
  for (const { path } of paths) scope.loading.included.add(path);
  const directory = textOf(valueAt(item, 'project_directory'));
  const named = directory === undefined || directory === '' ? undefined : joinPath(scope.folder, directory);
  const folder = named === undefined ? folderOf(main.path) : existingFolder(named, scope);
  return loadOnce(paths, { ...scope, folder, includedBy, environment: environmentOf(item, folder, scope) }, load);
}

/** A folder that is not there counts for the one above it. */
function existingFolder(path: string, { loading }: FileScope): string {
  return loading.files.at(path).kind === 'folder' ? path : folderOf(path);
}

/** The files of an item: the first, and those that override it. Addresses of other machines are left out. */
function pathsOf(item: Value, { loading, folder }: FileScope): readonly NamedFile[] {
  const path = item.kind === 'map' ? valueAt(item, 'path') : item;
  const values = path?.kind === 'list' ? path.items : [path];
  return values.flatMap((value): readonly NamedFile[] => {
    const text = textOf(value);
    if (!value || text === undefined || text === '') return [];
    if (isRemote(text)) {
      skipRemote(value.origin, loading);
      return [];
    }
    return [{ path: joinPath(folder, withHome(text, loading.home)), origin: value.origin }];
  });
}

/** The variables that hold in included files: those outside, then those of their own files. */
function environmentOf(item: Value, folder: string, scope: FileScope): Environment {
  const { files, problems } = scope.loading;
  const named = valueAt(item, 'env_file');
  const values = named?.kind === 'list' ? named.items : named ? [named] : [];
  if (values.length === 0) return withEnvFile(scope.environment, joinPath(folder, '.env'), files);
  // Of several files the last counts, but never more than what is set outside.
  const paths = values.flatMap((value) => {
    const text = textOf(value);
    if (text === undefined) return [];
    const path = joinPath(scope.folder, text);
    if (files.at(path).kind !== 'file')
      problems.error('missing-file', value.origin, message('The file {0} is not there.', path));
    return [path];
  });
  return paths.toReversed().reduce((known, path) => withEnvFile(known, path, files), scope.environment);
}

const sections = ['services', 'volumes', 'networks', 'secrets', 'configs', 'models'] as const;

interface Import {
  readonly item: Value;
  readonly scope: FileScope;
}

/** Takes over what an included file declares. What both declare must be the same. */
function imported(target: MapValue, source: MapValue, { scope }: Import): MapValue {
  const fields = new Map(target.fields);
  for (const section of sections) {
    const from = source.fields.get(section);
    if (from?.value.kind !== 'map') continue;
    const into = fields.get(section);
    const all = new Map<string, Field>(into?.value.kind === 'map' ? into.value.fields : []);
    for (const [name, field] of from.value.fields) {
      const own = all.get(name);
      if (!own) all.set(name, field);
      else if (!sameValue(own.value, field.value)) {
        const words = message(
          '{0} is declared in an included file, too. Rename one of them, or change it in an override file.',
          name,
        );
        scope.loading.problems.error('duplicate-name', own.key, words);
      }
    }
    fields.set(section, { key: into?.key ?? from.key, value: mapValue(all, into?.value.origin ?? from.value.origin) });
  }
  return { ...target, fields };
}
