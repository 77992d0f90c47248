import { CancellationError, l10n, type LogOutputChannel, window } from 'vscode';
import { NoEngineError } from '../engine/errors.ts';
import { noticeOf } from './foreignText.ts';
import { Cancelled, Failure, type FailureAction, sentenceFor } from './failure.ts';

/** Tells the user that something went wrong, in a sentence and with what can be done; the log keeps the stack. */
export async function report(error: unknown, log: LogOutputChannel): Promise<void> {
  if (error instanceof Cancelled || error instanceof CancellationError) return;
  const sentence = sentenceFor(error, l10n);
  log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const message = sentence ?? l10n.t('Slipway ran into a problem that it did not expect. Its log says more.');
  const showLog: FailureAction = { title: l10n.t('Show Log'), run: () => log.show() };
  const actions = error instanceof Failure ? error.actions : sentence === undefined ? [showLog] : [];
  const shown = error instanceof NoEngineError ? [showLog] : actions;
  // The words of an engine may be those of an image, and nobody knows whose that is.
  const chosen = await window.showErrorMessage(noticeOf(message), ...shown.map((action) => action.title));
  await shown.find((action) => action.title === chosen)?.run();
}
