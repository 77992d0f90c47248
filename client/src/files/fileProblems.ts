import { commands, FileSystemError, l10n, type Uri } from 'vscode';
import { EngineError } from '../engine/errors.ts';
import { Failure, sentenceFor } from '../ui/failure.ts';
import { formatSize } from '../ui/quantities.ts';
import { FileProblem, largestFile } from './containerFiles.ts';
import type { FileNode } from './nodes.ts';

/** The same result; what it is rejected with is said in a sentence, of which a FileSystemError has only a code. */
export async function inWords<T>(path: string, task: Promise<T>): Promise<T> {
  try {
    return await task;
  } catch (error) {
    throw error instanceof FileSystemError ? new Failure(sentenceOf(error, path)) : error;
  }
}

function sentenceOf({ code, message }: FileSystemError, path: string): string {
  if (code === 'FileExists') return l10n.t('There is already a file or folder {0}. Choose another name.', path);
  if (code === 'FileNotFound') return l10n.t('There is no {0}.', path);
  if (code === 'FileIsADirectory') return l10n.t('{0} is a folder.', path);
  if (code === 'NoPermissions') {
    return l10n.t('These files are only shown. Of a volume, “Allow Changes” lets you change them.');
  }
  return message;
}

/** Why a file of the view does not open in an editor, and what can be done with it. */
export function whyNotOpened(node: FileNode): Failure {
  const { type, path, entry } = node;
  const link = entry?.isLink === true;
  const problem = new FileProblem(type === 'file' ? 'too large' : link ? 'broken link' : 'special', path);
  const download = { title: l10n.t('Download…'), run: () => commands.executeCommand('slipway.files.download', node) };
  return new Failure(problemSentence(problem), type === 'file' ? [download] : []);
}

/** What went wrong with a file, as VS Code understands it. */
export function asFileSystemError(error: unknown, uri: Uri): FileSystemError {
  if (error instanceof FileProblem) {
    if (error.problem === 'missing') return FileSystemError.FileNotFound(uri);
    if (error.problem === 'folder') return FileSystemError.FileIsADirectory(uri);
    return new FileSystemError(problemSentence(error));
  }
  if (error instanceof EngineError && error.problem === 'not-found') return FileSystemError.FileNotFound(uri);
  return new FileSystemError(sentenceFor(error, l10n) ?? String(error));
}

function problemSentence({ problem, message }: FileProblem): string {
  if (problem === 'special') return l10n.t('{0} is no ordinary file: a device, a socket or a pipe.', message);
  if (problem === 'broken link') return l10n.t('{0} is a link to something that does not exist.', message);
  if (problem === 'too large') {
    return l10n.t('{0} is larger than {1}. Download it instead.', message, formatSize(largestFile));
  }
  if (problem === 'needs running') {
    return l10n.t('{0} cannot be deleted or renamed while the container does not run. Start it first.', message);
  }
  if (problem === 'needs user') {
    return l10n.t(
      'No running container uses the volume {0}. Only a program in one can delete and rename its files: start one first.',
      message,
    );
  }
  if (problem === 'needs program') {
    return l10n.t(
      'Only a program in the container can do this, and it has no “{0}”. Its image may hold nothing but the service itself.',
      message,
    );
  }
  return l10n.t('It could not be done: {0}', message);
}
