import { objectAt, textAt } from '../engine/json.ts';
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

/** One sentence on the next step after the end of a container, by what is known of its state. */
export function adviceOn(exitCode: number, state: unknown, l10n: Localizer): string {
  const never = textAt(state, 'StartedAt').startsWith('0001');
  if (objectAt(state)['OOMKilled'] === true) {
    return l10n.t('It used more memory than it was allowed. Give it more with “Change Limits”, or let it use less.');
  }
  if (exitCode === 0 && !never)
    return l10n.t('It did its work and ended: nothing is wrong. A service must stay in the foreground.');
  if (exitCode === 125 || never) return l10n.t('The engine could not start it. The error above says why.');
  if (exitCode === 126)
    return l10n.t('Its command is no program that can be executed. Check the file’s permissions (chmod +x).');
  if (exitCode === 127)
    return l10n.t('Its command was not found in the image. Check the spelling of CMD and ENTRYPOINT, and PATH.');
  if (exitCode === 137)
    return l10n.t('It was killed: by “stop” after the time to end was over, by “kill”, or for want of memory.');
  if (exitCode === 143) return l10n.t('It was asked to stop, and did.');
  if (exitCode === 139)
    return l10n.t('The program crashed. An image for another processor than this machine’s is a common cause.');
  return l10n.t('The program ended with an error of its own. Its last lines below usually say why.');
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
