import { isAbsolute } from 'node:path';
import { commands, l10n, Uri, window, workspace, type WorkspaceFolder } from 'vscode';
import type { CommandTable } from '../commands.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { detectProjects } from './detect/index.ts';
import { otherNames } from './edit.ts';
import { askProject, type Choice, scaffoldForm } from './form.ts';
import { fillTemplate, placeholders, templatePaths } from './ownTemplates.ts';
import type { Project } from './project.ts';
import { fileText, searchFolder } from './search.ts';
import { type FileName, fileNames, filesFor } from './templates/index.ts';
import type { Proposals } from './writing.ts';

/** Our pages of first steps, as VS Code names them. */
const walkthrough = 'slipway.slipway#start';

/** Docker files for a project that has none. */
export function scaffoldCommands(proposals: Proposals, written: () => void): CommandTable {
  return {
    'slipway.scaffold.add': (given) => addFiles(given, proposals).finally(written),
    'slipway.showWalkthrough': () => commands.executeCommand('workbench.action.openWalkthrough', walkthrough, false),
  };
}

async function addFiles(given: unknown, proposals: Proposals): Promise<void> {
  const root = given instanceof Uri ? given : (await askFolder()).uri;
  const files = await searchFolder(root);
  const project = await askProject(detectProjects(files), files.name);
  const folder = project.folder === '' ? root : Uri.joinPath(root, ...project.folder.split('/'));
  const existing = await existingFiles(folder);
  const names = fileNames.filter((name) => existing[name] === undefined || existing[name] === name);
  const choice = await scaffoldForm({ project, names }, existing);
  const texts = await textsFor(choice, root, (await fileText(Uri.joinPath(folder, '.env'))) !== undefined);
  const written: FileName[] = [];
  for (const name of choice.names) {
    const result = await proposals.write(Uri.joinPath(folder, name), texts[name]);
    if (result === 'written') written.push(name);
  }
  // The command is done: who wants to build says so later.
  void tell(folder, choice, written);
}

async function tell(folder: Uri, { names }: Choice, written: readonly FileName[]): Promise<void> {
  const [first = names[0]] = written;
  if (first !== undefined) await window.showTextDocument(Uri.joinPath(folder, first), { preview: false });
  if (written.length === 0) {
    void window.showInformationMessage(l10n.t('Nothing was changed.'));
    return;
  }
  const build = l10n.t('Build Image');
  const actions = written.includes('Dockerfile') && folder.scheme === 'file' ? [build] : [];
  const answer = await window.showInformationMessage(l10n.t('Written: {0}.', written.join(', ')), ...actions);
  if (answer === build) await commands.executeCommand('slipway.images.build', Uri.joinPath(folder, 'Dockerfile'));
}

async function askFolder(): Promise<WorkspaceFolder> {
  const folders = workspace.workspaceFolders ?? [];
  const [first] = folders;
  if (!first) {
    throw new Failure(l10n.t('Open the folder of your project first.'), [
      { title: l10n.t('Open Folder…'), run: () => commands.executeCommand('vscode.openFolder') },
    ]);
  }
  if (folders.length === 1) return first;
  const chosen = await window.showWorkspaceFolderPick({ placeHolder: l10n.t('For which folder?') });
  if (!chosen) throw new Cancelled();
  return chosen;
}

/** What is there already of each file, by its own name or another that Docker reads as well. */
async function existingFiles(folder: Uri): Promise<Readonly<Partial<Record<FileName, string>>>> {
  const found = await Promise.all(
    fileNames.map(async (name): Promise<readonly (readonly [FileName, string])[]> => {
      for (const other of otherNames[name] ?? []) {
        if ((await fileText(Uri.joinPath(folder, other))) !== undefined) return [[name, other]];
      }
      return [];
    }),
  );
  return Object.fromEntries(found.flat());
}

async function textsFor(
  { project, names }: Choice,
  root: Uri,
  env: boolean,
): Promise<Readonly<Record<FileName, string>>> {
  const ours = filesFor(project, { env });
  const own = await Promise.all(
    names.map(async (name) => {
      const template = await ownTemplate(project, name, root);
      return template === undefined ? [] : [[name, fillTemplate(template, placeholders(project))] as const];
    }),
  );
  return { ...ours, ...Object.fromEntries(own.flat()) };
}

/** The template that a team has for this file, in the folder that the settings name. */
async function ownTemplate(project: Project, name: FileName, root: Uri): Promise<string | undefined> {
  const path = workspace.getConfiguration('slipway.scaffold', root).get<string>('templates', '').trim();
  if (path === '') return undefined;
  const base = workspace.getWorkspaceFolder(root)?.uri ?? root;
  const folder = isAbsolute(path) ? base.with({ path: Uri.file(path).path }) : Uri.joinPath(base, path);
  for (const candidate of templatePaths(project, name)) {
    const text = await fileText(Uri.joinPath(folder, candidate));
    if (text !== undefined) return text;
  }
  return undefined;
}
