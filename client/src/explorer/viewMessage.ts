import type { ConnectionState, ContainerInfo } from '../engine/engine.ts';
import type { Localizer } from '../ui/localizer.ts';
import { filterWords } from './filter.ts';

interface Counts {
  readonly shown: number;
  readonly all: number;
}

/** What the view says above its rows: what is searched for, and that something is hidden where all of it is. */
export function viewMessage(counts: readonly Counts[], filter: string, l10n: Localizer): string | undefined {
  const shown = counts.reduce((sum, count) => sum + count.shown, 0);
  const all = counts.reduce((sum, count) => sum + count.all, 0);
  if (filterWords(filter).length > 0) return l10n.t('Search “{0}”: {1} of {2} are shown.', filter.trim(), shown, all);
  if (shown === 0 && all > 0) return l10n.t('All {0} are hidden by the settings of this view.', all);
  return undefined;
}

interface Live {
  readonly state: ConnectionState;
  known(kind: 'container'): ReadonlyMap<string, ContainerInfo>;
}

/** How many containers run, as the number on the icon; none where that is not known now. */
export function badgeOf(engines: readonly Live[], l10n: Localizer): { value: number; tooltip: string } | undefined {
  const live = engines.filter(({ state }) => state.kind === 'connected');
  const running = live.flatMap((engine) =>
    [...engine.known('container').values()].filter(({ state }) => state === 'running'),
  ).length;
  if (running === 0) return undefined;
  const one = l10n.t('One container is running');
  return { value: running, tooltip: running === 1 ? one : l10n.t('{0} containers are running', running) };
}
