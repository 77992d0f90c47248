import type { ContainerInfo } from '../engine/engine.ts';
import { listAt, objectAt, textAt, texts } from '../engine/json.ts';
import { explainExit } from '../ui/exitCodes.ts';
import { factSheet } from '../ui/markdown.ts';
import { formatAgo, shortId } from '../ui/quantities.ts';
import { healthWord, stateWord } from '../ui/words.ts';
import { imageName, publishedPorts } from './containerTexts.ts';
import type { Scene } from './resourceView.ts';

/** The hover of a container: what its row does not show. */
export function containerTooltip(container: ContainerInfo, details: unknown, { l10n, locale, now }: Scene): string {
  const state = objectAt(details, 'State');
  const started = Date.parse(textAt(state, 'StartedAt'));
  const finished = Date.parse(textAt(state, 'FinishedAt'));
  const health = container.health ? ` · ${healthWord(container.health, l10n)}` : '';
  return factSheet(container.name || shortId(container.id), [
    [l10n.t('State'), `${stateWord(container.state, l10n)}${health}`],
    [l10n.t('Started'), container.state === 'running' ? formatAgo(started, now, locale) : ''],
    [l10n.t('Ended'), container.exitCode === undefined ? '' : formatAgo(finished, now, locale)],
    [l10n.t('Exit code'), explainExit(container.exitCode, state, l10n)],
    [l10n.t('Error'), textAt(state, 'Error')],
    [l10n.t('Health check'), lastHealthOutput(container, state)],
    [l10n.t('Image'), imageName(container)],
    [l10n.t('Command'), [textAt(details, 'Path'), ...texts(objectAt(details)['Args'])].join(' ').trim()],
    [l10n.t('Ports'), publishedPorts(container.ports).join(', ')],
    [l10n.t('Networks'), container.networks.join(', ')],
    [l10n.t('Mounts'), container.mounts.map((mount) => `${mount.source} → ${mount.destination}`).join(', ')],
    [l10n.t('Created'), formatAgo(container.created, now, locale)],
    [l10n.t('ID'), shortId(container.id)],
  ]);
}

/** The last words of a health check that fails: why is what one wants to know. */
function lastHealthOutput(container: ContainerInfo, state: unknown): string {
  if (container.health !== 'unhealthy') return '';
  return textAt(listAt(objectAt(state, 'Health'), 'Log').at(-1), 'Output').trim();
}
