import type { FileOccurrence, Occurrence } from '../language.ts';
import { touches } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import type { DiskEntry } from '../workspace.ts';
import { namedInVariables } from './env/model.ts';
import { parseCompose } from './model.ts';
import type { ComposeModel } from './model.ts';
import { effectiveOf } from './project/effective.ts';
import type { ProjectFiles } from './project/files.ts';
import type { Effective } from './project/evaluate.ts';
import { folderOf, joinPath } from './project/paths.ts';
import { sitesOf } from './sites.ts';
import type { Site } from './sites.ts';

/** The places in other files of the project that name the thing that is named at `offset`. */
export async function lookupOccurrences(
  model: ComposeModel,
  offset: number,
  workspace: Workspace,
): Promise<readonly FileOccurrence[]> {
  const site = sitesOf(model).find(({ span }) => touches(span, offset));
  if (!site || site.kind === 'anchor') return [];
  const { kind, name, file } = site;
  const { disk, fileName } = workspace;
  const own = disk && joinPath(disk.folder, fileName);
  const reading = await effectiveOf(model, workspace, (effective, files) => {
    const declaring = own === undefined || file === undefined ? own : siblingOf(own, file);
    const homes = homesOf(effective, kind === 'variable' ? undefined : declaring);
    const compose = homes.flatMap((path) => namedIn(files, path, { kind, name }));
    const extending = kind === 'service' ? extendingIn(effective, files, { name, homes }) : [];
    const variables = joinPath(effective.start.folder, '.env');
    if (kind === 'variable') return [...compose, ...settings(files, variables, name)];
    return [...compose, ...extending, ...(kind === 'profile' ? activations(files, variables, name) : [])];
  });
  return reading?.made.filter(({ path }) => path !== reading.path) ?? [];
}

/** Where a Compose file names a thing that is its own, or that of its project. */
export function namedIn(
  files: ProjectFiles,
  path: string,
  { kind, name }: Pick<Site, 'kind' | 'name'>,
): readonly FileOccurrence[] {
  return occurrencesIn(files, path, (entry) =>
    sitesOnce(entry).filter((one) => one.kind === kind && one.name === name && one.file === undefined),
  );
}

/** A path that a Compose file names. */
function siblingOf(path: string, named: string): string {
  return joinPath(folderOf(path), named);
}

/** The files that share their names with one: all of the project, or that one alone, where services are only taken out of it. */
function homesOf({ start, included }: Effective, path: string | undefined): readonly string[] {
  const all = [...start.files, ...included];
  return path === undefined || all.includes(path) ? all : [path];
}

interface Base {
  readonly name: string;
  /** The files that may declare it. */
  readonly homes: readonly string[];
}

/** Where services of other files are made from a service, by `extends`. */
function extendingIn({ read }: Effective, files: ProjectFiles, { name, homes }: Base): readonly FileOccurrence[] {
  return [...read].flatMap((path) =>
    occurrencesIn(files, path, (entry) =>
      sitesOnce(entry).filter(
        (one) => one.name === name && one.file !== undefined && homes.includes(siblingOf(path, one.file)),
      ),
    ),
  );
}

type File = Extract<DiskEntry, { readonly kind: 'file' }>;

function occurrencesIn(
  files: ProjectFiles,
  path: string,
  find: (file: File) => readonly Occurrence[],
): readonly FileOccurrence[] {
  const entry = files.at(path);
  if (entry.kind !== 'file') return [];
  return find(entry).map(({ span, role }) => ({ path, text: entry.text, span, role }));
}

/** Where a file with variables sets one, and where it fills it into others. */
function settings(files: ProjectFiles, path: string, name: string): readonly FileOccurrence[] {
  const variables = files.variables(path);
  return variables ? occurrencesIn(files, path, () => namedInVariables(variables, name)) : [];
}

/** Where `COMPOSE_PROFILES` turns a profile on. */
function activations(files: ProjectFiles, path: string, profile: string): readonly FileOccurrence[] {
  const set = (files.variables(path)?.entries ?? []).filter(({ name }) => name === 'COMPOSE_PROFILES');
  return occurrencesIn(files, path, ({ text }) =>
    set.flatMap(({ valueSpan: { start, end } }) =>
      [...text.slice(start, end).matchAll(/[^,\s"']+/g)]
        .filter(([word]) => word === profile)
        .map(({ index }): Occurrence => {
          const span = { start: start + index, end: start + index + profile.length };
          return { span, role: 'use' };
        }),
    ),
  );
}

const known = new WeakMap<File, readonly Site[]>();

function sitesOnce(file: File): readonly Site[] {
  const sites = known.get(file) ?? sitesOf(parseCompose(file.text));
  known.set(file, sites);
  return sites;
}
