import { basename, posix } from 'node:path';
import type { Uri } from 'vscode';
import { l10n, window, workspace } from 'vscode';
import type { LiveEngine } from '../engine/engine.ts';
import { confirm } from '../ui/confirm.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { withCancel } from '../ui/files.ts';
import { extractTar } from './extract.ts';
import { tarOfLocal } from './localFiles.ts';
import { type FilePlace, reachFiles } from './places.ts';

/** Files and folders of this machine. Throws Cancelled. */
export async function askForLocal(): Promise<readonly Uri[]> {
  const chosen = await window.showOpenDialog({
    canSelectMany: true,
    canSelectFiles: true,
    canSelectFolders: true,
    title: l10n.t('Files and folders to copy'),
  });
  if (!chosen || chosen.length === 0) throw new Cancelled();
  return chosen;
}

/** Copies files and folders of this machine into a folder. What they replace is asked about first. */
export async function upload(live: LiveEngine, place: FilePlace, folder: string, files: readonly Uri[]): Promise<void> {
  const names = files.map((file) => basename(file.fsPath));
  const replaced = await reachFiles(live, place, async ({ engine, container }, pathOf) => {
    const stat = await engine.statPath(container, pathOf(folder));
    if (!stat || stat.type === 'file') throw new Failure(l10n.t('There is no folder {0}.', folder));
    const there = await Promise.all(names.map((name) => engine.statPath(container, pathOf(posix.join(folder, name)))));
    return names.filter((_name, index) => there[index] !== undefined);
  });
  if (replaced.length > 0) {
    await confirm({
      message: l10n.t('Replace {0}?', replaced.slice(0, 3).join(', ')),
      detail: l10n.t('They are in {0} already. What stands there now will be lost; folders are merged.', folder),
      action: l10n.t('Replace'),
    });
  }
  await withCancel(l10n.t('Copying {0}', names.join(', ')), (signal) =>
    reachFiles(live, place, async ({ engine, container }, pathOf) => {
      for (const file of files) {
        if (signal.aborted) return;
        await engine.writeArchive(container, pathOf(folder), tarOfLocal(file.fsPath));
      }
    }),
  );
  window.setStatusBarMessage(l10n.t('Copied to {0}.', folder), 4000);
}

/** Copies files and folders into a folder of this machine that is asked for. */
export async function download(live: LiveEngine, place: FilePlace, paths: readonly string[]): Promise<void> {
  const workspaceFolder = workspace.workspaceFolders?.[0]?.uri;
  const [target] =
    (await window.showOpenDialog({
      canSelectFolders: true,
      canSelectFiles: false,
      title: l10n.t('Folder to copy to'),
      ...(workspaceFolder ? { defaultUri: workspaceFolder } : {}),
    })) ?? [];
  if (!target) throw new Cancelled();
  await confirmReplacing(target, paths);
  const results = await withCancel(l10n.t('Copying {0}', paths.join(', ')), (signal) =>
    reachFiles(live, place, async ({ engine, container }, pathOf) => {
      const all = [];
      for (const path of paths) {
        const stat = await engine.statPath(container, pathOf(path));
        if (!stat) throw new Failure(l10n.t('There is no {0}.', path));
        all.push(await extractTar(await engine.readArchive(container, pathOf(path), signal), target.fsPath));
      }
      return all;
    }),
  );
  const written = results.reduce((sum, result) => sum + result.written, 0);
  const refused = results.flatMap((result) => result.refused);
  if (refused.length === 0) {
    void window.showInformationMessage(l10n.t('{0} files were copied to {1}.', written, target.fsPath));
    return;
  }
  const names = refused
    .slice(0, 5)
    .map(({ path }) => path)
    .join(', ');
  void window.showWarningMessage(
    l10n.t(
      '{0} files were copied to {1}. {2} were left out, since they are devices, would leave the folder, or have names that are not allowed here: {3}',
      written,
      target.fsPath,
      refused.length,
      names,
    ),
  );
}

async function confirmReplacing(target: Uri, paths: readonly string[]): Promise<void> {
  const present = new Set((await workspace.fs.readDirectory(target)).map(([name]) => name));
  const replaced = paths.map((path) => posix.basename(path)).filter((name) => present.has(name));
  if (replaced.length === 0) return;
  await confirm({
    message: l10n.t('Replace {0}?', replaced.slice(0, 3).join(', ')),
    detail: l10n.t('They are in {0} already. What stands there now will be lost; folders are merged.', target.fsPath),
    action: l10n.t('Replace'),
  });
}
