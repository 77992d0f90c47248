import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { l10n, ProgressLocation, Uri, window, workspace } from 'vscode';
import { Cancelled } from './failure.ts';
import { formatSize } from './quantities.ts';

/** Where to write a file, proposed in the folder of the workspace. Throws Cancelled. */
export async function askWhereToSave(name: string, title: string): Promise<Uri> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  const safe = name.replaceAll(/[^\w.-]+/g, '-');
  const target = await window.showSaveDialog({
    title,
    ...(folder ? { defaultUri: Uri.joinPath(folder, safe) } : {}),
  });
  if (!target) throw new Cancelled();
  return target;
}

/** A file that is there. Throws Cancelled. */
export async function askForFile(title: string, filters: Record<string, string[]>): Promise<Uri> {
  const [file] = (await window.showOpenDialog({ title, canSelectMany: false, filters })) ?? [];
  if (!file) throw new Cancelled();
  return file;
}

/**
 * Writes what an engine sends to a file, with progress and a way to stop. The file is there only when it is whole.
 */
export async function saveStream(
  target: Uri,
  title: string,
  open: (signal: AbortSignal) => Promise<AsyncIterable<Buffer>>,
): Promise<void> {
  const partial = `${target.fsPath}.part`;
  await withCancel(title, async (signal, tell) => {
    let size = 0;
    async function* counted(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of source) {
        size += chunk.length;
        tell(formatSize(size));
        yield chunk;
      }
    }
    try {
      await pipeline(Readable.from(counted(await open(signal))), createWriteStream(partial), { signal });
      await rename(partial, target.fsPath);
    } catch (error) {
      await rm(partial, { force: true });
      throw signal.aborted ? new Cancelled() : error;
    }
  });
}

/** A file to send. */
export function readStream(file: Uri): Readable {
  return createReadStream(file.fsPath);
}

/** Does something that takes its time, with progress in a notification and a button to stop it. */
export async function withCancel<T>(
  title: string,
  task: (signal: AbortSignal, tell: (message: string) => void) => Promise<T>,
): Promise<T> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => abort.abort());
      let last = 0;
      const tell = (message: string): void => {
        if (Date.now() - last < 200) return;
        last = Date.now();
        progress.report({ message });
      };
      const result = await task(abort.signal, tell).catch((error: unknown) => {
        throw abort.signal.aborted ? new Cancelled() : error;
      });
      if (abort.signal.aborted) throw new Cancelled();
      return result;
    },
  );
}

/** Says where a file was written, with a way to see it. */
export function tellSaved(target: Uri): void {
  void window.showInformationMessage(l10n.t('Written to {0}.', target.fsPath));
}
