import type { DiskEntry } from '../../workspace.ts';
import type { Environment } from './environment.ts';
import type { ProjectFiles } from './files.ts';
import type { Loading, NamedFile, Scope } from './loading.ts';
import { collectProblems } from './problems.ts';
import type { ProjectProblem } from './problems.ts';
import type { MapValue } from './value.ts';

type Load = (paths: readonly NamedFile[], scope: Scope) => MapValue;

/** What an `include` amounts to, and all that it was made of. */
interface Kept {
  readonly scope: Scope;
  readonly paths: readonly NamedFile[];
  /** What was found at the paths that were asked for. */
  readonly asked: ReadonlyMap<string, Asked>;
  readonly result: MapValue;
  readonly loading: Loading;
}

type Asked = ReturnType<ProjectFiles[Way]>;

type Way = keyof ProjectFiles;

/** By the first of the files: they stay the same objects as long as nobody changes them. */
const kept = new WeakMap<object, readonly Kept[]>();

/** A file can be included in some ways at once, with other variables. */
const maxWays = 4;

/**
 * Loads the files of an `include`, or takes what they amounted to before: while one types in one file of a project, the
 * others stay as they are.
 */
export function loadOnce(paths: readonly NamedFile[], scope: Scope, load: Load): MapValue {
  const { loading } = scope;
  const main = loading.files.compose(paths[0]?.path ?? '');
  if (!main) return load(paths, scope);
  const ways = kept.get(main) ?? [];
  const known = ways.find((way) => isSame(way, paths, scope));
  if (known) return replay(known, paths, loading);
  const found: ProjectProblem[] = [];
  const asked = new Map<string, Asked>();
  const inner: Loading = {
    files: tracked(loading.files, asked),
    problems: collectProblems(found, 'reading'),
    home: loading.home,
    read: new Set(),
    namedBy: new Map(),
    included: new Set(),
    used: new Set(),
    isIncomplete: false,
  };
  const result = load(paths, { ...scope, loading: inner });
  const way: Kept = { scope: { ...scope, loading: inner }, paths, asked, result, loading: inner };
  const isOwn = found.every(({ origin }) => paths.every((named) => named.origin.file !== origin.file));
  if (isOwn && !inner.isIncomplete) kept.set(main, [way, ...ways].slice(0, maxWays));
  return replay(way, paths, loading);
}

/** Notes down all that is asked of the files. */
function tracked(files: ProjectFiles, asked: Map<string, Asked>): ProjectFiles {
  const note = <Found extends Asked>(way: Way, path: string, found: Found): Found => {
    asked.set(`${way} ${path}`, found);
    return found;
  };
  return {
    at: (path) => note('at', path, files.at(path)),
    compose: (path) => note('compose', path, files.compose(path)),
    variables: (path) => note('variables', path, files.variables(path)),
    dockerfile: (path) => note('dockerfile', path, files.dockerfile(path)),
  };
}

function isSame({ scope, paths, asked }: Kept, wanted: readonly NamedFile[], around: Scope): boolean {
  return (
    scope.folder === around.folder &&
    scope.loading.home === around.loading.home &&
    scope.includedBy.join('\n') === around.includedBy.join('\n') &&
    paths.length === wanted.length &&
    paths.every(({ path }, index) => path === wanted[index]?.path) &&
    haveSameVariables(scope.environment, around.environment) &&
    [...asked].every(([key, found]) => isSameFile(found, askAgain(around.loading.files, key)))
  );
}

function haveSameVariables(one: Environment, other: Environment): boolean {
  if (one === other) return true;
  if (one.size !== other.size) return false;
  return [...one].every(([name, { value, origin }]) => {
    const same = other.get(name);
    return (
      same?.value === value && same.origin?.file === origin?.file && same.origin?.span.start === origin?.span.start
    );
  });
}

function askAgain(files: ProjectFiles, key: string): Asked {
  const space = key.indexOf(' ');
  const path = key.slice(space + 1);
  const way = key.slice(0, space);
  if (way === 'compose') return files.compose(path);
  if (way === 'variables') return files.variables(path);
  return way === 'dockerfile' ? files.dockerfile(path) : files.at(path);
}

function isSameFile(one: Asked, other: Asked): boolean {
  if (one === other) return true;
  return isNoFile(one) && isNoFile(other) && one.kind === other.kind;
}

function isNoFile(found: Asked): found is Exclude<DiskEntry, { readonly kind: 'file' }> {
  return found !== undefined && 'kind' in found && found.kind !== 'file';
}

/** Says again what was found, where it belongs now. */
function replay({ result, loading: inner }: Kept, paths: readonly NamedFile[], loading: Loading): MapValue {
  loading.problems.found.push(...inner.problems.found);
  for (const [path, origin] of inner.namedBy) {
    const named = paths.find((each) => each.path === path);
    if (!loading.read.has(path)) loading.namedBy.set(path, named?.origin ?? origin);
  }
  for (const path of inner.read) loading.read.add(path);
  for (const path of inner.included) loading.included.add(path);
  for (const name of inner.used) loading.used.add(name);
  if (inner.isIncomplete) loading.isIncomplete = true;
  return result;
}
