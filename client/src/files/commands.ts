import { basename, posix } from 'node:path';
import { commands, env, FileChangeType, l10n, Uri, window, workspace } from 'vscode';
import type { CommandTable } from '../commands.ts';
import type { LiveEngine } from '../engine/engine.ts';
import { objectAt, textAt } from '../engine/json.ts';
import { askForText } from '../ui/ask.ts';
import { chosenOne } from '../ui/chosen.ts';
import { confirm } from '../ui/confirm.ts';
import { containerPicks } from '../ui/containerPicks.ts';
import { Cancelled, Failure } from '../ui/failure.ts';
import { withCancel } from '../ui/files.ts';
import { imagePicks, volumePicks } from '../ui/pick.ts';
import { extractTar } from './extract.ts';
import type { FileAccess } from './fileSystem.ts';
import { type ContainerFileSystem, fileUri } from './fileSystem.ts';
import type { FileNode, FileRoot, FilesView } from './filesView.ts';
import { tarOfLocal } from './localFiles.ts';
import { type FilePlace, isChangeable, reachFiles } from './places.ts';

type Args = readonly unknown[];

/** Opens the files of things, and copies files into containers and out of them. */
export function fileOpenCommands(live: LiveEngine, view: FilesView): CommandTable {
  const open = (place: FilePlace, label: string, shows: FileRoot['shows']): Promise<void> =>
    view.open({ type: 'root', place, label, shows });
  return {
    'slipway.containers.files': async (...args) => {
      const { id, name } = await chosenOne(live, args, anyContainer(l10n.t('Container whose files to show')));
      await open({ kind: 'container', id, engine: live.key }, name, 'all');
    },
    'slipway.containers.diff': async (...args) => {
      const { id, name } = await chosenOne(live, args, anyContainer(l10n.t('Container whose changed files to show')));
      await open({ kind: 'container', id, engine: live.key }, name, 'changes');
    },
    'slipway.images.files': async (...args) => {
      const { id, name } = await chosenOne(live, args, imagePicks(l10n.t('Image whose files to show')));
      await open({ kind: 'image', id, engine: live.key }, name, 'all');
    },
    'slipway.volumes.files': async (...args) => {
      const { id, name } = await chosenOne(live, args, volumePicks(l10n.t('Volume whose files to show')));
      await open({ kind: 'volume', id, engine: live.key }, name, 'all');
    },
    'slipway.containers.copyTo': (...args) => copyTo(live, args),
    'slipway.containers.copyFrom': (...args) => copyFrom(live, args),
  };
}

function anyContainer(placeHolder: string): ReturnType<typeof containerPicks> {
  return containerPicks({ placeHolder, nothing: l10n.t('There are no containers.') });
}

function absolutePath(title: string, prompt: string, value: string): Promise<string> {
  return askForText({
    title,
    prompt,
    value,
    suits: (text) => text.startsWith('/'),
    wrong: l10n.t('A path in a container begins with a slash.'),
  });
}

async function copyTo(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(
    live,
    args,
    containerPicks({ placeHolder: l10n.t('Container to copy files to'), nothing: l10n.t('There are no containers.') }),
  );
  const [, , dropped] = args;
  const given: readonly unknown[] = Array.isArray(dropped) ? dropped : [];
  const uris = given.filter((item) => item instanceof Uri);
  const files = uris.length > 0 ? uris : await askForLocal();
  const folder = await absolutePath(l10n.t('Copy to {0}', ref.name), l10n.t('Folder in the container'), '/tmp');
  await upload(live, { kind: 'container', id: ref.id, engine: live.key }, folder, files);
}

async function askForLocal(): Promise<readonly Uri[]> {
  const chosen = await window.showOpenDialog({
    canSelectMany: true,
    canSelectFiles: true,
    canSelectFolders: true,
    title: l10n.t('Files and folders to copy'),
  });
  if (!chosen || chosen.length === 0) throw new Cancelled();
  return chosen;
}

async function upload(live: LiveEngine, place: FilePlace, folder: string, files: readonly Uri[]): Promise<void> {
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

async function copyFrom(live: LiveEngine, args: Args): Promise<void> {
  const ref = await chosenOne(
    live,
    args,
    containerPicks({
      placeHolder: l10n.t('Container to copy files from'),
      nothing: l10n.t('There are no containers.'),
    }),
  );
  const path = await absolutePath(l10n.t('Copy from {0}', ref.name), l10n.t('File or folder in the container'), '/');
  await download(live, { kind: 'container', id: ref.id, engine: live.key }, [path]);
}

async function download(live: LiveEngine, place: FilePlace, paths: readonly string[]): Promise<void> {
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

/** What can be done with the files in the view. */
export function fileCommands(access: FileAccess, view: FilesView, files: ContainerFileSystem): CommandTable {
  return {
    'slipway.files.refresh': () => view.reread(),
    'slipway.files.close': (node) => {
      if (isRoot(node)) view.close(node);
    },
    'slipway.files.allowChanges': (node) => allowChanges(node, access, view),
    'slipway.files.newFile': (node) =>
      create(node, async (uri) => {
        await files.writeFile(uri, new Uint8Array(), { create: true, overwrite: false });
        await window.showTextDocument(uri);
      }),
    'slipway.files.newFolder': (node) => create(node, (uri) => files.createDirectory(uri)),
    'slipway.files.rename': (node) => rename(requireFile(node), files),
    'slipway.files.delete': (...args) => remove(args, files),
    'slipway.files.download': async (...args) => {
      const nodes = nodesOf(args);
      const [first] = nodes;
      if (!first) return;
      await download(
        access.engine(first.root.place.engine),
        first.root.place,
        nodes.map(({ path }) => path),
      );
    },
    'slipway.files.upload': (node) => uploadTo(node, access, files),
    'slipway.files.copyPath': (...args) =>
      env.clipboard.writeText(
        nodesOf(args)
          .map(({ path }) => path)
          .join('\n'),
      ),
    'slipway.files.compareWithImage': (node) => compare(requireFile(node), access),
  };
}

/** A volume is only read until its user says otherwise, who is told who else uses it. */
async function allowChanges(node: unknown, access: FileAccess, view: FilesView): Promise<void> {
  if (!isRoot(node) || node.place.kind !== 'volume') return;
  const { place, label } = node;
  const users = (await access.engine(place.engine).items('container'))
    .filter(({ mounts }) => mounts.some(({ type, source }) => type === 'volume' && source === place.id))
    .map(({ name }) => `• ${name}`);
  await confirm({
    message: l10n.t('Change files of the volume {0}?', label),
    detail: [
      l10n.t('What you save and delete is changed in the volume at once, without a way back.'),
      ...(users.length > 0 ? [l10n.t('These containers use it:'), ...users.slice(0, 15)] : []),
    ].join('\n'),
    action: l10n.t('Allow Changes'),
  });
  await access.permit(place.engine);
  await view.open({ ...node, place: { ...place, access: 'write' } });
}

/** Copies files of this machine to a folder of the view. */
export async function uploadTo(
  node: unknown,
  access: FileAccess,
  files: ContainerFileSystem,
  given?: readonly Uri[],
): Promise<void> {
  const { place, path } = folderOf(node);
  if (!isChangeable(place)) {
    throw new Failure(l10n.t('These files are only shown. Of a volume, “Allow Changes” lets you change them.'));
  }
  await access.permit(place.engine);
  await upload(access.engine(place.engine), place, path, given ?? (await askForLocal()));
  files.tell(fileUri(place, path), FileChangeType.Changed);
}

function folderOf(node: unknown): { place: FilePlace; path: string } {
  if (isRoot(node)) return { place: node.place, path: '/' };
  const file = requireFile(node);
  return { place: file.root.place, path: file.type === 'folder' ? file.path : posix.dirname(file.path) };
}

async function create(node: unknown, make: (uri: Uri) => Promise<void>): Promise<void> {
  const { place, path } = folderOf(node);
  const name = await askForText({
    title: l10n.t('New in {0}', path),
    prompt: l10n.t('Name'),
    suits: isFileName,
    wrong: l10n.t('A name without a slash.'),
  });
  await make(fileUri(place, posix.join(path, name)));
}

function isFileName(text: string): boolean {
  return text !== '' && text !== '.' && text !== '..' && !text.includes('/') && !text.includes('\0');
}

async function rename({ root, path }: FileNode, files: ContainerFileSystem): Promise<void> {
  const name = await askForText({
    title: l10n.t('Rename {0}', path),
    prompt: l10n.t('New name'),
    value: posix.basename(path),
    suits: isFileName,
    wrong: l10n.t('A name without a slash.'),
  });
  const to = fileUri(root.place, posix.join(posix.dirname(path), name));
  await files.rename(fileUri(root.place, path), to, { overwrite: false });
}

async function remove(args: Args, files: ContainerFileSystem): Promise<void> {
  const nodes = nodesOf(args);
  const [first] = nodes;
  if (!first) return;
  await confirm({
    message: nodes.length === 1 ? l10n.t('Delete {0}?', first.path) : l10n.t('Delete these {0}?', nodes.length),
    detail: [
      ...(nodes.length === 1 ? [] : nodes.slice(0, 15).map(({ path }) => `• ${path}`)),
      l10n.t(
        'They are deleted in {0} at once and cannot be brought back. Folders go with all that is in them.',
        first.root.label,
      ),
    ].join('\n'),
    action: l10n.t('Delete'),
  });
  for (const { root, path } of nodes) await files.delete(fileUri(root.place, path));
}

/** What the file was when the container was made. */
async function compare({ root, path }: FileNode, access: FileAccess): Promise<void> {
  const engine = await access.engine(root.place.engine).engine();
  const image = textAt(objectAt(await engine.inspect('container', root.place.id)), 'Image');
  const before = fileUri({ kind: 'image', id: image, engine: root.place.engine }, path);
  const title = l10n.t('{0} (image ↔ {1})', posix.basename(path), root.label);
  await commands.executeCommand('vscode.diff', before, fileUri(root.place, path), title);
}

function nodesOf([clicked, selected]: Args): readonly FileNode[] {
  const nodes = (Array.isArray(selected) ? (selected as readonly unknown[]) : []).filter(isFile);
  return nodes.some((node) => node === clicked) ? nodes : [clicked].filter(isFile);
}

function requireFile(node: unknown): FileNode {
  if (!isFile(node)) throw new Failure(l10n.t('Choose a file in the Files view first.'));
  return node;
}

function isFile(node: unknown): node is FileNode {
  return typeof node === 'object' && node !== null && 'root' in node && 'path' in node;
}

function isRoot(node: unknown): node is FileRoot {
  return typeof node === 'object' && node !== null && 'place' in node && 'shows' in node;
}
