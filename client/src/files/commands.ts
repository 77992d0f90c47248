import { posix } from 'node:path';
import { commands, env, FileChangeType, l10n, Uri, window } from 'vscode';
import type { CommandTable } from '../commands.ts';
import { objectAt, textAt } from '../engine/json.ts';
import { askForText } from '../ui/ask.ts';
import { confirm } from '../ui/confirm.ts';
import { Failure } from '../ui/failure.ts';
import { inWords, whyNotOpened } from './fileProblems.ts';
import { type ContainerFileSystem, type FileAccess, fileUri } from './fileSystem.ts';
import type { FilesView } from './filesView.ts';
import { type FileNode, isFile, isRoot } from './nodes.ts';
import { type FilePlace, isChangeable } from './places.ts';
import { askForLocal, download, upload } from './transfer.ts';

type Args = readonly unknown[];

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
    'slipway.files.upload': (node, _selected, dropped) => uploadTo(node, access, files, dropped),
    'slipway.files.copyPath': (...args) =>
      env.clipboard.writeText(
        nodesOf(args)
          .map(({ path }) => path)
          .join('\n'),
      ),
    'slipway.files.explain': (node) => {
      throw whyNotOpened(requireFile(node));
    },
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

/** Copies files of this machine to a folder of the view: those that were dropped there, or that are chosen. */
async function uploadTo(
  node: unknown,
  access: FileAccess,
  files: ContainerFileSystem,
  dropped: unknown,
): Promise<void> {
  const given: readonly unknown[] = Array.isArray(dropped) ? dropped : [];
  const uris = given.filter((item) => item instanceof Uri);
  const { place, path } = folderOf(node);
  if (!isChangeable(place)) {
    throw new Failure(l10n.t('These files are only shown. Of a volume, “Allow Changes” lets you change them.'));
  }
  await access.permit(place.engine);
  await upload(access.engine(place.engine), place, path, uris.length > 0 ? uris : await askForLocal());
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
  const made = posix.join(path, name);
  await inWords(made, make(fileUri(place, made)));
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
  const target = posix.join(posix.dirname(path), name);
  if (target === path) return;
  const renamed = files.rename(fileUri(root.place, path), fileUri(root.place, target), { overwrite: false });
  await inWords(target, renamed);
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
  for (const { root, path } of nodes) await inWords(path, files.delete(fileUri(root.place, path)));
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
