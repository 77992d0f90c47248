import type { FileOccurrence, Occurrence } from '../language.ts';
import { touches } from '../text/span.ts';
import type { Workspace } from '../workspace.ts';
import type { DiskEntry } from '../workspace.ts';
import { parseCompose } from './model.ts';
import type { ComposeModel } from './model.ts';
import { effectiveOf } from './project/effective.ts';
import type { ProjectFiles } from './project/files.ts';
import { joinPath } from './project/paths.ts';
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
  const { kind, name } = site;
  const reading = await effectiveOf(model, workspace, (effective, files) => {
    const compose = [...effective.start.files, ...effective.included].flatMap((path) =>
      occurrencesIn(files, path, (file) => sitesOnce(file).filter((one) => one.kind === kind && one.name === name)),
    );
    const variables = kind === 'variable' ? settings(files, joinPath(effective.start.folder, '.env'), name) : [];
    return [...compose, ...variables];
  });
  return reading?.made.filter(({ path }) => path !== reading.path) ?? [];
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

/** Where a file sets a variable. */
function settings(files: ProjectFiles, path: string, name: string): readonly FileOccurrence[] {
  return occurrencesIn(files, path, () =>
    (files.variables(path)?.entries ?? [])
      .filter((entry) => entry.name === name)
      .map(({ nameSpan }) => ({ span: nameSpan, role: 'definition' })),
  );
}

const known = new WeakMap<File, readonly Site[]>();

function sitesOnce(file: File): readonly Site[] {
  const sites = known.get(file) ?? sitesOf(parseCompose(file.text));
  known.set(file, sites);
  return sites;
}
