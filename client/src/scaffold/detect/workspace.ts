import { list, listAt, objectAt, parseJson, textAt, textRecord } from '../../engine/json.ts';
import { type Files, folderOf } from '../files.ts';

/** What package.json says of a package. */
export interface Manifest {
  readonly json: unknown;
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly development: Readonly<Record<string, string>>;
}

/** Reads the text of a package.json; undefined where it is none. */
export function readManifest(text: string): Manifest | undefined {
  const json = parseJson(text);
  if (typeof json !== 'object' || json === null) return undefined;
  return {
    json,
    scripts: textRecord(objectAt(json)['scripts']),
    dependencies: textRecord(objectAt(json)['dependencies']),
    development: textRecord(objectAt(json)['devDependencies']),
  };
}

/** A package that is installed together with others. */
export interface Member {
  /** Relative to the folder of the workspace, with slashes. */
  readonly folder: string;
  readonly manifest: Manifest;
}

/**
 * The packages that are installed together with a package.json: what its `workspaces` name, or what pnpm's own file
 * does. Stars stand for names; what begins with `!` is taken out again.
 */
export function membersOf(files: Files, { json }: Manifest): readonly Member[] {
  const workspaces = objectAt(json)['workspaces'];
  const named = [...list(workspaces), ...listAt(workspaces, 'packages')].filter((name) => typeof name === 'string');
  const patterns = [...named, ...pnpmPackages(files)];
  const wanted = patterns.filter((each) => !each.startsWith('!')).map(patternOf);
  const unwanted = patterns.filter((each) => each.startsWith('!')).map((each) => patternOf(each.slice(1)));
  if (wanted.length === 0) return [];
  return files.paths
    .filter((path) => path.endsWith('/package.json'))
    .map(folderOf)
    .filter((folder) => wanted.some((each) => each.test(folder)) && !unwanted.some((each) => each.test(folder)))
    .toSorted()
    .flatMap((folder) => {
      const manifest = readManifest(files.text(`${folder}/package.json`));
      return manifest ? [{ folder, manifest }] : [];
    });
}

/** The folders whose `build` a package needs, its own last: what it depends on is built before it. */
export function buildOrder(members: readonly Member[], folder: string): readonly string[] {
  const byName = new Map(members.map((member) => [textAt(member.manifest.json, 'name'), member]));
  const ordered = new Set<Member>();
  const seen = new Set<Member>();
  const add = (member: Member): void => {
    if (seen.has(member)) return;
    seen.add(member);
    const { dependencies, development } = member.manifest;
    for (const name of Object.keys({ ...dependencies, ...development })) {
      const other = byName.get(name);
      if (other) add(other);
    }
    ordered.add(member);
  };
  members.filter((member) => member.folder === folder).forEach(add);
  return [...ordered].filter(({ manifest }) => manifest.scripts['build'] !== undefined).map((member) => member.folder);
}

/** The entries of the list `packages`; the file has little else, and none of it is indented as these are. */
function pnpmPackages(files: Files): readonly string[] {
  const [, list = ''] =
    /^packages:[^\S\n]*\r?\n((?:[^\S\n]*(?:-.*|#.*)?\r?\n?)*)/m.exec(files.text('pnpm-workspace.yaml')) ?? [];
  return [...list.matchAll(/^\s*-\s*["']?([^"'#\s]+)/gm)].map(([, name = '']) => name);
}

function patternOf(pattern: string): RegExp {
  const parts = pattern.replace(/^\.\/|\/$/g, '').split('/');
  const expressions = parts.map((part) =>
    part === '**' ? '.+' : part.replaceAll(/[.+^${}()|[\]\\?]/g, String.raw`\$&`).replaceAll('*', '[^/]*'),
  );
  return new RegExp(`^${expressions.join('/')}$`);
}
