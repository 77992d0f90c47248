import { listAt, numberAt, objectAt, textAt } from '../engine/json.ts';
import { explainExit } from '../ui/exitCodes.ts';
import type { Localizer } from '../ui/localizer.ts';
import { factSheet, section, table, verbatim } from '../ui/markdown.ts';
import { formatAgo } from '../ui/quantities.ts';

export interface ExitScene {
  readonly l10n: Localizer;
  readonly locale: string;
  readonly now: number;
}

/** All that an engine knows about the end of a container, with what to do next. */
export function exitReport(name: string, details: unknown, lastLines: string, scene: ExitScene): string {
  const { l10n, locale, now } = scene;
  const state = objectAt(details, 'State');
  const running = state['Running'] === true;
  const exitCode = numberAt(state, 'ExitCode');
  const ended = Date.parse(textAt(state, 'FinishedAt'));
  const started = Date.parse(textAt(state, 'StartedAt'));
  const facts = factSheet(name, [
    [l10n.t('State'), textAt(state, 'Status')],
    [l10n.t('Exit code'), running ? '' : explainExit(exitCode, state, l10n)],
    [l10n.t('Started'), formatAgo(started, now, locale)],
    [l10n.t('Ended'), running ? '' : formatAgo(ended, now, locale)],
    [l10n.t('Ran for'), running || !(ended > started) ? '' : l10n.t('{0} s', ((ended - started) / 1000).toFixed(1))],
    [l10n.t('Error'), textAt(state, 'Error')],
    [l10n.t('Restarted'), String(numberAt(details, 'RestartCount') || '')],
  ]);
  return [
    facts,
    '',
    section(l10n.t('What to do'), running ? '' : adviceOn(exitCode, details, l10n)),
    section(l10n.t('Health check'), healthLog(state, l10n)),
    section(l10n.t('Last lines'), verbatim(lastLines) || l10n.t('It has written nothing.')),
  ].join('\n');
}

/** One sentence on the next step, by what is known of the end. */
function adviceOn(exitCode: number, details: unknown, l10n: Localizer): string {
  const state = objectAt(details, 'State');
  const never = textAt(state, 'StartedAt').startsWith('0001');
  if (state['OOMKilled'] === true) {
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

function healthLog(state: unknown, l10n: Localizer): string {
  const log = listAt(objectAt(state, 'Health'), 'Log').slice(-5);
  const rows = log.map((entry) => [
    textAt(entry, 'Start').replace(/\.\d+/, ''),
    String(numberAt(entry, 'ExitCode')),
    textAt(entry, 'Output').trim(),
  ]);
  return table([l10n.t('Time'), l10n.t('Exit code'), l10n.t('Output')], rows);
}
