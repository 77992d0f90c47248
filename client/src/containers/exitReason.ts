import { listAt, numberAt, objectAt, textAt } from '../engine/json.ts';
import { containerState } from '../engine/wire.ts';
import { adviceOn, explainExit } from '../ui/exitCodes.ts';
import type { Localizer } from '../ui/localizer.ts';
import { factSheet, section, table, verbatim } from '../ui/markdown.ts';
import { formatAgo } from '../ui/quantities.ts';
import { stateWord } from '../ui/words.ts';

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
    [l10n.t('State'), stateWord(containerState(textAt(state, 'Status')), l10n)],
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
    section(l10n.t('What to do'), running ? '' : adviceOn(exitCode, state, l10n)),
    section(l10n.t('Health check'), healthLog(state, l10n)),
    section(l10n.t('Last lines'), verbatim(lastLines) || l10n.t('It has written nothing.')),
  ].join('\n');
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
