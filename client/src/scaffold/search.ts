import type { Uri } from 'vscode';
import { RelativePattern, workspace } from 'vscode';
import { readEndings, readFiles, skippedFolders } from './detect/index.ts';
import { type Files, filesFrom, nameOf } from './files.ts';

/** Files that are looked at; a workspace of more is known by its first. */
const mostFiles = 20_000;
/** Files that are read, and how much of each. */
const mostTexts = 600;
const mostBytes = 200_000;

/** The files of a folder that tell what its projects are. */
export async function searchFolder(folder: Uri): Promise<Files> {
  const skipped = `{${skippedFolders.map((name) => `**/${name}/**`).join(',')}}`;
  const found = await workspace.findFiles(new RelativePattern(folder, '**/*'), skipped, mostFiles);
  const prefix = folder.path.endsWith('/') ? folder.path : `${folder.path}/`;
  const texts = new Map<string, string>();
  const wanted: Uri[] = [];
  // The nearest first: a deep copy of something must not take the place of the project.
  for (const uri of found.toSorted((a, b) => depth(a) - depth(b) || a.path.localeCompare(b.path))) {
    if (!uri.path.startsWith(prefix)) continue;
    texts.set(uri.path.slice(prefix.length), '');
    if (isRead(nameOf(uri.path)) && wanted.length < mostTexts) wanted.push(uri);
  }
  await Promise.all(wanted.map(async (uri) => texts.set(uri.path.slice(prefix.length), await textOf(uri))));
  return filesFrom(texts, nameOf(folder.path));
}

/** The text of a file; undefined where there is none. */
export async function fileText(uri: Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

async function textOf(uri: Uri): Promise<string> {
  return ((await fileText(uri)) ?? '').slice(0, mostBytes);
}

function isRead(name: string): boolean {
  return readFiles.has(name) || readEndings.some((ending) => name.endsWith(ending));
}

function depth({ path }: Uri): number {
  return path.split('/').length;
}
