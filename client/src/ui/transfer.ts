import { l10n, ProgressLocation, window } from 'vscode';
import { askHelperProgram, credentialsFor } from '../engine/credentials.ts';
import type { RegistryCredentials } from '../engine/engine.ts';
import { dockerConfig } from '../engine/locate.ts';
import { registryOf } from '../engine/references.ts';
import { Cancelled } from './failure.ts';
import { TransferProgress } from './transferProgress.ts';

/** Of the registry in the reference, as the docker CLI keeps them. They go to the engine for that registry alone. */
export async function credentialsOf(reference: string): Promise<{ credentials?: RegistryCredentials }> {
  const found = await credentialsFor([registryOf(reference)], await dockerConfig(), askHelperProgram);
  const [credentials] = Object.values(found);
  return credentials ? { credentials } : {};
}

/** Moves an image, with its progress in a notification and a way to stop. Throws Cancelled. */
export async function transfer(
  title: string,
  open: (signal: AbortSignal) => AsyncIterable<unknown>,
): Promise<TransferProgress> {
  const progress = new TransferProgress();
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  await window.withProgress(options, async (shown, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    let told = 0;
    let last = 0;
    try {
      for await (const message of open(abort.signal)) {
        progress.take(message);
        if (Date.now() - last < 200) continue;
        last = Date.now();
        const percent = progress.fraction * 100;
        shown.report({ message: progress.sentence(l10n), increment: Math.max(0, percent - told) });
        told = Math.max(told, percent);
      }
    } catch (error) {
      throw abort.signal.aborted ? new Cancelled() : error;
    }
    if (abort.signal.aborted) throw new Cancelled();
  });
  return progress;
}
