/** A place in a source file that a line of a log names. */
export interface LogLink {
  /** Where it stands in the line. */
  readonly start: number;
  readonly end: number;
  /** As it is written there: often the path within the container. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
}

/** Characters of a line that are looked at. */
const looked = 2000;

const extension =
  '(?:[cm]?[jt]sx?|py|go|rs|java|kts?|scala|groovy|rb|php|cs|fs|vb|cc?|cpp|cxx|hh?|hpp|swift|dart|exs?|erl|lua|pl|sh|bash|sql|vue|svelte|html?|s?css|ya?ml|json|toml|xml|tf|Dockerfile)';

/** `src/app.js:10:5`, `/app/main.go:12`, `Foo.java:42`, `C:\app\a.cs:line 7`, `app.ts(3,5)`. */
const place = new RegExp(
  `(?<![\\w@.+~\\\\/-])((?:[A-Za-z]:)?(?:[\\w@.+~-]*[\\\\/])*[\\w@.+~-]+\\.${extension})(?::(?:line )?(\\d{1,7})(?::(\\d{1,5}))?|\\((\\d{1,7})(?:,(\\d{1,5}))?\\))(?![\\w/])`,
  'g',
);

/** As Python writes it. */
const pythonPlace = /File "([^"\n]{1,500})", line (\d{1,7})/g;

/** What a line says that comes from the language or its packages is in no workspace. */
const foreign =
  /(?:^|[\\/])(?:node_modules|site-packages|dist-packages|\.cargo|rustc|gems|go[\\/]pkg|jre|jdk)[\\/]|^(?:\/usr\/(?:local\/)?(?:lib|go)|node:)/;

/** The places in source files that a line names, in their order. */
export function linksIn(text: string): readonly LogLink[] {
  const head = text.slice(0, looked);
  const found = [
    ...[...head.matchAll(pythonPlace)].map(({ index, 0: whole, 1: path = '', 2: line = '' }) =>
      link(index, whole, { path, line }),
    ),
    ...[...head.matchAll(place)].map(({ index, 0: whole, 1: path = '', 2: line, 3: column, 4: inLine, 5: inColumn }) =>
      link(index, whole, { path, line: line ?? inLine ?? '', column: column ?? inColumn ?? '1' }),
    ),
  ];
  return found
    .filter(({ path, line }) => line > 0 && !foreign.test(path) && !isAddress(head, path))
    .toSorted((a, b) => a.start - b.start);
}

function link(
  start: number,
  whole: string,
  { path, line, column = '1' }: { readonly path: string; readonly line: string; readonly column?: string },
): LogLink {
  return { start, end: start + whole.length, path, line: Number(line), column: Math.max(1, Number(column)) };
}

/** A part of an address of the web is no file. */
function isAddress(text: string, path: string): boolean {
  const at = text.indexOf(path);
  return /(?:https?|wss?):\S*$/.test(text.slice(Math.max(0, at - 300), at));
}

/**
 * The files of a workspace that a path of a container can mean: those that share the longest end with it. A name alone
 * means every file of that name.
 */
export function filesMeant(path: string, candidates: readonly string[]): readonly string[] {
  const wanted = partsOf(path);
  const scored = candidates.map((candidate) => ({ candidate, shared: sharedEnd(wanted, partsOf(candidate)) }));
  const best = Math.max(0, ...scored.map(({ shared }) => shared));
  return best === 0 ? [] : scored.filter(({ shared }) => shared === best).map(({ candidate }) => candidate);
}

function partsOf(path: string): readonly string[] {
  return path.split(/[\\/]+/).filter((part) => part !== '' && part !== '.');
}

function sharedEnd(one: readonly string[], other: readonly string[]): number {
  let shared = 0;
  while (shared < one.length && shared < other.length && one.at(-1 - shared) === other.at(-1 - shared)) shared += 1;
  return shared;
}
