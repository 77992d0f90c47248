import { objectAt } from '../engine/json.ts';
import type { Localizer } from './localizer.ts';

/** What the number means. Source: Docker's and the shells' conventions for exit codes. */
export function explainExit(exitCode: number | undefined, state: unknown, l10n: Localizer): string {
  if (exitCode === undefined) return '';
  if (objectAt(state)['OOMKilled'] === true) return l10n.t('{0}: out of memory, killed by the kernel', exitCode);
  const signal = signals[exitCode - 128];
  if (signal !== undefined) return l10n.t('{0}: ended by {1}', exitCode, signal);
  if (exitCode === 125) return l10n.t('{0}: the engine could not start it', exitCode);
  if (exitCode === 126) return l10n.t('{0}: the command cannot be executed', exitCode);
  if (exitCode === 127) return l10n.t('{0}: the command was not found', exitCode);
  return String(exitCode);
}

const signals: Readonly<Record<number, string>> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  6: 'SIGABRT',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  13: 'SIGPIPE',
  15: 'SIGTERM',
};
