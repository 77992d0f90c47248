import type { ContainerInfo, LiveEngine } from '../engine/engine.ts';
import { Failure } from '../ui/failure.ts';
import { selectedRefs } from '../ui/selection.ts';
import { fileArguments, projectArguments } from './composeCli.ts';
import { containersByService, filesOf, isOneOff, projectOf } from './fileContainers.ts';
import { access, readdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { l10n, Uri, window, workspace } from 'vscode';

/** The project that a command is for. */
export interface ComposeTarget {
  /** Its name, as far as it is known. */
  readonly name: string;
  /** Where the CLI is started. */
  readonly folder: string;
  /** What the CLI is told of it. */
  readonly args: readonly string[];
  /** Its Compose files. */
  readonly files: readonly Uri[];
  /** Its containers. */
  readonly containers: readonly ContainerInfo[];
}

/** The project of what was clicked: a file, a project of the explorer; else that of the editor. */
export async function targetOf(live: LiveEngine, given: readonly unknown[]): Promise<ComposeTarget> {
  const refs = selectedRefs('container', given);
  if (refs.length > 0) {
    const ids = new Set(refs.map(({ id }) => id));
    return ofProject((await live.items('container')).filter(({ id }) => ids.has(id)));
  }
  return ofFile(live, composeFile(given[0]));
}

/** The Compose file that is meant: the one that was clicked, else that of the editor. */
function composeFile(given: unknown): Uri {
  const active = window.activeTextEditor?.document;
  const uri = given instanceof Uri ? given : active?.languageId === 'dockercompose' ? active.uri : undefined;
  if (!uri) throw new Failure(l10n.t('Open a Compose file first.'));
  if (uri.scheme !== 'file') throw new Failure(l10n.t('Only a Compose file that is saved on disk can be run.'));
  return uri;
}

async function ofFile(live: LiveEngine, file: Uri): Promise<ComposeTarget> {
  await workspace.textDocuments.find((document) => document.uri.toString() === file.toString())?.save();
  const folder = dirname(file.fsPath);
  const known = await live.items('container').catch(() => []);
  const containers = [...containersByService(known, file.fsPath).values()].flat();
  return {
    name: projectOf(containers) ?? basename(folder),
    folder,
    args: fileArguments(basename(file.fsPath), await readdir(folder).catch(() => [])),
    files: [file],
    containers,
  };
}

async function ofProject(members: readonly ContainerInfo[]): Promise<ComposeTarget> {
  const containers = members.filter((container) => !isOneOff(container));
  const project = filesOf(containers.length > 0 ? containers : members);
  if (!project) throw new Failure(l10n.t('Compose did not make these containers.'));
  for (const file of project.files) {
    const isThere = await access(file).then(
      () => true,
      () => false,
    );
    if (!isThere) {
      throw new Failure(
        l10n.t('The project {0} was started from {1}, which is not on this machine any more.', project.name, file),
      );
    }
  }
  const [first = ''] = project.files;
  const folder = project.folder === '' ? dirname(first) : project.folder;
  return {
    name: project.name,
    folder: await access(folder).then(
      () => folder,
      () => dirname(first),
    ),
    args: projectArguments(project),
    files: project.files.map((file) => Uri.file(file)),
    containers,
  };
}
